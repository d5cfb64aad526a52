import { TestCloud } from './cloud';
import type { AccountState } from '../../../src/core/account';
import { lambdaState } from '../../../src/services/lambda/function-state';

const COUNTER = `
  let runs = 0;
  exports.handler = async (event, context) => {
    console.log('run', ++runs, context.awsRequestId, Date.now());
    if (event.failures >= runs) throw new Error('not yet');
    if (event.sleep) await new Promise((resolve) => setTimeout(resolve, event.sleep));
  };
`;

let cloud: TestCloud;
const advance = (minutes: number) => cloud.account.clock.advance(minutes * 60_000);
/** Start of each attempt in minutes, and whether it failed. */
const attempts = (from: number) => cloud.lambda.invocations('Counter').map(({ start, error }) => [(start - from) / 60_000, error]);
beforeEach(() => { cloud = new TestCloud(); });
afterEach(async () => {
  await cloud.close();
  cloud.account.defects.assertNone();
});

test('an event is accepted at once, and runs later', async () => {
  await cloud.function('Counter', COUNTER);
  await cloud.send('Counter');
  expect(cloud.lambda.invocations('Counter')).toHaveLength(0);
  await advance(0);
  expect(cloud.lambda.invocations('Counter')).toMatchObject([{ kind: 'Event', attempt: 1 }]);
  await advance(600);
  expect(cloud.lambda.invocations('Counter')).toHaveLength(1);
});

test('a failed event is tried again after one minute and after two more, with the same id', async () => {
  await cloud.function('Counter', COUNTER);
  const start = cloud.account.clock.now();
  await cloud.send('Counter', { failures: 9 });
  await advance(600);
  expect(attempts(start)).toEqual([[0, 'Error'], [1, 'Error'], [3, 'Error']]);
  expect(new Set(cloud.lambda.invocations('Counter').map(({ requestId }) => requestId)).size).toBe(1);
});

test('a success ends the attempts', async () => {
  await cloud.function('Counter', COUNTER);
  const start = cloud.account.clock.now();
  await cloud.send('Counter', { failures: 1 });
  await advance(600);
  expect(attempts(start)).toEqual([[0, 'Error'], [1, undefined]]);
});

test('the event invoke config limits the attempts', async () => {
  await cloud.function('Counter', COUNTER);
  await cloud.create('AWS::Lambda::EventInvokeConfig', 'Config', { FunctionName: 'Counter', Qualifier: '$LATEST', MaximumRetryAttempts: 0 });
  const start = cloud.account.clock.now();
  await cloud.send('Counter', { failures: 9 });
  await advance(600);
  expect(attempts(start)).toEqual([[0, 'Error']]);
});

test('events that are too old are dropped', async () => {
  await cloud.function('Counter', COUNTER);
  await cloud.create('AWS::Lambda::EventInvokeConfig', 'Config', { FunctionName: 'Counter', Qualifier: '$LATEST', MaximumEventAgeInSeconds: 90 });
  const start = cloud.account.clock.now();
  await cloud.send('Counter', { failures: 9 });
  await advance(600);
  expect(attempts(start)).toEqual([[0, 'Error'], [1, 'Error']]);
});

test('an event can come twice, with the same id', async () => {
  await cloud.function('Counter', COUNTER);
  cloud.lambda.deliverTwice((name, payload) => name === 'Counter' && (payload as { twice?: boolean }).twice === true, 30_000);
  const start = cloud.account.clock.now();
  await cloud.send('Counter', { twice: true });
  await cloud.send('Counter', {});
  await advance(600);
  expect(attempts(start)).toEqual([[0, undefined], [0, undefined], [0.5, undefined]]);
  const [first, , last] = cloud.lambda.invocations('Counter');
  expect(last?.requestId).toBe(first?.requestId);
});

test('a function whose concurrency is zero runs no event and refuses calls', async () => {
  await cloud.function('Counter', COUNTER, { ReservedConcurrentExecutions: 0 });
  await cloud.send('Counter');
  await advance(600);
  expect(cloud.lambda.invocations('Counter')).toHaveLength(0);
  expect(lambdaState(cloud.account).events).toEqual({});
  await expect(cloud.invoke('Counter')).rejects.toMatchObject({ code: 'TooManyRequestsException', status: 429 });
});

test('events of a busy function with reserved concurrency wait for their turn', async () => {
  await cloud.function('Counter', COUNTER, { ReservedConcurrentExecutions: 1, Timeout: 60 });
  const start = cloud.account.clock.now();
  await cloud.send('Counter', { sleep: 5500 });
  await cloud.send('Counter', {});
  await advance(600);
  // Throttled at 0, 1 and 3 seconds.
  expect(attempts(start)).toEqual([[0, undefined], [7 / 60, undefined]]);
});

test('an event that is throttled for longer than it may wait is dropped', async () => {
  await cloud.function('Counter', COUNTER, { ReservedConcurrentExecutions: 1, Timeout: 900 });
  await cloud.create('AWS::Lambda::EventInvokeConfig', 'Config', { FunctionName: 'Counter', Qualifier: '$LATEST', MaximumEventAgeInSeconds: 60 });
  const start = cloud.account.clock.now();
  await cloud.send('Counter', { sleep: 100_000 });
  await cloud.send('Counter', {});
  await advance(600);
  expect(attempts(start)).toEqual([[0, undefined]]);
});

test('another process takes up what is in the queue, and what was under way', async () => {
  await cloud.function('Counter', COUNTER, { Timeout: 60 });
  await cloud.send('Counter', { failures: 1 });
  await cloud.send('Counter', { sleep: 30_000 });
  await advance(0.1);
  expect(cloud.lambda.invocations('Counter')).toHaveLength(2);
  const state = JSON.parse(JSON.stringify(cloud.account.state)) as AccountState;
  const { folder } = cloud;
  await cloud.close(true);

  cloud = new TestCloud({ state, folder });
  await advance(10);
  const lines = cloud.lambda.logs('Counter');
  // The one that slept comes again at once, the one that failed when it was due; that is a first failure in the new process.
  expect(cloud.lambda.invocations('Counter').map(({ attempt }) => attempt)).toEqual([1, 2]);
  expect(lines.filter((line) => line.startsWith('run'))).toHaveLength(2);
});
