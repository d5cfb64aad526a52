import { createHash } from 'node:crypto';

/**
 * How urgent the next look is.
 *
 * - `operation`: something that takes minutes, and that a deployment waits for.
 * - `unhurried`: something that takes minutes, and that no deployment waits for.
 * - `soon`: something that is about to happen.
 * - `setback`: a call that was refused for now; others may be refused with us.
 */
export type Pace = 'operation' | 'unhurried' | 'soon' | 'setback';

export interface WaitRequest {
  readonly pace: Pace;
  /** How many waits at this pace came before. */
  readonly attempt: number;
  /** Seconds since what is waited for began. */
  readonly age: number;
  /** Seconds until the deadline. */
  readonly remaining: number;
  /** The same for each try of a request, different from its neighbours'. */
  readonly seed: string;
}

/** The last look comes this many seconds before the deadline, so that its answer comes before it, too. */
const RESERVE = 3;

/**
 * How many seconds to wait; undefined: there is no time left for another look.
 *
 * An operation of five minutes is looked at nine times (30, 65, 100, … 310 s, up to 8 s later each): each look costs three state
 * transitions, and the last one comes 10 to 18 s late. Beyond six minutes the looks are a tenth of the age apart.
 */
export function waitSeconds(request: WaitRequest): number | undefined {
  const left = Math.floor(request.remaining - RESERVE);
  if (left < 1) return undefined;
  return Math.min(Math.max(1, Math.round(wanted(request))), left);
}

function wanted({ pace, attempt, age, seed }: WaitRequest): number {
  switch (pace) {
    // Fifty snapshots of one stack would look in step: the first wait spreads them over eight seconds, for good.
    case 'operation': return attempt === 0 ? 34 + 4 * jitter(seed, 0) : Math.min(300, Math.max(35, age / 10));
    // An operation of five minutes is looked at four times, and the last one comes half a minute late.
    case 'unhurried': return attempt === 0 ? 62 + 6 * jitter(seed, 0) : Math.min(600, Math.max(90, age / 4));
    case 'soon': return (Math.min(60, 5 * 1.6 ** attempt) + longWait(age)) * (1 + 0.2 * jitter(seed, attempt));
    case 'setback': return (Math.min(60, 6 * 2 ** attempt) + longWait(age)) * (1 + 0.4 * jitter(seed, attempt));
  }
}

/** What has not come in 20 minutes is looked for less and less often: a run that waits for a day stays within an execution's history. */
function longWait(age: number): number {
  return Math.min(240, Math.max(0, (age - 1200) / 20));
}

/** From -1 to 1, only by the seed: a repeated computation gives the same plan. */
function jitter(seed: string, attempt: number): number {
  return createHash('sha256').update(`${seed}/${attempt}`).digest().readUInt32BE(0) / 0x7fffffff - 1;
}
