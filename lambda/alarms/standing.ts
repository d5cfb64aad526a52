import type { Stacks } from '../aws/cloudformation';
import type { ResourceRequest } from '../cloudformation/resource-handler';
import { isOfLaterRequest, isRollingBack, mayBeLate, type Standing, standingOf } from '../cloudformation/still-wanted';
import { abandon, type Moment, type Outcome } from '../engine/plan';

/** What a plan remembers to know its own standing by. */
export interface StandingMemo {
  /** The request was waiting once: since then it may have been given up. */
  resumed?: boolean;
  /** Whether the stack was rolling back when it was first asked. */
  rollingBack?: boolean;
  /** The stack has had the answer: what is there is its own. */
  settled?: boolean;
}

/**
 * The end of a request that the stack does not want any more; undefined: it does. Asked of requests alone that may be
 * old or that waited, so that what is done at once costs no call more.
 */
export async function unwanted(
  request: ResourceRequest<unknown>, name: string, stacks: Stacks, memo: StandingMemo, moment: Moment,
): Promise<Outcome | undefined> {
  if (moment.attempt > 0) memo.resumed = true;
  if (!memo.resumed && !mayBeLate(request, moment.requestAge)) return undefined;
  const standing = request.type === 'Update' ? await standingOfUpdate(request, stacks, memo) : await standingOf(request, name, stacks);
  if (standing === 'wanted') return undefined;
  memo.settled = standing === 'settled';
  return abandon(standing === 'settled' ? 'the stack has had the answer' : 'the stack gave the request up');
}

/**
 * An update in place keeps its physical id, and a rollback's update is wanted as much as any other. What tells the one
 * that was given up is that the stack has begun to roll back since.
 */
async function standingOfUpdate(request: ResourceRequest<unknown>, stacks: Stacks, memo: StandingMemo): Promise<Standing> {
  const { stackId, logicalId } = request;
  const resource = await stacks.resource(stackId, logicalId);
  if (resource?.status !== 'UPDATE_IN_PROGRESS') return 'settled';
  if (isOfLaterRequest(request, resource)) return 'cancelled';
  const rollingBack = isRollingBack(await stacks.stackStatus(stackId));
  memo.rollingBack ??= rollingBack;
  return memo.rollingBack === rollingBack ? 'wanted' : 'cancelled';
}
