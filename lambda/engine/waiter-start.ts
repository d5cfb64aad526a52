import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { WaiterState } from '../../src/provider/waiter-contract';
import type { Waiter } from '../aws/step-functions';
import { classify } from '../lightsail/errors';

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
