import type { HttpAnswer, HttpRequest } from '../../../lambda/aws/http';
import { JsonClient } from '../../../lambda/aws/json-client';
import { SignedClient } from '../../../lambda/aws/signed-client';
import { WaiterClaims } from '../../../lambda/metrics/claims';
import type { MetricExportContinuation } from '../../../lambda/metrics/continuation';
import type { WaiterState } from '../../../src/provider/waiter-contract';

const WAITER = 'arn:aws:states:eu-central-1:123456789012:stateMachine:waiter';

const CONTINUATION: MetricExportContinuation = {
  kind: 'metric-export',
  request: { StackId: 'arn', StackName: 'shop', LogicalId: 'Metrics', Namespace: 'Lightsail', ScheduledTime: '2026-01-01T00:00:00Z', Dimensions: {}, Resources: [] },
  began: 0,
  part: 2,
  left: [],
  unavailable: ['aKey'],
  reporting: [],
  nonce: 'one',
};
const STATE: WaiterState<MetricExportContinuation> = { done: false, functionName: 'provider', seconds: 1, continuation: CONTINUATION };

function claims(...answers: HttpAnswer[]): { readonly claims: WaiterClaims; readonly requests: HttpRequest[] } {
  const requests: HttpRequest[] = [];
  let time = 0;
  const client = new SignedClient({
    endpoint: new URL('https://states.eu-central-1.amazonaws.com/'),
    region: 'eu-central-1',
    service: 'states',
    credentials: async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'secret' }),
    now: () => 0,
    send: async (request) => {
      requests.push(request);
      const answer = answers.shift();
      if (!answer) throw new Error('unexpected call');
      return answer;
    },
  });
  return {
    claims: new WaiterClaims({
      stepFunctions: new JsonClient(client, '1.0', 'AWSStepFunctions'), stateMachineArn: WAITER, now: () => time, sleep: async (milliseconds) => { time += milliseconds; },
    }),
    requests,
  };
}

const failure = (type: string, status = 400): HttpAnswer => ({ status, body: JSON.stringify({ __type: type, message: 'x' }) });

test('a claim is an execution whose name can be used once', async () => {
  const { claims: mine, requests } = claims({ status: 200, body: '{}' });
  expect(await mine.take('name', STATE, 60_000)).toBe('ours');
  expect(requests[0].headers['x-amz-target']).toBe('AWSStepFunctions.StartExecution');
  expect(JSON.parse(requests[0].body)).toEqual({ stateMachineArn: WAITER, name: 'name', input: JSON.stringify(STATE) });
});

test('a name that is taken is ours only if the answer to our own start was lost', async () => {
  const taken = (nonce: string) => claims(failure('ExecutionAlreadyExists'), {
    status: 200, body: JSON.stringify({ input: JSON.stringify({ ...STATE, continuation: { ...CONTINUATION, nonce } }) }),
  }).claims.take('name', STATE, 60_000);
  expect(await taken('one')).toBe('ours');
  expect(await taken('other')).toBe('taken');
  expect(await claims(failure('ExecutionAlreadyExists'), failure('ExecutionDoesNotExist')).claims.take('name', STATE, 60_000)).toBe('taken');
});

test('a claim that is refused for now is made again, with the same input', async () => {
  const { claims: mine, requests } = claims(failure('ThrottlingException'), { status: 200, body: '{}' });
  expect(await mine.take('name', STATE, 60_000)).toBe('ours');
  expect(requests[1].body).toBe(requests[0].body);
  await expect(claims(failure('StateMachineDoesNotExist')).claims.take('name', STATE, 60_000)).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
});

test('a claim is not made after its time, though an earlier try was refused in time', async () => {
  const throttled = failure('ThrottlingException');
  const { claims: mine, requests } = claims(throttled, throttled, { status: 200, body: '{}' });
  expect(await mine.take('name', STATE, 400)).toBe('too-late');
  expect(requests).toHaveLength(2);
  expect(await claims().claims.take('name', STATE, -1)).toBe('too-late');
});

test('a claim shows what it was made with', async () => {
  const { claims: mine, requests } = claims({ status: 200, body: JSON.stringify({ input: JSON.stringify(STATE) }) });
  expect(await mine.find('name')).toEqual(CONTINUATION);
  expect(JSON.parse(requests[0].body)).toEqual({ executionArn: 'arn:aws:states:eu-central-1:123456789012:execution:waiter:name' });
  expect(await claims(failure('ExecutionDoesNotExist')).claims.find('name')).toBeUndefined();
  await expect(claims(failure('AccessDeniedException')).claims.find('name')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await expect(claims({ status: 200, body: '{"input":"{}"}' }).claims.find('name')).rejects.toThrow('The execution name is no run of a metric export.');
});
