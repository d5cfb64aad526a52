import { AwsError } from '../../../lambda/aws/aws-error';
import { NetworkError } from '../../../lambda/aws/http';
import { classify, type ErrorClass } from '../../../lambda/lightsail/errors';

const answered: Array<[ErrorClass, string, string, number]> = [
  ['later', 'ThrottlingException', 'Rate exceeded', 400],
  ['later', 'Throttling', 'Rate exceeded', 400],
  ['later', 'ThrottledException', 'slow', 400],
  ['later', 'TooManyRequestsException', 'slow', 429],
  ['later', 'RequestLimitExceeded', 'slow', 503],
  ['later', 'RequestThrottledException', 'slow', 400],
  ['later', 'ServiceException', 'oops', 500],
  ['later', 'UnknownError', 'bad gateway', 502],
  ['later', 'AccountSetupInProgressException', 'wait', 428],
  ['later', 'RegionSetupInProgressException', 'wait', 428],
  ['later', 'OperationFailureException', "You can't delete this snapshot right now. The state of this DiskSnapshot is pending.", 400],
  ['later', 'InvalidInputException', 'Something went wrong. Please try again in a few minutes.', 400],
  ['later', 'OperationFailureException', 'An operation is in progress. Please wait for it to complete before trying again.', 400],
  ['denied', 'AccessDeniedException', 'User is not authorized', 403],
  ['denied', 'UnauthenticatedException', 'who are you', 401],
  ['denied', 'UnrecognizedClientException', 'The security token included in the request is invalid', 400],
  ['denied', 'AccessDenied', 'not authorized to perform: cloudformation:DescribeStacks', 403],
  ['not-found', 'NotFoundException', 'The Database does not exist: db', 404],
  ['not-found', 'InvalidInputException', 'DoesNotExist: db', 400],
  ['not-found', 'OperationFailureException', 'The snapshot does not exist', 400],
  ['name-in-use', 'InvalidInputException', 'Some names are already in use: db', 400],
  ['name-in-use', 'InvalidInputException', 'NameExists', 400],
  ['invalid', 'InvalidInputException', 'The name is wrong', 400],
  ['invalid', 'ValidationError', 'wrong', 400],
  ['fatal', 'OperationFailureException', 'You have reached the maximum number of snapshots', 400],
  ['fatal', 'SomethingNewException', 'nobody knows', 400],
];

test.each(answered)('%s: %s: %s (%i)', (type, code, message, status) => {
  expect(classify(new AwsError(code, message, status))).toEqual({ type, code, message });
});

test("Lightsail's second code decides where the text does not", () => {
  const error = Object.assign(new AwsError('InvalidInputException', 'Nein.', 400), { code: 'NameExists' });
  expect(classify(error).type).toBe('name-in-use');
});

test.each(['ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'EAI_AGAIN'])('the network fails (%s): later', (code) => {
  expect(classify(Object.assign(new Error('x'), { code })).type).toBe('later');
  expect(classify(new NetworkError(code, 'x')).type).toBe('later');
});

test.each([new TypeError('x is not a function'), new RangeError('does not exist'), new Error('Please try again later'), 'a string'])(
  'what no service answered is a defect of this code, whatever it says (%s)', (error) => {
    expect(classify(error).type).toBe('defect');
  });
