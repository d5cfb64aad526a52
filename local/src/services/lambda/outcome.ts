import type { ProcessEnd } from './function-process';

/** What an invocation came to. */
export interface Outcome {
  /** The answer, or the description of the error: JSON text. */
  readonly payload: string;
  /** The error's type, if it failed. */
  readonly error?: string;
  /** The lines of its log. */
  readonly log?: readonly string[];
}

export function failure(errorType: string, errorMessage: string): Outcome {
  return { payload: JSON.stringify({ errorType, errorMessage }), error: errorType };
}

/** The error that the function's runtime reported. */
export function reportedFailure(body: string): Outcome {
  const { errorType } = JSON.parse(body) as { errorType?: string };
  return { payload: body, error: errorType ?? 'Error' };
}

export function timedOut(requestId: string, seconds: number): Outcome {
  return failure('Sandbox.Timedout', `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`);
}

export function exited(requestId: string, end: ProcessEnd): Outcome {
  const reason = end.signal ? `Runtime exited with error: signal: ${end.signal === 'SIGKILL' ? 'killed' : end.signal}`
    : end.code ? `Runtime exited with error: exit status ${end.code}`
      : 'Runtime exited without providing a reason';
  return failure('Runtime.ExitError', `RequestId: ${requestId} Error: ${reason}`);
}
