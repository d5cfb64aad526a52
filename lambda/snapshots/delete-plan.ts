import { removeSteps } from './remove-steps';
import type { SnapshotServices } from './services';
import type { SnapshotRequestProperties } from './snapshot-properties';
import type { Snapshot } from './snapshot-api';
import { isBeingMade } from './snapshot-state';
import { mayBeMadeUp } from '../cloudformation/physical-id';
import type { ResourcePlan, ResourceRequest } from '../cloudformation/resource-handler';
import { mayBeLate, standingOf } from '../cloudformation/still-wanted';
import { isOwnedByResource } from '../lightsail/ownership';
import { abandon, finish, type Moment, next, type Outcome } from '../operations/plan';

/** By how much the clocks of Lightsail and CloudFormation may differ. Between two lives of a resource lie minutes. */
const CLOCK_SKEW_MILLISECONDS = 5_000;

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

  /**
   * What a Create made that was cancelled before it named its snapshot. It belongs to the deployment that the stack is at
   * or was at last; older ones were kept from an earlier life of the resource.
   */
  async function madeByCancelledCreation(): Promise<string[]> {
    const resource = await stacks.resource(stackId, logicalId);
    // The resource lives on with a snapshot of its own: no creation was cancelled.
    if (resource?.physicalId && resource.physicalId !== physicalId) return [];
    const begun = await stacks.operationBegun(stackId);
    const isOfThisDeployment = ({ createdAt, state }: Snapshot) => isBeingMade(state)
      || (begun !== undefined && createdAt !== undefined && createdAt.getTime() >= begun - CLOCK_SKEW_MILLISECONDS);
    return (await snapshots.list()).filter((snapshot) => isOurs(snapshot.tags) && isOfThisDeployment(snapshot)).map(({ name }) => name);
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
