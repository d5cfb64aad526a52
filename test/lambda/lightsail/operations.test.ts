import { operationStatus } from '../../../lambda/lightsail/operations';

test.each([
  [{ errorCode: 'InternalError', errorDetails: 'Unable to take a snapshot right now.' }, 'InternalError: Unable to take a snapshot right now'],
  [{ errorCode: 'InternalError', errorDetails: 'no text with a full stop ' }, 'InternalError: no text with a full stop'],
  [{ errorCode: 'InternalError' }, 'InternalError'],
  [{}, 'Lightsail gave no reason'],
])('the reason of a failed operation is the part of a sentence: %j', (operation, reason) => {
  expect(operationStatus({ status: 'Failed', ...operation }).reason).toBe(reason);
});

test('what has not failed has no reason', () => {
  expect(operationStatus({ status: 'Succeeded', errorDetails: 'x' }).reason).toBeUndefined();
});
