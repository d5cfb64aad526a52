import { deleteSourceSteps, type FinalMemo } from './delete-source-steps';
import type { FinalSources } from './final-sources';
import { removeFailedSteps } from './remove-steps';
import type { SnapshotDependencies, SnapshotSource } from './snapshot-api';
import { generatedName, triggerDigest } from './snapshot-names';
import { decodeFinalSnapshot, type SnapshotRequestProperties } from './snapshot-properties';
import { KIND_TEXT } from './snapshot-state';
import { takeSteps } from './take-steps';
import type { SnapshotSourceKind } from '../../src/snapshots/snapshot-contract';
import { isRollingBack } from '../aws/cloudformation';
import type { Templates } from '../aws/stack-templates';
import type { Properties } from '../cloudformation/properties';
import type { ResourceHandler, ResourcePlan, ResourceRequest } from '../cloudformation/resource-handler';
import { unlessUnknown } from '../cloudformation/unless-unknown';
import { again, finish, next, type Outcome, RequestError, type Step } from '../engine/plan';
import { ownershipTags } from '../lightsail/ownership';

const PREFIX = 'final-snapshot-of';

const KINDS: readonly SnapshotSourceKind[] = ['database', 'instance', 'disk', 'system-disk'];

interface FinalSnapshotProperties extends SnapshotRequestProperties {
  /** CloudFormation retains the source: it is this handler's to delete. */
  readonly deleteSource: boolean;
}

/**
 * FinalSnapshot: the snapshot is taken by the Delete, which then deletes the source. Its physical id names the source, so
 * that another source replaces the resource, and the Delete of the old one takes the old source's snapshot.
 */
export class FinalSnapshotHandler implements ResourceHandler<FinalSnapshotProperties, FinalMemo> {
  constructor(
    readonly resourceType: string,
    private readonly servicesOf: (kind: SnapshotSourceKind) => SnapshotDependencies,
    private readonly sources: FinalSources,
    private readonly templates: Templates,
  ) {}

  decode(properties: Properties): FinalSnapshotProperties {
    return { ...decodeFinalSnapshot(properties, properties.choice('SourceKind', KINDS)), deleteSource: properties.optionalFlag('DeleteSource') ?? false };
  }

  timeoutSeconds({ timeoutSeconds }: FinalSnapshotProperties): number {
    return timeoutSeconds;
  }

  plan(request: ResourceRequest<FinalSnapshotProperties>): ResourcePlan<FinalMemo> {
    const { source, sourceLogicalId: logicalId, deleteSource, tags } = request.properties;
    const physicalId = `${PREFIX}-${source.kind}-${source.name}`;
    const common = { memo: {}, onFailure: [], failedCreationId: () => physicalId };
    if (request.type !== 'Delete') {
      const subject = `the final snapshot of the ${KIND_TEXT[source.kind]} '${source.name}'`;
      return { ...common, subject, steps: [], success: () => ({ physicalId, attributes: {} }) };
    }
    const services = this.servicesOf(source.kind);
    const name = generatedName(source, request, '-final');
    const snapshot = { name, source, tags: { ...tags, ...ownershipTags(request, triggerDigest(source, undefined)) } };
    return {
      ...common,
      subject: `the final snapshot '${name}' of the ${KIND_TEXT[source.kind]} '${source.name}'`,
      steps: [
        { name: 'decide', run: async () => this.decide(request, services) },
        checkFinalSourceStep(source, services),
        ...takeSteps({ request, snapshot, services, sourceGone: 'finish' }),
        ...deleteSource && logicalId !== undefined
          ? deleteSourceSteps({ request, source, logicalId, snapshotName: name, services, sources: this.sources, templates: this.templates })
          : [],
      ],
      // The next Delete takes another one, under another name.
      onFailure: removeFailedSteps(name, request, services),
      success: () => ({ physicalId: request.physicalId ?? physicalId, attributes: {} }),
    };
  }

  private async decide(
    request: ResourceRequest<unknown>, { stacks }: SnapshotDependencies,
  ): Promise<Outcome> {
    const { physicalId = '', stackId, log } = request;
    // A Create that was cancelled, or that never got as far as naming its source.
    if (!physicalId.startsWith(PREFIX)) return finish();
    const status = (await unlessUnknown(log, async () => stacks.stack(stackId)))?.status;
    log({ decision: isRollingBack(status) ? 'nothing-to-take' : 'take', stackStatus: status });
    // What a rollback removes was made by the deployment that failed.
    return isRollingBack(status) ? finish() : next();
  }
}

/**
 * A stopped database takes no snapshot, and stays stopped for a week: said at once, rather than when the time is up.
 * CloudFormation would ask three times in the clean-up of an update.
 */
function checkFinalSourceStep<Memo>(source: SnapshotSource, { snapshots }: SnapshotDependencies): Step<Memo> {
  return {
    name: 'check-source',
    run: async () => {
      const state = source.kind === 'database' ? await snapshots.sourceState(source) : undefined;
      if (state === 'stopping') return again({ pace: 'soon', until: `the database '${source.name}' to have stopped`, seen: state });
      if (state !== 'stopped') return next();
      throw new RequestError(`The database '${source.name}' is stopped, and Lightsail takes no snapshot of a stopped database. It was kept. `
        + 'Start it and delete the stack again; after an update, which leaves the database behind, take a snapshot and delete it by hand.');
    },
  };
}
