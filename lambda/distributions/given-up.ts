import type { DistributionMemo } from './distribution-memo';
import type { Stacks } from '../aws/cloudformation';
import type { ResourceRequest } from '../cloudformation/resource-handler';
import { isRollingBack } from '../cloudformation/still-wanted';
import { abandon, type Outcome } from '../engine/plan';

/** Nobody wants the rest of an update that is being rolled back: the rollback is a request of its own, and works already. */
export async function givenUp(memo: DistributionMemo, { type, stackId }: ResourceRequest<unknown>, stacks: Stacks): Promise<Outcome | undefined> {
  if (type !== 'Update' || memo.rollingBack || !isRollingBack(await stacks.stackStatus(stackId))) return undefined;
  return abandon('the stack gave the update up');
}
