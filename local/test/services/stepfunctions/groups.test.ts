import { Machines, only } from './machines';
import type { AccountState } from '../../../src/core/account';
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

const pass = (more: object = {}) => ({ StartAt: 'P', States: { P: { Type: 'Pass', End: true, ...more } } });
const fail = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Broken', Cause: 'why' } } };
const wait = (seconds: number, name = 'W') => ({ StartAt: name, States: { [name]: { Type: 'Wait', Seconds: seconds, End: true } } });

async function runWithHistory(definition: object, input: object = {}) {
  const arn = await machines.start(await machines.create('Machine', definition), input as never);
  await cloud.account.clock.advance(86_400_000);
  const events = await machines.history(arn);
  return { arn, events, types: events.map(({ type }) => type), described: await machines.describe(arn) };
}

describe('Map', () => {
  test('runs each item, gives the results in their order, and says so in its history', async () => {
    const { events, described, arn } = await runWithHistory(only({
      Type: 'Map',
      ItemsPath: '$.list',
      ItemSelector: { 'n.$': '$$.Map.Item.Index', 'value.$': '$$.Map.Item.Value', 'all.$': '$.name' },
      ItemProcessor: pass({ Parameters: { 'text.$': "States.Format('{} {} {}', $.n, $.value, $.all)", 'again.$': '$$.Map.Item.Value' } }),
      ResultPath: '$.made',
    }), { list: ['a', 'b'], name: 'x' });
    expect(described.output).toEqual({ list: ['a', 'b'], name: 'x', made: [{ text: '0 a x', again: 'a' }, { text: '1 b x', again: 'b' }] });
    expect(events.map(({ type, id, previousEventId }) => [id, previousEventId, type])).toEqual([
      [1, 0, 'ExecutionStarted'],
      [2, 1, 'MapStateEntered'],
      [3, 2, 'MapStateStarted'],
      [4, 3, 'MapIterationStarted'],
      [5, 3, 'MapIterationStarted'],
      [6, 4, 'PassStateEntered'],
      [7, 6, 'PassStateExited'],
      [8, 7, 'MapIterationSucceeded'],
      [9, 5, 'PassStateEntered'],
      [10, 9, 'PassStateExited'],
      [11, 10, 'MapIterationSucceeded'],
      [12, 11, 'MapStateSucceeded'],
      [13, 12, 'MapStateExited'],
      [14, 13, 'ExecutionSucceeded'],
    ]);
    expect(events[2]).toMatchObject({ mapStateStartedEventDetails: { length: 2 } });
    expect(events[4]).toMatchObject({ mapIterationStartedEventDetails: { name: 'Only', index: 1 } });
    expect(cloud.states.transitions(arn)).toBe(3);
  });

  test.each([[1, 60], [2, 30], [0, 10]])('at most %i at once take %i seconds', async (MaxConcurrency, seconds) => {
    const arn = await machines.start(await machines.create('Machine', only({ Type: 'Map', MaxConcurrency, ItemProcessor: wait(10) })), [1, 2, 3, 4, 5, 6]);
    await cloud.account.clock.advance(3_600_000);
    const { startDate, stopDate, status } = await machines.call('DescribeExecution', { executionArn: arn });
    expect([status, (Number(stopDate) - Number(startDate)) / 1000]).toEqual(['SUCCEEDED', seconds]);
  });

  test('no more than 40 run at once', async () => {
    const items = Array.from({ length: 41 }, (_, index) => index);
    const arn = await machines.start(await machines.create('Machine', only({ Type: 'Map', Iterator: wait(10) })), items);
    await cloud.account.clock.advance(3_600_000);
    const { startDate, stopDate } = await machines.call('DescribeExecution', { executionArn: arn });
    expect((Number(stopDate) - Number(startDate)) / 1000).toBe(20);
    expect((await machines.describe(arn)).output).toEqual(items);
  });

  test('an iteration that fails ends the others, and Catch takes it', async () => {
    const iteration = {
      StartAt: 'C',
      States: { C: { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 2, Next: 'F' }], Default: 'W' }, F: fail.States.F, W: wait(60).States.W },
    };
    const { types, described, events } = await runWithHistory({
      StartAt: 'Each',
      States: {
        Each: { Type: 'Map', MaxConcurrency: 2, ItemProcessor: iteration, Catch: [{ ErrorEquals: ['Broken'], Next: 'Caught' }], End: true },
        Caught: { Type: 'Pass', End: true },
      },
    }, [1, 2, 3]);
    expect(described).toMatchObject({ status: 'SUCCEEDED', output: { Error: 'Broken', Cause: 'why' } });
    expect(types.slice(types.indexOf('FailStateEntered'))).toEqual([
      'FailStateEntered', 'MapIterationFailed', 'WaitStateAborted', 'MapIterationAborted', 'MapStateFailed', 'MapStateExited', 'PassStateEntered',
      'PassStateExited', 'ExecutionSucceeded',
    ]);
    expect(events.find(({ type }) => type === 'MapIterationFailed')).toMatchObject({ mapIterationFailedEventDetails: { name: 'Each', index: 1 } });
  });

  test('Retry does all of it again', async () => {
    const { described, types, arn } = await runWithHistory(only({
      Type: 'Map', ItemProcessor: fail, Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 2 }],
    }), [1]);
    expect(described).toEqual({ status: 'FAILED', error: 'Broken', cause: 'why', output: undefined });
    expect(types.filter((type) => type === 'MapStateStarted')).toHaveLength(3);
    // Into the Map, into the state Fail three times, and two retries.
    expect(cloud.states.transitions(arn)).toBe(6);
  });

  test('an empty list is done at once', async () => {
    expect((await runWithHistory(only({ Type: 'Map', ItemProcessor: fail }), [])).described.output).toEqual([]);
  });

  test('what is no list fails', async () => {
    expect(await machines.run(only({ Type: 'Map', ItemsPath: '$.a', ItemProcessor: fail }), { a: 1 }))
      .toMatchObject({ status: 'FAILED', error: 'States.Runtime', cause: 'Reference path "$.a" must point to array.' });
  });
});

describe('Parallel', () => {
  test('runs its branches side by side', async () => {
    const { described, types, arn } = await runWithHistory(only({
      Type: 'Parallel', Branches: [wait(30), pass({ Result: 'two' })], ResultSelector: { 'all.$': '$' }, ResultPath: '$.x',
    }), { a: 1 });
    expect(described.output).toEqual({ a: 1, x: { all: [{ a: 1 }, 'two'] } });
    expect(types).toEqual([
      'ExecutionStarted', 'ParallelStateEntered', 'ParallelStateStarted', 'WaitStateEntered', 'PassStateEntered', 'PassStateExited', 'WaitStateExited',
      'ParallelStateSucceeded', 'ParallelStateExited', 'ExecutionSucceeded',
    ]);
    expect(cloud.states.transitions(arn)).toBe(3);
  });

  test('a branch that fails ends the others, however deep they are', async () => {
    const late = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 5, Next: 'F' }, F: fail.States.F } };
    const deep = { StartAt: 'M', States: { M: { Type: 'Map', ItemsPath: '$.list', ItemProcessor: wait(600, 'V'), End: true } } };
    const { described, types } = await runWithHistory(only({ Type: 'Parallel', Branches: [late, deep] }), { list: [1, 2] });
    expect(described).toEqual({ status: 'FAILED', error: 'Broken', cause: 'why', output: undefined });
    expect(types.slice(types.indexOf('FailStateEntered'))).toEqual([
      'FailStateEntered', 'WaitStateAborted', 'MapIterationAborted', 'WaitStateAborted', 'MapIterationAborted', 'MapStateAborted', 'ParallelStateFailed',
      'ExecutionFailed',
    ]);
  });

  test('another process goes on with each branch where it was', async () => {
    const branches = [10, 40].map((seconds) => ({
      StartAt: `W${seconds}`,
      States: { [`W${seconds}`]: { Type: 'Wait', Seconds: seconds, Next: `P${seconds}` }, [`P${seconds}`]: { Type: 'Pass', Result: seconds, End: true } },
    }));
    const arn = await machines.start(await machines.create('Machine', only({ Type: 'Parallel', Branches: branches })));
    for (const _ of [1, 2]) {
      await cloud.account.clock.advance(15_000);
      const state = JSON.parse(JSON.stringify(cloud.account.state)) as AccountState;
      const { folder } = cloud;
      await cloud.close(true);
      cloud = new TestCloud({ state, folder });
      machines = new Machines(cloud);
    }
    await cloud.account.clock.advance(15_000);
    expect(await machines.describe(arn)).toMatchObject({ status: 'SUCCEEDED', output: [10, 40] });
  });

  test('stopping the execution ends every branch', async () => {
    const arn = await machines.start(await machines.create('Machine', only({ Type: 'Parallel', Branches: [wait(30, 'V'), wait(60)] })));
    await cloud.account.clock.advance(1000);
    await machines.call('StopExecution', { executionArn: arn });
    await cloud.account.clock.advance(86_400_000);
    expect((await machines.history(arn)).map(({ type }) => type).slice(-1)).toEqual(['ExecutionAborted']);
    expect(await machines.describe(arn)).toMatchObject({ status: 'ABORTED' });
  });
});
