import { functionWithArn, lambdaState, nextRequestId, qualifiedArn, type FunctionState, type PendingEvent } from './function-state';
import type { Outcome } from './outcome';
import type { Account } from '../../core/account';
import type { Json } from '../../core/json';

const DELIVER = 'lambda:deliver';
const MINUTE = 60_000;
const LONGEST_THROTTLE = 5 * MINUTE;
const DEFAULT_RETRIES = 2;
const DEFAULT_AGE_SECONDS = 21_600;

/** Runs one attempt; `undefined`: the function may not run now. */
export type Attempt = (target: FunctionState, event: PendingEvent) => Promise<Outcome | undefined>;

/** Chooses events: by the function they are for, and by what is in them. */
export type EventChoice = (functionName: string, payload: unknown) => boolean;

/**
 * Asynchronous invocations: accepted at once, carried out from a queue in the account's state, and tried again when the
 * function fails.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export class AsyncEvents {
  private readonly doubled: Array<{ readonly choice: EventChoice; readonly delay: number }> = [];

  constructor(private readonly account: Account, private readonly attempt: Attempt) {
    account.scheduledTasks.on(DELIVER, (payload) => this.deliver(payload));
  }

  /** Events that are chosen come a second time after so many milliseconds: Lambda promises at least once. */
  deliverTwice(choice: EventChoice, delay: number): void {
    this.doubled.push({ choice, delay });
  }

  accept(target: FunctionState, payload: string, invokedArn: string): string {
    const requestId = nextRequestId(lambdaState(this.account));
    this.enqueue(target, requestId, payload, invokedArn, 0);
    for (const { choice, delay } of this.doubled) {
      if (choice(target.name, JSON.parse(payload))) this.enqueue(target, requestId, payload, invokedArn, delay);
    }
    return requestId;
  }

  private enqueue(target: FunctionState, requestId: string, payload: string, invokedArn: string, delay: number): void {
    const state = lambdaState(this.account);
    const now = this.account.clock.now();
    const id = String(state.next++);
    state.events[id] = { requestId, functionArn: qualifiedArn(target), invokedArn, payload, acceptedAt: now, attempts: 0 };
    this.account.scheduledTasks.add(now + delay, DELIVER, { id });
  }

  private async deliver(payload: Json): Promise<void> {
    const { id } = payload as { id: string };
    const state = lambdaState(this.account);
    const event = state.events[id];
    const target = event && functionWithArn(this.account, event.functionArn);
    if (!event || !target) {
      delete state.events[id];
      return;
    }
    // No concurrency at all: what comes is dropped at once, without any retry.
    if (target.reservedConcurrency === 0) {
      delete state.events[id];
      return;
    }
    const outcome = await this.attempt(target, event);
    const config = state.eventInvokeConfigs[event.invokedArn ?? event.functionArn];
    const retries = config?.maximumRetryAttempts ?? DEFAULT_RETRIES;
    const done = outcome ? !outcome.error || ++event.attempts > retries : false;
    const again = this.account.clock.now() + (outcome ? event.attempts * MINUTE : throttledFor(event));
    const maximumAge = config?.maximumEventAge ?? DEFAULT_AGE_SECONDS;
    if (done || again - event.acceptedAt > maximumAge * 1000) delete state.events[id];
    else this.account.scheduledTasks.add(again, DELIVER, { id });
  }
}

/** Throttled, which is no attempt: after a second, then twice as long each time. */
function throttledFor(event: PendingEvent): number {
  const throttles = event.throttles ?? 0;
  event.throttles = throttles + 1;
  return Math.min(LONGEST_THROTTLE, 1000 * 2 ** throttles);
}
