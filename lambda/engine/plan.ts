import type { RetryAdvice } from './explanation';
import type { Pace } from './wait-policy';
import { isObject, mapOf, number, object, oneOf, optional, text } from '../shapes';

/** How long the next look can wait, and what the user reads if it never comes to an end. */
export interface Wait {
  readonly pace: Pace;
  /** "the snapshot 'x' to become available" */
  readonly until: string;
  /** The state that was seen last. */
  readonly seen: string;
  /** What to do if it does not come to that. */
  readonly advice?: string;
}

/** What became of one go at a step. */
export type Outcome =
  /** The step is done. With `wait`: the next one has nothing to see before that. */
  | { readonly type: 'next'; readonly wait?: Wait }
  /** All is done: the remaining steps are not needed. */
  | { readonly type: 'finish' }
  /** The same step again, later. */
  | { readonly type: 'again'; readonly wait: Wait };

export const next = (wait?: Wait): Outcome => ({ type: 'next', wait });
export const finish = (): Outcome => ({ type: 'finish' });
export const again = (wait: Wait): Outcome => ({ type: 'again', wait });

/** When a go at a step happens. Milliseconds. */
export interface Moment {
  readonly now: number;
  /** Since the step was reached. */
  readonly stepAge: number;
  /** Since the request was sent. */
  readonly requestAge: number;
  /** How many goes at this step asked for another one. */
  readonly attempt: number;
}

/**
 * A call, and what to wait for after it. A step can be run again at any time (a crash, a doubled event), so it must read
 * what it finds before it makes anything.
 */
export interface Step<Memo> {
  /** In continuations and log lines. An execution may outlive a deployment: renaming one strands it. */
  readonly name: string;
  run(memo: Memo, moment: Moment): Promise<Outcome>;
}

/**
 * What there is to do for a request. The memo is what later steps must know of earlier ones: plain data, changed in
 * place by the steps, and carried in the continuation.
 */
export interface Plan<Memo> {
  /** What error texts call it: "the snapshot 'x' of the database 'y'". */
  readonly subject: string;
  /**
   * What helps those whose work failed.
   *
   * @default DEPLOYMENT
   */
  readonly retryAdvice?: RetryAdvice;
  readonly memo: Memo;
  readonly steps: ReadonlyArray<Step<Memo>>;
  /** Run after a failure, before it is answered. */
  readonly onFailure: ReadonlyArray<Step<Memo>>;
  /**
   * Run when the request was cancelled: they remove what this very request made. What is not theirs to remove was made by
   * another request, or was there before.
   *
   * @default - there is nothing to remove
   */
  readonly onCancelled?: ReadonlyArray<Step<Memo>>;
}

/** A failure whose text is meant for the user as it stands. */
export class RequestError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RequestError';
  }
}

/** Which of a plan's lists of steps is being carried out. */
export type Phase = 'work' | 'failure' | 'cancellation';

/** How far a plan has got. Plain data: it is carried in the continuation. */
export interface Progress<Memo> {
  phase: Phase;
  step: string;
  /** When that step was reached. */
  since: number;
  /** How many goes at the step asked for another one. */
  attempt: number;
  /** How many waits there were at each pace since the step was reached: back-off goes on where other paces come in between. */
  waits: Partial<Record<Pace, number>>;
  memo: Memo;
  /** What will be answered, once what was begun is removed. */
  reason?: string;
}

/** Whether a continuation says how far a plan has got. What the memo holds only the plan knows. */
export const isProgress = object({
  phase: oneOf('work', 'failure', 'cancellation'),
  step: text,
  since: number,
  attempt: number,
  waits: mapOf(number),
  memo: isObject,
  reason: optional(text),
});

/** What became of a plan. */
export type Ending<Memo> =
  | { readonly type: 'succeeded'; readonly memo: Memo }
  | { readonly type: 'failed'; readonly memo: Memo; readonly reason: string };

export type RunResult<Memo> =
  | { readonly type: 'ended'; readonly ending: Ending<Memo> }
  | { readonly type: 'paused'; readonly seconds: number; readonly wait: Wait; readonly progress: Progress<Memo> };
