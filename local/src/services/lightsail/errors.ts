import { ServiceError } from '../../core/service';

const DOCS = 'https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/CommonErrors.html';

/** The request itself is wrong, whatever the account holds. */
export function invalidInput(message: string, tip = 'Correct the request and try again.'): ServiceError {
  return new ServiceError('InvalidInputException', message, 400, { code: 'InvalidInputException', docs: DOCS, tip });
}

export function nameInUse(name: string): ServiceError {
  return new ServiceError('InvalidInputException', `Some names are already in use: ${name}`, 400, {
    code: 'NameExists', docs: DOCS, tip: 'Choose another name: all resources of a Region share one namespace.',
  });
}

export function doesNotExist(type: string, name: string): ServiceError {
  return new ServiceError('NotFoundException', `The ${type} does not exist: ${name}`, 404, {
    code: 'DoesNotExist', docs: DOCS, tip: 'Check the name and the Region.',
  });
}

/** The request is right, and the resource is busy or in the wrong state. */
export function wrongState(action: string, type: string, state: string): ServiceError {
  return new ServiceError('OperationFailureException', `You can't ${action} right now. The state of this ${type} is ${state}.`, 400, {
    code: 'OperationFailureException', docs: DOCS, tip: 'Please try again in a few minutes.',
  });
}

export function unknownOperation(): ServiceError {
  return new ServiceError('UnknownOperationException', 'The requested operation is not recognized by the service.', 400);
}

export function throttled(): ServiceError {
  return new ServiceError('ThrottlingException', 'Rate exceeded', 400);
}
