import type { FinalSource, FinalSources } from './final-sources';
import type { SnapshotDependencies, SnapshotSource } from './snapshot-api';
import { isUsable, KIND_TEXT } from './snapshot-state';
import { decideSourceDeletion } from './source-deletion';
import type { TakeMemo } from './take-steps';
import { FINAL_SNAPSHOT_TAG } from '../../src/snapshots/snapshot-contract';
import type { Templates } from '../aws/stack-templates';
import type { ResourceRequest } from '../cloudformation/resource-handler';
import { again, finish, type Moment, next, type Outcome, RequestError, type Step } from '../engine/plan';
import { unlessGone } from '../lightsail/not-found';
import { isOwnedByRequest } from '../lightsail/ownership';

export interface FinalMemo extends TakeMemo {
  /** The operation that deletes the source. */
  deletionId?: string;
}

export interface DeleteSourceProps {
  readonly request: ResourceRequest<unknown>;
  readonly source: SnapshotSource;
  /** The source's logical id. */
  readonly logicalId: string;
  /** The final snapshot's name. */
  readonly snapshotName: string;
  readonly services: SnapshotDependencies;
  readonly sources: FinalSources;
  readonly templates: Templates;
}

/**
 * The steps that delete a source after its final snapshot. Before each call they look whether the source may go, whether it
 * is the one that this stack made, and whether this request's snapshot of it can be used.
 */
export function deleteSourceSteps(props: DeleteSourceProps): Array<Step<FinalMemo>> {
  const { request, source, logicalId, snapshotName, services, sources, templates } = props;
  const kind = KIND_TEXT[source.kind];
  const advice = `Its final snapshot '${snapshotName}' is there.`;

  async function deleteSource(memo: FinalMemo): Promise<Outcome> {
    const found = await sources.find(source);
    if (!found || isGoing(found.state)) return next();
    if (found.tags[FINAL_SNAPSHOT_TAG] !== request.stackId) return keep(`it lacks the tag ${FINAL_SNAPSHOT_TAG} of this stack`);
    const decision = await decideSourceDeletion(request, { name: source.name, logicalId }, services.stacks, templates);
    if (decision.type === 'keep') return keep(decision.because);
    await checkSnapshot(found);
    if (found.attachedTo !== undefined) {
      return again({
        pace: 'soon',
        until: `the disk '${source.name}' to be detached, so that it can be deleted`,
        seen: `attached to '${found.attachedTo}'`,
        advice: `${advice} Stop the instance, detach the disk, and delete the stack again; after an update, delete the disk by hand.`,
      });
    }
    request.log({ decision: 'delete-source', source: source.name, because: decision.because });
    return callDelete(memo);
  }

  async function callDelete(memo: FinalMemo): Promise<Outcome> {
    const started = await unlessGone(sources.delete(source), async () => sources.find(source));
    if (started) memo.deletionId = started.find(({ resourceName }) => resourceName === source.name)?.id;
    return next(waitUntilGone('deletion started'));
  }

  function keep(because: string): Outcome {
    request.log({ decision: 'keep-source', source: source.name, because });
    return finish();
  }

  /** The snapshot may have been deleted meanwhile, and the source's name may be another source's by now. */
  async function checkSnapshot(found: FinalSource): Promise<void> {
    const snapshot = await services.snapshots.get(snapshotName);
    const isOfSource = snapshot?.sourceName === source.name && (snapshot.sourceArn === undefined || snapshot.sourceArn === found.arn);
    if (snapshot && isUsable(snapshot.state) && isOwnedByRequest(snapshot.tags, request) && isOfSource) return;
    throw new RequestError(`The final snapshot '${snapshotName}' of the ${kind} '${source.name}' is gone or was replaced, so the ${kind} was kept. `
      + 'Delete the stack again for another snapshot; after an update, take one and delete the source by hand.');
  }

  async function waitForSource(memo: FinalMemo, moment: Moment): Promise<Outcome> {
    if (memo.deletionId !== undefined) {
      const operation = await services.operations.get(memo.deletionId);
      if (operation?.outcome === 'failed') {
        throw new RequestError(`Lightsail could not delete the ${kind} '${source.name}': ${operation.reason ?? operation.status}. ${advice} `
          + `Delete the stack again; after an update, delete the ${kind} by hand.`);
      }
    }
    const found = await sources.find(source);
    if (!found) return finish();
    return again(waitUntilGone(found.state, moment.attempt));
  }

  function waitUntilGone(seen: string, attempt = 0) {
    return {
      pace: source.kind === 'database' && attempt === 0 ? 'operation' as const : 'soon' as const,
      until: `the ${kind} '${source.name}' to be gone`,
      seen,
      advice: `${advice} Lightsail goes on deleting the ${kind}: look at it in the Lightsail console.`,
    };
  }

  return [
    { name: 'delete-source', run: deleteSource },
    { name: 'wait-until-source-is-gone', run: waitForSource },
  ];
}

function isGoing(state: string): boolean {
  return ['deleting', 'shutting-down', 'terminated'].includes(state);
}
