import { NotSupportedError, ServiceError } from '../../core/service';

/** The request or the template is wrong: CloudFormation refuses it, and nothing has been touched. */
export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationError', message, 400);
}

/**
 * A resource could not be made, changed or removed. A resource type throws it instead of a plain error when something
 * exists all the same: CloudFormation then deletes that physical id in the rollback.
 */
export class ResourceFailure extends Error {
  constructor(
    message: string,
    /** What exists now under this logical id, as far as is known. */
    readonly physicalId?: string,
    /** Nothing was asked of the resource's service, so there is nothing to take back. */
    readonly untouched = false,
  ) {
    super(message);
    this.name = 'ResourceFailure';
  }
}

/** A failure as the resource's event shows it. What the local cloud does not know, and its own defects, end the run. */
export function asResourceFailure(error: unknown): ResourceFailure {
  if (error instanceof ResourceFailure) return error;
  if (error instanceof NotSupportedError || !(error instanceof Error)) throw error;
  if (error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError || error instanceof SyntaxError) throw error;
  return new ResourceFailure(error.message);
}
