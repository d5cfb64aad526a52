import { Journal } from './journal';
import type { Account } from '../../../core/account';
import { cloudFormationState, type ResourceState, type StackState } from '../state';

const REASON = 'The local cloud ended while this was under way.';
const CLEANUP = '_CLEANUP_IN_PROGRESS';

/** From which states somebody can go on: by a deletion, or by continuing the rollback. */
const ENDS: Readonly<Record<string, string>> = {
  CREATE_IN_PROGRESS: 'ROLLBACK_FAILED',
  ROLLBACK_IN_PROGRESS: 'ROLLBACK_FAILED',
  UPDATE_IN_PROGRESS: 'UPDATE_ROLLBACK_FAILED',
  UPDATE_ROLLBACK_IN_PROGRESS: 'UPDATE_ROLLBACK_FAILED',
  DELETE_IN_PROGRESS: 'DELETE_FAILED',
};

/** Fails what an earlier process was doing when it ended: nobody carries on with it, and no stack may stay in progress for ever. */
export function endInterruptedDeployments(account: Account): void {
  const { stacks, changeSets = [] } = cloudFormationState(account);
  for (const stack of stacks) {
    if (stack.status.endsWith('_IN_PROGRESS') && stack.status !== 'REVIEW_IN_PROGRESS') end(account, stack);
  }
  for (const changeSet of changeSets) if (changeSet.executionStatus === 'EXECUTE_IN_PROGRESS') changeSet.executionStatus = 'EXECUTE_FAILED';
}

function end(account: Account, stack: StackState): void {
  const journal = new Journal(account, stack, () => undefined);
  for (const resource of Object.values(stack.resources)) {
    const [, verb] = /^(CREATE|UPDATE|DELETE)_IN_PROGRESS$/.exec(resource.status) ?? [];
    if (verb) journal.resourceIs(resource, `${verb}_FAILED`, REASON);
  }
  if (!stack.status.endsWith(CLEANUP)) return journal.stackIs(ENDS[stack.status] ?? 'UPDATE_ROLLBACK_FAILED', REASON);
  // What is left of the cleanup is done when the stack is deleted.
  stack.leftovers.push(...superseded(stack));
  delete stack.interrupted;
  journal.stackIs(stack.status.slice(0, -CLEANUP.length), REASON);
}

/** What came up on the way, or was there before, and is not what the stack has now. */
function superseded({ interrupted = [], resources }: StackState): ResourceState[] {
  const found = new Map<string, ResourceState>();
  for (const { logicalId, before, made } of interrupted) {
    for (const resource of before && before.updateReplacePolicy !== 'Retain' ? [before, ...made] : made) {
      if (resource.physicalId !== undefined && resource.physicalId !== resources[logicalId]?.physicalId) found.set(resource.physicalId, resource);
    }
  }
  return [...found.values()];
}
