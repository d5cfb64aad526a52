import type { SnapshotDependencies, SnapshotSource } from './snapshot-api';
import type { SnapshotRequestProperties } from './snapshot-properties';
import { KIND_TEXT } from './snapshot-state';
import type { ResourceRequest } from '../cloudformation/resource-handler';
import { next, type Outcome, RequestError, type Step } from '../engine/plan';

type Request = ResourceRequest<SnapshotRequestProperties>;

/**
 * What a snapshot is taken of that comes before its source. CloudFormation has not touched the source yet: if it is about
 * to be renamed, what is there has the old name, and the new one names nothing.
 */
export function sourceBefore({ properties, oldProperties }: Request): SnapshotSource {
  const { source, sourceLogicalId } = properties;
  const isRenamed = sourceLogicalId !== undefined && oldProperties?.sourceLogicalId === sourceLogicalId && oldProperties.source.kind === source.kind;
  return isRenamed ? oldProperties.source : source;
}

/**
 * The first deployment makes the source after its snapshot: then there is nothing to take, and `nothing` ends the work. A
 * source that the stack has but Lightsail does not is an error.
 */
export function releaseSourceStep<Memo>(
  request: Request, source: SnapshotSource, { snapshots, stacks }: SnapshotDependencies, nothing: (memo: Memo) => Promise<Outcome>,
): Step<Memo> {
  const { properties: { sourceLogicalId }, stackId, log } = request;
  const kind = KIND_TEXT[source.kind];
  return {
    name: 'find-source-to-come',
    run: async (memo) => {
      if (sourceLogicalId === undefined || await snapshots.sourceState(source) !== undefined) return next();
      const found = await stacks.resource(stackId, sourceLogicalId);
      const inStack = found && !found.status.startsWith('DELETE_') ? found.physicalId : undefined;
      if (inStack === undefined) {
        log({ decision: 'nothing-to-take-yet', source: source.name });
        return nothing(memo);
      }
      throw new RequestError(inStack === source.name
        ? `There is no ${kind} '${source.name}' to take a snapshot of, although the stack has one: it was deleted by hand. `
          + 'To deploy without a snapshot, remove its construct.'
        : `There is no ${kind} '${source.name}' to take a snapshot of yet: it replaces the ${kind} '${inStack}' after the snapshot. `
          + 'Deploy the snapshot first, then rename its source.');
    },
  };
}
