import { DatabaseTag } from '../../src/schedules/schedule-contract';
import { RequestError } from '../engine/plan';
import type { Tags } from '../lightsail/ownership';

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
