import { ResourceFailure } from '../../core/resource-failure';
import { NotSupportedError, ServiceError } from '../../core/service';

export { ResourceFailure };

/** The request or the template is wrong: CloudFormation refuses it, and nothing has been touched. */
export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationError', message, 400);
}

/** A failure as the resource's event shows it. What the local cloud does not know, and its own defects, end the run. */
export function asResourceFailure(error: unknown): ResourceFailure {
  if (error instanceof ResourceFailure) return error;
  if (error instanceof NotSupportedError || !(error instanceof Error)) throw error;
  if (error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError || error instanceof SyntaxError) throw error;
  return new ResourceFailure(error.message);
}
