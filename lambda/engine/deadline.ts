import { MAX_SERVICE_TIMEOUT_SECONDS } from '../../src/provider/timeout-contract';

/** The times that bound a request. Milliseconds since the epoch. */
export interface Deadlines {
  /** When the request was sent. */
  readonly begun: number;
  /** When the work must be done. */
  readonly work: number;
  /** When everything must have ended: what was begun is removed, and the answer delivered. */
  readonly end: number;
}

/** Kept free before the end, for the answer. */
const ANSWER_SECONDS = 30;

export function deadlines(begun: number, timeoutSeconds: number, serviceTimeoutSeconds = MAX_SERVICE_TIMEOUT_SECONDS): Deadlines {
  const end = begun + (serviceTimeoutSeconds - ANSWER_SECONDS) * 1000;
  return { begun, work: Math.min(begun + timeoutSeconds * 1000, end), end };
}
