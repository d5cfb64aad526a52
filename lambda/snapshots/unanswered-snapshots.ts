import type { Snapshot, SnapshotDependencies } from './snapshot-api';
import { isBeingMade } from './snapshot-state';
import type { ResourceRequest } from '../cloudformation/resource-handler';
import { type Creation, unansweredCreations } from '../cloudformation/unanswered-creations';

/** The snapshots of this resource that cancelled requests took. */
export async function unansweredSnapshots(request: ResourceRequest<unknown>, services: SnapshotDependencies): Promise<Array<Snapshot & Creation>> {
  const snapshots = (await services.snapshots.list()).map((snapshot) => ({ ...snapshot, isBeingMade: isBeingMade(snapshot.state) }));
  return unansweredCreations(request, snapshots, services);
}
