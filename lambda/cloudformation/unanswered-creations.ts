import { isMadeSince } from './made-since';
import type { ResourceRequest } from './resource-handler';
import { unlessUnknown } from './unless-unknown';
import { OwnershipTag } from '../../src/provider/ownership-contract';
import { isRollingBack, type Stacks } from '../aws/cloudformation';
import type { WaiterExecutions } from '../aws/step-functions';
import { executionName } from '../engine/waiter';
import { isOwnedByResource, type Tags } from '../lightsail/ownership';

/** Whom to ask about deployments and requests. */
export interface Deployments {
  readonly stacks: Stacks;
  readonly executions: WaiterExecutions;
}

/** What shows whether something was made by a request whose answer never arrived. */
export interface Creation {
  readonly name: string;
  readonly tags: Tags;
  readonly createdAt?: Date;
  /** It is not finished: nothing can have been answered. */
  readonly isBeingMade: boolean;
}

/** By how much the clocks of Lightsail and CloudFormation may differ. Between two deployments lies more. */
const CLOCK_SKEW_MILLISECONDS = 5_000;

/**
 * Of what this resource owns, what a request made that was cancelled before it answered: the stack does not know it, and its
 * name comes in no Delete. What an earlier deployment made is kept, for its request was answered.
 */
export async function unansweredCreations<T extends Creation>(
  request: ResourceRequest<unknown>, creations: readonly T[], { stacks, executions }: Deployments,
): Promise<T[]> {
  const owned = creations.filter(({ tags, createdAt }) => isOwnedByResource(tags, request)
    && tags[OwnershipTag.REQUEST] !== request.requestId && !isMadeSince(request, createdAt));
  if (owned.length === 0) return [];
  const stack = await unlessUnknown(request.log, async () => stacks.stack(request.stackId));
  // A stack that neither goes back nor goes away has cancelled nothing.
  if (stack && !isRollingBack(stack.status) && stack.status !== 'DELETE_IN_PROGRESS') return [];
  const begun = stack?.operationBegun;
  const found: T[] = [];
  for (const creation of owned) {
    const createdAt = creation.createdAt?.getTime();
    const isOfThisOperation = begun !== undefined && createdAt !== undefined && createdAt >= begun - CLOCK_SKEW_MILLISECONDS;
    // A rollback may count as an operation of its own: then what it takes back is older. But its request still waits.
    const isUnanswered = creation.isBeingMade || isOfThisOperation
      || await unlessUnknown(request.log, async () => executions.isRunning(executionName(creation.tags[OwnershipTag.REQUEST] ?? '')));
    if (isUnanswered) found.push(creation);
  }
  request.log({ decision: 'search-for-a-cancelled-creation', found: found.length });
  return found;
}
