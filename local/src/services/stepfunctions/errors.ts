/** A state fails. Retriers and catchers may take it. */
export class StateError extends Error {
  constructor(readonly error: string, cause: string) {
    super(cause);
    this.name = error;
  }
}

/** An error that no retrier and no catcher takes: the execution fails. */
export function runtimeError(cause: string): StateError {
  return new StateError('States.Runtime', cause);
}

const NEVER_CAUGHT = ['States.Runtime', 'States.DataLimitExceeded'];

/** Whether the `ErrorEquals` of a retrier or a catcher names the error. */
export function namesError(names: readonly string[], error: string): boolean {
  if (names.includes(error)) return true;
  if (NEVER_CAUGHT.includes(error)) return false;
  return names.includes('States.ALL') || (names.includes('States.TaskFailed') && error !== 'States.Timeout');
}
