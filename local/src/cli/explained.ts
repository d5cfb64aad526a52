import { UserError } from './user-error';
import { NotSupportedError, ServiceError } from '../core/service';

/** What the user can do something about is said in a sentence; of anything else it matters where it happened. */
export function explained(error: unknown): string {
  if (error instanceof UserError || error instanceof NotSupportedError) return error.message;
  if (error instanceof ServiceError) return `${error.code}: ${error.message}`;
  return error instanceof Error ? `A defect of the local cloud: ${error.stack ?? error.message}` : String(error);
}
