import { type Execution, stepFunctionsState } from './execution-state';
import type { Account } from '../../core/account';

const DAY = 24 * 60 * 60 * 1000;
/** AWS keeps what has ended for so long. */
const KEPT = 90 * DAY;
/** Of so many that ended last, the history is kept, too: a limit of the local cloud. */
const HISTORIES = 1000;
/** Nothing is looked for before so many have ended, or so much time has passed. */
const SWEEP_AFTER = 250;

/** Whether AWS would know nothing of it any more. */
export function isForgotten({ stoppedAt }: Execution, now: number): boolean {
  return stoppedAt !== undefined && stoppedAt + KEPT <= now;
}

/** Called whenever an execution has ended: removes what nobody can ask for any more, now and then. */
export function forgetOld(account: Account): void {
  const state = stepFunctionsState(account);
  const now = account.clock.now();
  const sweep = state.sweep ??= { at: now, ended: 0 };
  sweep.ended++;
  if (sweep.ended < SWEEP_AFTER && now - sweep.at < DAY) return;
  state.sweep = { at: now, ended: 0 };
  for (const [arn, execution] of Object.entries(state.executions)) if (isForgotten(execution, now)) delete state.executions[arn];
  const ended = Object.values(state.executions).filter(({ status, withoutHistory }) => status !== 'RUNNING' && !withoutHistory);
  ended.sort((one, other) => (other.stoppedAt ?? 0) - (one.stoppedAt ?? 0));
  for (const execution of ended.slice(HISTORIES)) Object.assign(execution, { history: [], withoutHistory: true });
}
