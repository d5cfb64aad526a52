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
    return `The work cannot be handed to the waiter: its properties and what is remembered take ${bytes} bytes; expected ${MAX_BYTES} at most. `
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
