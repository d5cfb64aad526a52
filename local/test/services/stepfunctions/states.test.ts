import { Machines, only } from './machines';
import type { Json } from '../../../src/core/json';
import { TestCloud } from '../lambda/cloud';

let cloud: TestCloud;
let machines: Machines;
const now = () => cloud.account.clock.now();
beforeEach(() => {
  cloud = new TestCloud();
  machines = new Machines(cloud);
});
afterEach(async () => {
  await cloud.close();
  cloud.account.defects.assertNone();
});

/** When the execution ended, in seconds after its start. */
async function secondsOf(definition: object, input: Json = {}): Promise<number> {
  const arn = await machines.start(await machines.create('Machine', definition), input);
  await cloud.account.clock.advance(86_400_000);
  const { startDate, stopDate } = await machines.call('DescribeExecution', { executionArn: arn });
  return (Number(stopDate) - Number(startDate)) / 1000;
}

test('Wait waits for seconds, given or from a path', async () => {
  expect(await secondsOf(only({ Type: 'Wait', Seconds: 90 }))).toBe(90);
});

test('Wait waits for seconds from the input', async () => {
  expect(await secondsOf(only({ Type: 'Wait', SecondsPath: '$.wait.seconds' }), { wait: { seconds: 7 } })).toBe(7);
});

test('Wait waits until a moment', async () => {
  const at = new Date(now() + 3_600_000).toISOString();
  expect(await secondsOf(only({ Type: 'Wait', TimestampPath: '$.at' }), { at })).toBeLessThanOrEqual(3600);
});

test('Wait refuses what is no number', async () => {
  expect(await machines.run(only({ Type: 'Wait', SecondsPath: '$.s' }), { s: 'x' })).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
});

test('Pass shapes data: paths, templates, functions and the context', async () => {
  const definition = {
    StartAt: 'First',
    States: {
      First: {
        Type: 'Pass',
        InputPath: '$.in',
        Parameters: {
          'fixed': 1,
          'a.$': '$.list[1]',
          'b.$': "$['odd name']",
          'text.$': "States.Format('{} and \\'{}\\'', $.list[0], States.JsonToString($.list))",
          'sum.$': 'States.MathAdd($.list[0], -3)',
          'list.$': "States.Array('x', $.list[0], true, null)",
          'name.$': '$$.Execution.Name',
          'nested': { 'state.$': '$$.State.Name' },
        },
        ResultPath: '$.out.deep',
        OutputPath: '$.out',
        Next: 'Second',
      },
      Second: { Type: 'Pass', Result: { over: true }, ResultPath: '$.deep.result', End: true },
    },
  };
  const arn = await machines.start(await machines.create('Shape', definition), { in: { 'list': [5, 6], 'odd name': 'o' } }, 'by-name');
  await cloud.account.clock.advance(1);
  expect(await machines.describe(arn)).toMatchObject({
    status: 'SUCCEEDED',
    output: {
      deep: {
        fixed: 1, a: 6, b: 'o', text: "5 and '[5,6]'", sum: 2, list: ['x', 5, true, null], name: 'by-name', nested: { state: 'First' }, result: { over: true },
      },
    },
  });
  expect(cloud.states.transitions(arn)).toBe(2);
});

test('a path that leads nowhere fails the execution, and nobody can catch it', async () => {
  expect(await machines.run(only({ Type: 'Pass', Parameters: { 'x.$': '$.none' } }))).toMatchObject({
    status: 'FAILED', error: 'States.Runtime', cause: expect.stringContaining("'$.none'"),
  });
});

const yes = (rule: object) => ({
  StartAt: 'Choose',
  States: {
    Choose: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' },
    Yes: { Type: 'Pass', Result: 'yes', End: true },
    No: { Type: 'Pass', Result: 'no', End: true },
  },
});

test.each([
  [{ Variable: '$.done', BooleanEquals: true }, 'yes'],
  [{ Variable: '$.none', IsPresent: true }, 'no'],
  [{ Variable: '$.none', IsPresent: false }, 'yes'],
  [{ Variable: '$.n', NumericGreaterThanEquals: 3 }, 'yes'],
  [{ Variable: '$.n', NumericLessThanPath: '$.m' }, 'yes'],
  [{ Variable: '$.s', NumericEquals: 3 }, 'no'],
  [{ Variable: '$.s', StringMatches: 'te*t.\\*' }, 'yes'],
  [{ Variable: '$.s', StringGreaterThan: 'tf' }, 'no'],
  [{ Variable: '$.t', TimestampLessThan: '2030-01-01T00:00:00+01:00' }, 'yes'],
  [{ Variable: '$.t', IsTimestamp: true }, 'yes'],
  [{ Variable: '$.null', IsNull: true }, 'yes'],
  [{ And: [{ Variable: '$.done', BooleanEquals: true }, { Not: { Variable: '$.n', NumericEquals: 3 } }] }, 'no'],
  [{ Or: [{ Variable: '$.done', BooleanEquals: false }, { Variable: '$.n', NumericEquals: 3 }] }, 'yes'],
])('Choice: %j is %s', async (rule, answer) => {
  const input = { done: true, n: 3, m: 4, s: 'test.*', t: '2029-12-31T22:59:59Z', null: null };
  expect(await machines.run(yes(rule), input)).toMatchObject({ output: answer });
});

test('Choice without a match and without a default fails', async () => {
  const definition = { StartAt: 'C', States: { C: { Type: 'Choice', Choices: [{ Variable: '$.a', NumericEquals: 1, Next: 'S' }] }, S: { Type: 'Succeed' } } };
  expect(await machines.run(definition, { a: 2 })).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' });
});

test('Fail fails with its error and cause', async () => {
  expect(await machines.run({ StartAt: 'F', States: { F: { Type: 'Fail', ErrorPath: '$.error', Cause: 'because' } } }, { error: 'Mine' }))
    .toEqual({ status: 'FAILED', error: 'Mine', cause: 'because', output: undefined });
});

test('the time-out of the whole machine ends it', async () => {
  expect(await machines.run({ ...only({ Type: 'Wait', Seconds: 100 }), TimeoutSeconds: 60 })).toMatchObject({ status: 'TIMED_OUT' });
});

test.each([
  [only({ Type: 'Wait' }), /SCHEMA_VALIDATION_FAILED.*exactly one of/],
  [{ StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' } } }, /MISSING_TRANSITION_TARGET/],
  [only({ Type: 'Map' }), /MAP_ITEM_PROCESSOR/],
  [
    only({ Type: 'Map', ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, ...only({ Type: 'Pass' }) } }),
    /does not know the mode DISTRIBUTED of Map states/,
  ],
  [only({ Type: 'Map', ToleratedFailureCount: 1, ItemProcessor: only({ Type: 'Pass' }) }), /field ToleratedFailureCount of a Map state/],
  [only({ Type: 'Map', ItemProcessor: only({ Type: 'Pass', Assign: { x: 1 } }) }), /field Assign of a Pass state/],
  [only({ Type: 'Parallel', Branches: [only({ Type: 'Task', Resource: 'arn:aws:states:::glue:startJobRun' })] }), /task arn:aws:states:::glue:startJobRun/],
  [{ ...only({ Type: 'Pass' }), QueryLanguage: 'JSONata' }, /query language JSONata/],
  [only({ Type: 'Pass', Assign: { x: 1 } }), /field Assign of a Pass state/],
  [only({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke.sync' }), /task arn:aws:states:::lambda:invoke.sync/],
  [only({ Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:athena:startQueryExecution' }), /task arn:aws:states:::aws-sdk:athena/],
  [only({ Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:states:startExecution' }), /task arn:aws:states:::aws-sdk:states/],
])('a definition that cannot work is refused: %j', async (definition, message) => {
  await expect(machines.create('Bad', definition)).rejects.toThrow(message);
});
