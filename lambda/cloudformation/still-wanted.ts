import type { ResourceRequest } from './resource-handler';
import type { StackResource, Stacks } from '../aws/cloudformation';

/**
 * What CloudFormation thinks of a request.
 *
 * - `wanted`: it waits for the answer.
 * - `settled`: it has had the answer; what the request made belongs to the stack now. A doubled or late event.
 * - `cancelled`: it gave the request up. Nobody will ask for the removal of what the request makes.
 */
export type Standing = 'wanted' | 'settled' | 'cancelled';

/** Events younger than this are taken as they come: CloudFormation has only just sent them. */
const FRESH_MILLISECONDS = 15_000;

/** Lambda delivers an event at least once, and may do so hours later: before it acts on one that may be old, it asks. */
export function mayBeLate(request: Pick<ResourceRequest<unknown>, 'sentAtKnown'>, requestAge: number): boolean {
  return !request.sentAtKnown || requestAge > FRESH_MILLISECONDS;
}

/** By how much the times of a status and of the request that set it may differ. */
const STATUS_SKEW_MILLISECONDS = 10_000;

/**
 * The status is not this request's: it was set later, by another request for the same resource. A deployment that was
 * cancelled may be followed by the next one at once, which then waits for the answer to a request of its own.
 */
export function isOfLaterRequest({ sentAt }: Pick<ResourceRequest<unknown>, 'sentAt'>, { changedAt }: StackResource): boolean {
  return sentAt !== undefined && changedAt !== undefined && changedAt > sentAt + STATUS_SKEW_MILLISECONDS;
}

export function isRollingBack(stackStatus: string | undefined): boolean {
  return stackStatus?.includes('ROLLBACK') ?? false;
}

/** @param name what the request makes: tells whether the stack took it over. */
export async function standingOf(request: ResourceRequest<unknown>, name: string, stacks: Stacks): Promise<Standing> {
  const resource = await stacks.resource(request.stackId, request.logicalId);
  const status = resource?.status ?? 'DELETE_COMPLETE';
  switch (request.type) {
    case 'Create':
      // With a physical id the status is that of the answer, which has just come.
      if (status === 'CREATE_IN_PROGRESS') return resource && !resource.physicalId && isOfLaterRequest(request, resource) ? 'cancelled' : 'wanted';
      return ['CREATE_FAILED', 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE', 'DELETE_FAILED'].includes(status) ? 'cancelled' : 'settled';
    case 'Update':
      if (resource?.physicalId === name) return 'settled';
      if (resource && isOfLaterRequest(request, resource)) return 'cancelled';
      // The rollback of a cancelled update shows the same status of the resource: the stack's tells them apart.
      return status === 'UPDATE_IN_PROGRESS' && !isRollingBack(await stacks.stackStatus(request.stackId)) ? 'wanted' : 'cancelled';
    case 'Delete':
      // A name that was given can be in use again: then an old Delete of it must not remove the new one.
      if (status === 'CREATE_IN_PROGRESS') return 'settled';
      return resource?.physicalId === request.physicalId && !status.startsWith('DELETE_') && status !== 'CREATE_FAILED' ? 'settled' : 'wanted';
  }
}
