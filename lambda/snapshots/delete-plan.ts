import { removeSteps } from './remove-steps';
import type { SnapshotServices } from './services';
import type { SnapshotRequestProperties } from './snapshot-properties';
import { madeByThisDeployment } from './this-deployment';
import { mayBeMadeUp } from '../cloudformation/physical-id';
import type { ResourcePlan, ResourceRequest } from '../cloudformation/resource-handler';
import { mayBeLate, standingOf } from '../cloudformation/still-wanted';
import { abandon, finish, type Moment, next, type Outcome } from '../engine/plan';
import { isOwnedByResource } from '../lightsail/ownership';

interface DeleteMemo {
  targets: string[];
}

/** Removes a snapshot that this resource made. What is gone, and what is not ours, is as good as removed. */
export function deletePlan(request: ResourceRequest<SnapshotRequestProperties>, services: SnapshotServices): ResourcePlan<DeleteMemo> {
  const { physicalId = '', stackId, logicalId, log } = request;
  const { snapshots, stacks } = services;
  const isOurs = (tags: Readonly<Record<string, string>>) => isOwnedByResource(tags, request);

  async function find(memo: DeleteMemo, moment: Moment): Promise<Outcome> {
    if (mayBeLate(request, moment.requestAge) && await standingOf(request, physicalId, stacks) === 'settled') {
      return abandon('the stack has this snapshot in use: an old event');
    }
    const snapshot = await snapshots.get(physicalId);
    if (snapshot) {
      if (!isOurs(snapshot.tags)) {
        log({ decision: 'leave-what-is-not-ours', snapshot: physicalId });
        return finish();
      }
      memo.targets = [physicalId];
      return next();
    }
    if (!mayBeMadeUp(physicalId)) return finish();
    memo.targets = await madeByCancelledCreation();
    log({ decision: 'search-for-a-cancelled-creation', found: memo.targets.length });
    return memo.targets.length > 0 ? next() : finish();
  }

  /** What a Create made that was cancelled before it named its snapshot. */
  async function madeByCancelledCreation(): Promise<string[]> {
    const resource = await stacks.resource(stackId, logicalId);
    // The resource lives on with a snapshot of its own: no creation was cancelled.
    if (resource?.physicalId && resource.physicalId !== physicalId) return [];
    return (await madeByThisDeployment(request, services)).map(({ name }) => name);
  }

  return {
    subject: `the snapshot '${physicalId}'`,
    memo: { targets: [] },
    steps: [
      { name: 'find-snapshot', run: find },
      ...removeSteps<DeleteMemo>({ services, log, targets: (memo) => memo.targets, isOurs }),
    ],
    onFailure: [],
    onAbandon: [],
    success: () => ({ physicalId, attributes: {} }),
    failedCreationId: () => physicalId,
  };
}
