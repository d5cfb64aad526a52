/** What a schedule wants a database to be. */
export type Goal = 'available' | 'stopped';

/** What there is to do about a database in some state. */
export type Decision =
  /** It is as wanted. */
  | 'there'
  /** It can be started or stopped now. */
  | 'act'
  /** It is on its way, or busy, or in a state that nobody foresaw: look again later. */
  | 'wait'
  /** It will never be as wanted. */
  | 'lost';

/** States that a database does not leave by itself. */
const LOST = ['deleting', 'deleted', 'failed'];

export function decide(goal: Goal, state: string): Decision {
  if (state === goal) return 'there';
  if (LOST.includes(state)) return 'lost';
  const from = goal === 'available' ? 'stopped' : 'available';
  return state === from ? 'act' : 'wait';
}
