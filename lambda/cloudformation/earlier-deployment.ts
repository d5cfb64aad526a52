import type { ResourceRequest } from './resource-handler';
import { unlessUnknown } from './unless-unknown';
import { isRollingBack, type StackDescription, type Stacks } from '../aws/cloudformation';
import { isOwnedByRequest, isOwnedByResource, type Tags } from '../lightsail/ownership';

/**
 * Whether what this resource owns was there before the request, which is about to make it: an earlier deployment made it, and a
 * removal policy kept it. The rollback of this deployment must not delete it.
 */
export async function isOfEarlierDeployment(request: ResourceRequest<unknown>, name: string, tags: Tags, stacks: Stacks): Promise<boolean> {
  if (name === request.physicalId || !isOwnedByResource(tags, request) || isOwnedByRequest(tags, request)) return false;
  // A rollback finds what was to be replaced: it belongs to the stack.
  return request.type === 'Create' || !isRollingBack((await unlessUnknown(request.log, async () => stacks.stack(request.stackId)))?.status);
}

/**
 * Whether a Delete is certainly meant: somebody deletes the stack, or an update that succeeded left the resource out. A nested
 * stack is in the same states when the deployment of its parent failed.
 */
export function isOrdinaryDeletion(stack: StackDescription | undefined): boolean {
  return stack !== undefined && !stack.isNested && ['DELETE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'].includes(stack.status);
}
