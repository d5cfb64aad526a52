import { RequestError, type Wait } from '../engine/plan';
import { NEXT_RUN } from '../engine/retry-advice';

/** What a schedule wants a database to be. */
export type Goal = 'available' | 'stopped';

/** What there is to do about a database in some state. */
export type Decision =
  /** It is as wanted. */
  | 'there'
  /** It can be started or stopped now. */
  | 'act'
  /** It is on its way, or busy, or in an unknown state: look again later. */
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

/** The wait of everything that brings a database to a state, and the errors that end it. */
export function waitFor(name: string, goal: Goal, seen: string, pace: Wait['pace'] = 'soon'): Wait {
  return {
    pace,
    seen,
    until: `the database '${name}' to be ${goal}`,
    advice: NEXT_RUN.after('Look at the database in the Lightsail console'),
  };
}

export function gone(name: string): RequestError {
  return new RequestError(`There is no database '${name}'. Check its name and the region, or remove the schedule.`);
}

export function lost(name: string, goal: Goal, state: string): RequestError {
  return new RequestError(`The database '${name}' is in the state '${state}', from which it will not become ${goal}. Look at it in the Lightsail console.`);
}

export function operationFailed(name: string, goal: Goal, reason: string): RequestError {
  return new RequestError(`Lightsail could not ${goal === 'available' ? 'start' : 'stop'} the database '${name}': ${reason}. `
    + NEXT_RUN.after('Look at the database in the Lightsail console'));
}
