import { handler } from '../../lambda';
import { executionName } from '../../lambda/engine/waiter';

const VARIABLES = {
  AWS_REGION: 'eu-central-1', AWS_LAMBDA_FUNCTION_NAME: 'provider', WAITER_ARN: 'arn:aws:states:eu-central-1:123456789012:stateMachine:waiter',
};
const before = { ...process.env };
beforeAll(() => { Object.assign(process.env, VARIABLES); });
afterAll(() => { process.env = before; });

test.each([
  [undefined, /got undefined/],
  ['text', /got string/],
  [null, /got object/],
  [{ RequestType: 'Destroy', ResponseURL: 'https://x' }, /got an object with RequestType, ResponseURL/],
  [{ functionName: 'provider', continuation: { kind: 'other' } }, /got an object with functionName, continuation/],
])('%j is neither a request nor a continuation', async (event, text) => {
  await expect(handler(event)).rejects.toThrow(text);
  await expect(handler(event)).rejects.toThrow(/expected a custom resource's request/);
});

test('the event of a newer version\'s schedule says what to do', async () => {
  const event = { CdkLightsailSchedule: { Action: 'defragment-database', StackId: 'arn', Targets: [] } };
  await expect(handler(event)).rejects.toThrow('If cdk-lightsail sent it, deploy its stack and the provider with the same version.');
});

test('the name of an execution is always the same for a request, and always allowed', () => {
  expect(executionName('5f1c8f0e-32b4-4a4f-8f2d-8a6c0ad2ad71')).toBe('5f1c8f0e-32b4-4a4f-8f2d-8a6c0ad2ad71');
  expect(executionName('a:b')).toMatch(/^[0-9a-f]{64}$/);
  expect(executionName('a:b')).toBe(executionName('a:b'));
  expect(executionName('x'.repeat(81))).toHaveLength(64);
});
