import type { Account } from '../../../core/account';
import type { StackState } from '../state';

/** Which end a deployment comes to that the local cloud cannot carry on with. */
const FAILED: Readonly<Record<string, string>> = {
  CREATE_IN_PROGRESS: 'ROLLBACK_FAILED',
  ROLLBACK_IN_PROGRESS: 'ROLLBACK_FAILED',
  DELETE_IN_PROGRESS: 'DELETE_FAILED',
};

/** Lets work on a stack go on while nobody waits for it. Whoever asks for the stack's status has to see an end. */
export function inBackground(account: Account, stack: StackState, work: Promise<unknown>): void {
  void work.catch((error: unknown) => {
    account.defects.report(error);
    if (!stack.status.endsWith('_IN_PROGRESS')) return;
    stack.status = FAILED[stack.status] ?? 'UPDATE_ROLLBACK_FAILED';
    stack.statusReason = error instanceof Error ? error.message : String(error);
  });
}
