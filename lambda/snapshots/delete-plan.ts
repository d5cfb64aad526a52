import { removeSteps } from './remove-steps';
import type { SnapshotDependencies } from './snapshot-api';
import type { SnapshotRequestProperties } from './snapshot-properties';
import { unansweredSnapshots } from './unanswered-snapshots';
import { isMadeSince } from '../cloudformation/made-since';
import type { ResourcePlan, ResourceRequest } from '../cloudformation/resource-handler';
import { finish, next, type Outcome } from '../engine/plan';
import { unlessInvalid } from '../lightsail/not-found';
import { isOwnedByResource } from '../lightsail/ownership';

interface DeleteMemo {
  targets: string[];
}

/** Removes a snapshot that this resource made. What is gone, and what is not ours, is as good as removed. */
export function deletePlan(request: ResourceRequest<SnapshotRequestProperties>, services: SnapshotDependencies): ResourcePlan<DeleteMemo> {
  const { physicalId = '', log } = request;
  const { snapshots } = services;
  const isOurs = (tags: Readonly<Record<string, string>>) => isOwnedByResource(tags, request);

  async function find(memo: DeleteMemo): Promise<Outcome> {
    const snapshot = await unlessInvalid(snapshots.get(physicalId));
    if (snapshot && (!isOurs(snapshot.tags) || isMadeSince(request, snapshot.createdAt))) {
      log({ decision: 'leave-what-is-not-ours', snapshot: physicalId });
      return finish();
    }
    // CloudFormation makes an id up for a Create that it cancelled before the answer named the snapshot.
    memo.targets = snapshot ? [physicalId] : (await unansweredSnapshots(request, services)).map(({ name }) => name);
    return memo.targets.length > 0 ? next() : finish();
  }

  return {
    subject: `the snapshot '${physicalId}'`,
    memo: { targets: [] },
    steps: [
      { name: 'find-snapshot', run: find },
      ...removeSteps<DeleteMemo>({ services, log, targets: (memo) => memo.targets, isOurs }),
    ],
    onFailure: [],
    success: () => ({ physicalId, attributes: {} }),
    failedCreationId: () => physicalId,
  };
}
