import { type Branch, type Execution, ROOT } from './execution-state';
import type { Account } from '../../core/account';
import type { JsonObject } from '../../core/json';

/** Adds an event to an execution's history. It follows the newest one of its branch. */
export function note(
  account: Account, execution: Execution, type: string, details?: JsonObject, branch: Branch | undefined = execution.branches[ROOT],
): void {
  const { history } = execution;
  const id = history.length + 1;
  history.push({ id, previous: branch?.lastEvent ?? id - 1, at: account.clock.now(), type, ...details && { details } });
  if (branch) branch.lastEvent = id;
}
