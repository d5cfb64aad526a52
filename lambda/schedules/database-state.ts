import { DatabaseTag } from '../../src/schedules/schedule-contract';
import { NEXT_RUN } from '../engine/explanation';
import { RequestError, type Wait } from '../engine/plan';
import type { Tags } from '../lightsail/ownership';

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
  return new RequestError(`The database '${name}' is in the state '${state}' and will not become ${goal}. Look at it in the Lightsail console.`);
}

export function operationFailed(name: string, goal: Goal, reason: string): RequestError {
  return new RequestError(`Lightsail could not ${goal === 'available' ? 'start' : 'stop'} the database '${name}': ${reason}. `
    + NEXT_RUN.after('Look at the database in the Lightsail console'));
}

/** Why a database is left as it is; undefined: it is not held, or not any more. */
export function holdReason(tags: Tags, now: number): string | undefined {
  const held = heldUntil(tags, now);
  return held === undefined ? undefined : `the database is held as it is until ${new Date(held).toISOString()}`;
}

/** Until when a database is held as it is, in milliseconds; undefined: it is not, or not any more. */
export function heldUntil(tags: Tags, now: number): number | undefined {
  const text = tags[DatabaseTag.HOLD_UNTIL];
  if (text === undefined) return undefined;
  const isDate = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text);
  const until = isDate ? Date.parse(text) : NaN;
  if (Number.isNaN(until)) {
    // Somebody wanted it held: it is, until it is clear for how long.
    throw new RequestError(`The tag ${DatabaseTag.HOLD_UNTIL} of the database says '${text}'; expected a date such as 2026-12-24 (its beginning, UTC) or a time `
      + 'such as 2026-12-24T18:00:00+01:00. Correct the tag or remove it.');
  }
  return until > now ? until : undefined;
}
