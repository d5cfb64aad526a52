import type { SnapshotServices } from './services';
import type { Snapshot } from './snapshot-api';
import { isBeingMade } from './snapshot-state';
import type { ResourceRequest } from '../cloudformation/resource-handler';
import { isOwnedByResource } from '../lightsail/ownership';

/** By how much the clocks of Lightsail and CloudFormation may differ. Between two deployments lies more. */
const CLOCK_SKEW_MILLISECONDS = 5_000;

/**
 * The snapshots of this resource that the stack's deployment made, the one that it is at or was at last. Older ones belong
 * to an earlier life of the resource, and are kept.
 */
export async function madeByThisDeployment(request: ResourceRequest<unknown>, { snapshots, stacks }: SnapshotServices): Promise<Snapshot[]> {
  const begun = await stacks.operationBegun(request.stackId);
  return (await snapshots.list()).filter(({ tags, state, createdAt }) => isOwnedByResource(tags, request)
    && (isBeingMade(state) || (begun !== undefined && createdAt !== undefined && createdAt.getTime() >= begun - CLOCK_SKEW_MILLISECONDS)));
}
