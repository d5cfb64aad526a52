import { isLastTry } from './last-try';
import { startWaiter } from './waiter-start';
import type { WaiterState } from '../../src/provider/waiter-contract';
import type { Waiter } from '../aws/step-functions';
import { classify } from '../lightsail/errors';
import type { Log } from '../log';
import type { RetryAdvice } from './retry-advice';

export interface HandOverProps {
  readonly waiter: Waiter;
  /** The execution's name comes from it: a doubled event finds it taken, and that is as good as having started it. */
  readonly id: string;
  /** Milliseconds since the event was sent. */
  readonly age: number;
  readonly retryAdvice: RetryAdvice;
  readonly log: Log;
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/**
 * Hands work to the waiter. If that fails it rejects, and Lambda tries the event again; at the last try it returns why, and
 * the caller must tell: nobody comes back for this work.
 */
export async function handOver<C>(state: WaiterState<C>, { waiter, id, age, retryAdvice, log, sleep }: HandOverProps): Promise<string | undefined> {
  try {
    await startWaiter(waiter, id, state, sleep);
    log({ decision: 'wait', seconds: state.seconds });
    return undefined;
  } catch (error) {
    const { code, message } = classify(error);
    log({ decision: 'waiter-not-started', error: `${code}: ${message}` });
    if (!isLastTry(age)) throw error;
    return `The provider's waiter (a Step Functions state machine) could not be started: ${code}: ${message}. `
      + retryAdvice.after("Check that the state machine exists and that the function's role may start it");
  }
}
