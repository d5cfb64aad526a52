/**
 * What the function and the waiter send to each other. Free of the CDK: both the construct that writes the state machine
 * and the code in the function read it.
 */

/** The environment variable with the ARN of the function's waiter. */
export const WAITER_ARN_VARIABLE = 'WAITER_ARN';

/**
 * The waiter's input, and what the function answers to each of its calls. Until `done`, the waiter waits `seconds`, then
 * calls `functionName` with all of this.
 */
export interface WaiterState<Continuation> {
  readonly done: boolean;
  /** The function to call, by name: the waiter's definition does not name it, or the two would depend on each other. */
  readonly functionName: string;
  /** How long to wait before the next call. */
  readonly seconds: number;
  readonly continuation: Continuation;
  /** Set by the waiter when the function failed again and again: the function answers the request with it and ends. */
  readonly failure?: WaiterFailure;
}

/** Step Functions' error output. */
export interface WaiterFailure {
  readonly Error?: string;
  readonly Cause?: string;
}
