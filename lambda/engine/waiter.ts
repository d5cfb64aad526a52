import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { WaiterFailure, WaiterState } from '../../src/provider/waiter-contract';
import type { Waiter } from '../aws/step-functions';
import { classify } from '../lightsail/errors';
import type { Log } from '../log';
import type { RetryAdvice } from './explanation';

export interface HandOverProps {
  readonly waiter: Waiter;
  /** The execution's name comes from it: a doubled event finds it taken, and that is as good as having started it. */
  readonly id: string;
  readonly retryAdvice: RetryAdvice;
  readonly log: Log;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  readonly now: () => number;
  /** When the invocation began: it has two minutes. Milliseconds. */
  readonly invokedAt: number;
}

/** How long an invocation goes on trying. What follows a start that failed needs the rest of its time. */
const STARTING_LIMIT_MILLISECONDS = 80_000;

/** Step Functions carries 256 KiB. What is handed over is a little more with each step. */
const MAX_BYTES = 200_000;

/**
 * Hands work to the waiter.
 *
 * @returns undefined: the waiter has it. Otherwise why it does not: the work ends here, and the caller says so.
 */
export async function handOver<C>(state: WaiterState<C>, props: HandOverProps): Promise<string | undefined> {
  const { waiter, id, retryAdvice, log, sleep, now, invokedAt } = props;
  const bytes = Buffer.byteLength(JSON.stringify(state));
  if (bytes > MAX_BYTES) {
    return `The work cannot be handed to the waiter: its properties and progress take ${bytes} bytes; expected ${MAX_BYTES} at most. `
      + retryAdvice.after('Use fewer or shorter values');
  }
  try {
    await startWaiter(waiter, id, state, sleep, (milliseconds) => now() + milliseconds <= invokedAt + STARTING_LIMIT_MILLISECONDS);
    log({ decision: 'wait', seconds: state.seconds });
    return undefined;
  } catch (error) {
    const { code, message } = classify(error);
    log({ decision: 'waiter-not-started', error: `${code}: ${message}` });
    return `The provider's waiter (a Step Functions state machine) could not be started: ${code}: ${message}. `
      + retryAdvice.after("Check that the state machine exists and that the function's role may start it");
  }
}

/** 72 seconds in all, of the two minutes that an invocation has: what comes after a start that failed needs the rest. */
const PAUSES_MILLISECONDS = [300, 900, 2_700, 8_000, 15_000, 20_000, 25_000];

/**
 * Hands a request to the waiter. A start that is refused for now is tried again, here: which of Lambda's own tries an
 * invocation is cannot be known, so none may count on another one.
 *
 * @param hasTime whether the invocation can pause for so long: many requests of one invocation share its time
 */
export async function startWaiter<C>(
  waiter: Waiter, requestId: string, state: WaiterState<C>,
  sleep: (milliseconds: number) => Promise<void> = async (time) => pause(time),
  hasTime: (milliseconds: number) => boolean = () => true,
): Promise<void> {
  for (const milliseconds of [...PAUSES_MILLISECONDS, undefined]) {
    try {
      return await waiter.start(executionName(requestId), state);
    } catch (error) {
      const { type } = classify(error);
      if (milliseconds === undefined || !hasTime(milliseconds) || (type !== 'later' && type !== 'denied')) throw error;
      await sleep(milliseconds);
    }
  }
}

/** The same for the same request, always; at most 80 of the characters that an execution's name may have. */
export function executionName(requestId: string): string {
  if (/^[\w-]{1,80}$/.test(requestId)) return requestId;
  return createHash('sha256').update(requestId).digest('hex');
}

const MAX_LENGTH = 500;

/** Why the waiter gave up calling the function. Step Functions hands on what Lambda says of one that failed: JSON with `errorMessage`. */
export function waiterFailureText(failure: WaiterFailure, { after }: RetryAdvice): string {
  const [name, cause] = [failure.Error, failure.Cause].map((value) => (typeof value === 'string' ? value : undefined));
  return `The provider's function failed repeatedly: ${name ?? 'unknown error'}: ${messageOf(cause ?? '').slice(0, MAX_LENGTH)}. ${after('Read its log')}`;
}

/** A cause that is long is cut, and no JSON any more: the message is looked for in its text. Whatever else it is, is shown as it is. */
function messageOf(cause: string): string {
  const literal = /"errorMessage"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(cause)?.[1];
  try {
    return literal === undefined ? cause : String(JSON.parse(literal));
  } catch {
    return cause;
  }
}
