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
  part: 2,
  left: [],
  missing: ['Instance gone'],
  nonce: 'one',
};
const STATE: WaiterState<MetricExportContinuation> = { done: false, functionName: 'provider', seconds: 1, continuation: CONTINUATION };

function claims(...answers: HttpAnswer[]): { readonly claims: WaiterClaims; readonly requests: HttpRequest[] } {
  const requests: HttpRequest[] = [];
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
  return { claims: new WaiterClaims(new JsonClient(client, '1.0', 'AWSStepFunctions'), WAITER, async () => undefined), requests };
}

const failure = (type: string, status = 400): HttpAnswer => ({ status, body: JSON.stringify({ __type: type, message: 'x' }) });

test('a claim is an execution that nobody else can start', async () => {
  const { claims: mine, requests } = claims({ status: 200, body: '{}' });
  expect(await mine.take('name', STATE)).toBe(true);
  expect(requests[0].headers['x-amz-target']).toBe('AWSStepFunctions.StartExecution');
  expect(JSON.parse(requests[0].body)).toEqual({ stateMachineArn: WAITER, name: 'name', input: JSON.stringify(STATE) });
});

test('a name that is taken is ours only if the answer to our own start was lost', async () => {
  const taken = (nonce: string) => claims(failure('ExecutionAlreadyExists'), {
    status: 200, body: JSON.stringify({ input: JSON.stringify({ ...STATE, continuation: { ...CONTINUATION, nonce } }) }),
  }).claims.take('name', STATE);
  expect(await taken('one')).toBe(true);
  expect(await taken('other')).toBe(false);
  expect(await claims(failure('ExecutionAlreadyExists'), failure('ExecutionDoesNotExist')).claims.take('name', STATE)).toBe(false);
});

test('a claim that is refused for now is made again, with the same input', async () => {
  const { claims: mine, requests } = claims(failure('ThrottlingException'), { status: 200, body: '{}' });
  expect(await mine.take('name', STATE)).toBe(true);
  expect(requests[1].body).toBe(requests[0].body);
  await expect(claims(failure('StateMachineDoesNotExist')).claims.take('name', STATE)).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
});

test('a claim tells what it was made with', async () => {
  const { claims: mine, requests } = claims({ status: 200, body: JSON.stringify({ input: JSON.stringify(STATE) }) });
  expect(await mine.find('name')).toEqual(CONTINUATION);
  expect(JSON.parse(requests[0].body)).toEqual({ executionArn: 'arn:aws:states:eu-central-1:123456789012:execution:waiter:name' });
  expect(await claims(failure('ExecutionDoesNotExist')).claims.find('name')).toBeUndefined();
  await expect(claims(failure('AccessDeniedException')).claims.find('name')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await expect(claims({ status: 200, body: '{"input":"{}"}' }).claims.find('name')).rejects.toThrow('The execution name is no run of a metric export.');
});
