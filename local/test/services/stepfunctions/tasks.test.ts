import { Machines, MAY_INVOKE, only } from './machines';
import { TestCloud } from '../lambda/cloud';

let cloud: TestCloud;
let machines: Machines;
beforeEach(() => {
  cloud = new TestCloud();
  machines = new Machines(cloud);
});
afterEach(async () => {
  await cloud.close();
  cloud.account.defects.assertNone();
});

const invoke = (more: object = {}) => ({
  Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { 'FunctionName.$': '$.functionName', 'Payload.$': '$' }, OutputPath: '$.Payload', ...more,
});
const starts = (name: string) => {
  const [first, ...others] = cloud.lambda.invocations(name).map(({ start }) => start);
  return others.map((start) => (start - (first ?? 0)) / 1000);
};

test('the waiter: wait, call, look, until it is done', async () => {
  await cloud.function('Poll', 'exports.handler = async (state) => ({ ...state, polls: state.polls + 1, seconds: state.seconds * 2, done: state.polls === 3 });');
  const definition = {
    StartAt: 'Wait',
    States: {
      Wait: { Type: 'Wait', SecondsPath: '$.seconds', Next: 'Call' },
      Call: invoke({ Next: 'Look' }),
      Look: { Type: 'Choice', Choices: [{ Variable: '$.done', BooleanEquals: true, Next: 'Done' }], Default: 'Wait' },
      Done: { Type: 'Succeed' },
    },
  };
  const start = cloud.account.clock.now();
  const arn = await machines.start(await machines.create('Waiter', definition), { functionName: 'Poll', polls: 0, seconds: 5, done: false });
  await cloud.account.clock.advance(3_600_000);
  expect(await machines.describe(arn)).toMatchObject({ status: 'SUCCEEDED', output: { polls: 4, done: true } });
  expect(starts('Poll')).toEqual([10, 30, 70]);
  expect(cloud.states.transitions(arn)).toBe(13);
  expect(cloud.account.clock.now()).toBeGreaterThan(start);
  const { stopDate, startDate } = await machines.call('DescribeExecution', { executionArn: arn });
  expect(Number(stopDate) - Number(startDate)).toBe(75_000);
});

test('a plain function ARN gives the payload itself', async () => {
  const arn = await cloud.function('Echo', 'exports.handler = async (event) => ({ echo: event });');
  expect(await machines.run(only({ Type: 'Task', Resource: arn, ResultSelector: { 'x.$': '$.echo.a' }, ResultPath: '$.result' }), { a: 1 }))
    .toMatchObject({ output: { a: 1, result: { x: 1 } } });
});

test('an error of the function: its type, and its JSON as the cause', async () => {
  await cloud.function('Thrower', "class Busy extends Error { name = 'Busy' } exports.handler = async () => { throw new Busy('later'); };");
  const { status, error, cause } = await machines.run(only(invoke()), { functionName: 'Thrower' });
  expect([status, error]).toEqual(['FAILED', 'Busy']);
  expect(JSON.parse(cause ?? '')).toMatchObject({ errorType: 'Busy', errorMessage: 'later', trace: expect.any(Array) });
});

test('Retry tries again, later and later, and Catch takes the rest', async () => {
  await cloud.function('Thrower', "exports.handler = async () => { throw new TypeError('no'); };");
  const definition = {
    StartAt: 'Call',
    States: {
      Call: invoke({
        Retry: [
          { ErrorEquals: ['Other'], MaxAttempts: 9 },
          { ErrorEquals: ['TypeError'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 3, MaxDelaySeconds: 10, JitterStrategy: 'FULL' },
        ],
        Catch: [{ ErrorEquals: ['Other'], Next: 'Never' }, { ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Caught' }],
        End: true,
      }),
      Never: { Type: 'Fail' },
      Caught: { Type: 'Pass', End: true },
    },
  };
  const arn = await machines.start(await machines.create('Machine', definition), { functionName: 'Thrower' });
  await cloud.account.clock.advance(3_600_000);
  expect(await machines.describe(arn)).toMatchObject({
    status: 'SUCCEEDED', output: { functionName: 'Thrower', failure: { Error: 'TypeError', Cause: expect.stringContaining('"errorMessage":"no"') } },
  });
  expect(starts('Thrower')).toEqual([2, 8, 18]);
  expect(cloud.states.transitions(arn)).toBe(5);
});

test('throttling by Lambda is an error of its own name', async () => {
  await cloud.function('Echo', 'exports.handler = async (event) => 1;');
  cloud.account.faults.inject({
    service: 'lambda', operation: 'Invoke', times: 1, effect: { type: 'error', code: 'TooManyRequestsException', message: 'Rate Exceeded.', status: 429 },
  });
  const retried = only(invoke({ Retry: [{ ErrorEquals: ['Lambda.TooManyRequestsException'], IntervalSeconds: 5 }] }));
  expect(await machines.run(retried, { functionName: 'Echo' })).toMatchObject({ status: 'SUCCEEDED', output: 1 });
  expect(cloud.lambda.invocations('Echo')).toHaveLength(1);
});

test('a state machine may call only what its role may', async () => {
  await cloud.function('Echo', 'exports.handler = async (event) => 1;');
  const arn = await machines.start(await machines.create('Machine', only(invoke()), [{ ...MAY_INVOKE, Action: 'lambda:GetFunction' }]), { functionName: 'Echo' });
  await cloud.account.clock.advance(1);
  expect(await machines.describe(arn)).toMatchObject({
    status: 'FAILED', error: 'Lambda.AWSLambdaException', cause: expect.stringContaining('is not authorized to perform: lambda:InvokeFunction'),
  });
});

test('a task that takes too long is States.Timeout, which States.TaskFailed does not take', async () => {
  await cloud.function('Slow', 'exports.handler = () => new Promise((resolve) => setTimeout(resolve, 20_000));', { Timeout: 30 });
  const definition = {
    StartAt: 'Call',
    States: {
      Call: invoke({
        TimeoutSeconds: 10,
        Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Never' }, { ErrorEquals: ['States.Timeout'], Next: 'Caught' }],
        End: true,
      }),
      Never: { Type: 'Fail' },
      Caught: { Type: 'Pass', End: true },
    },
  };
  expect(await machines.run(definition, { functionName: 'Slow' })).toMatchObject({ status: 'SUCCEEDED', output: { Error: 'States.Timeout' } });
});
