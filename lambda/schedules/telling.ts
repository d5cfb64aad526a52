import type { Results } from './results';
import type { ScheduleResult } from '../../src/schedules/schedule-contract';
import { NetworkError } from '../aws/http';
import { waitSeconds } from '../engine/wait-policy';
import { classify } from '../lightsail/errors';
import { wasRefused } from '../lightsail/was-refused';
import type { Log } from '../log';

/** What a result is told by, in this order: the event says everything, and can come twice. */
type Channel = 'event' | 'metrics';
export const CHANNELS: readonly Channel[] = ['event', 'metrics'];

/** A result, and who has not taken it yet. Plain data: the waiter carries it. */
export interface Untold {
  readonly result: ScheduleResult;
  readonly left: readonly Channel[];
  /** Since when it is being told. Milliseconds. */
  readonly since: number;
  readonly attempt: number;
}

/** How long a result is told again. After that the waiter's execution fails, where somebody may see it. */
const LIMIT_MILLISECONDS = 15 * 60_000;

export interface TellProps {
  readonly results: Results;
  readonly now: () => number;
  readonly seed: string;
  readonly log: Log;
}

/** Tells a result to those who have not taken it. Returns what is to be told later; undefined: nothing. */
export async function tell(
  untold: Untold, { results, now, seed, log }: TellProps,
): Promise<{ readonly seconds: number; readonly untold: Untold } | undefined> {
  const { result, since, attempt } = untold;
  const left: Channel[] = [];
  let because = '';
  for (const channel of untold.left) {
    try {
      await (channel === 'event' ? results.tell(result) : results.count(result, now()));
    } catch (error) {
      const { code, message } = classify(error);
      because = `${code}: ${message}`;
      const again = channel === 'event' || mayCountAgain(result, error);
      log({ decision: again ? 'tell-again' : 'counted-or-not', channel, error: because });
      if (again) left.push(channel);
    }
  }
  if (left.length === 0) return undefined;
  const seconds = waitSeconds({ pace: 'setback', attempt, age: 0, seed, remaining: (since + LIMIT_MILLISECONDS - now()) / 1000 });
  if (seconds === undefined) throw new Error(`The run ${result.result}, and this could not be told (${left.join(', ')}): ${because}`);
  return { seconds, untold: { ...untold, left, attempt: attempt + 1 } };
}

/**
 * Whether what may have been counted is counted once more. A failure is: the alarm must go off, and one that went off does
 * not mind. Anything else is not: sums must not grow by what did not happen.
 */
function mayCountAgain({ result }: ScheduleResult, error: unknown): boolean {
  return result === 'failed' || wasRefused(error) || (error instanceof NetworkError && NEVER_SENT.has(error.code));
}

/** There was no connection by which anything could have been sent. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
