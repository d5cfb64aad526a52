import { ServiceError } from '../../core/service';

export function invalidContent(reason: string): ServiceError {
  return new ServiceError('InvalidDocumentContent', `The content of the change calendar is not valid: ${reason}.`);
}
