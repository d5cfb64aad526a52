import { DescribeExecutionCommand, SFNClient, StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { Machines, only } from './machines';
import type { AccountState } from '../../../src/core/account';
import { CLIENT, TestCloud } from '../lambda/cloud';

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

const WAITS = only({ Type: 'Wait', Seconds: 60 });
const DAY = 86_400_000;

test('starting is idempotent by name and input while it runs', async () => {
  const machine = await machines.create('Machine', WAITS);
  const first = await machines.call('StartExecution', { stateMachineArn: machine, name: 'one', input: '{"a":1}' });
  await cloud.account.clock.advance(10_000);
  expect(await machines.call('StartExecution', { stateMachineArn: machine, name: 'one', input: '{"a":1}' })).toEqual(first);
  await expect(machines.start(machine, { a: 2 }, 'one')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists', status: 400 });
  await cloud.account.clock.advance(60_000);
  await expect(machines.start(machine, { a: 1 }, 'one')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
  await cloud.account.clock.advance(89 * DAY);
  await expect(machines.start(machine, { a: 1 }, 'one')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
  await cloud.account.clock.advance(DAY);
  await expect(machines.start(machine, { a: 1 }, 'one')).resolves.toBe(first.executionArn);
});

test.each(['', 'a b', 'a/b', 'x'.repeat(81)])('the name %j is refused', async (name) => {
  const machine = await machines.create('Machine', WAITS);
  await expect(machines.call('StartExecution', { stateMachineArn: machine, name })).rejects.toMatchObject({ code: 'InvalidName' });
});

test('input that is no JSON is refused, and so is an unknown state machine', async () => {
  const machine = await machines.create('Machine', WAITS);
  await expect(machines.call('StartExecution', { stateMachineArn: machine, input: '{' })).rejects.toMatchObject({ code: 'InvalidExecutionInput' });
  await expect(machines.start(`${machine}x`)).rejects.toMatchObject({ code: 'StateMachineDoesNotExist' });
});

test('the SDK starts, describes and stops an execution', async () => {
  await cloud.endpoint.listen();
  const client = new SFNClient({ ...CLIENT, endpoint: cloud.endpoint.url });
  const stateMachineArn = await machines.create('Machine', WAITS);
  const { executionArn, startDate } = await client.send(new StartExecutionCommand({ stateMachineArn, input: '{}' }));
  expect(startDate).toEqual(new Date(cloud.account.clock.now()));
  expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({ status: 'RUNNING', stateMachineArn, input: '{}' });
  await client.send(new StopExecutionCommand({ executionArn, error: 'Enough', cause: 'of it' }));
  expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({ status: 'ABORTED', error: 'Enough', cause: 'of it' });
  await cloud.account.clock.advance(DAY);
  expect(await machines.describe(String(executionArn))).toMatchObject({ status: 'ABORTED' });
});

test('an update does not touch what runs, a deletion ends it at the next transition', async () => {
  const definition = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, Next: 'P' }, P: { Type: 'Pass', Result: 'old', End: true } } };
  const machine = await machines.create('Machine', definition);
  const type = cloud.account.resourceTypes.get('AWS::StepFunctions::StateMachine');
  const properties = { RoleArn: 'arn:aws:iam::123456789012:role/Machine-states', DefinitionString: JSON.stringify(only({ Type: 'Pass', Result: 'new' })) };
  const running = await machines.start(machine);
  await type?.update(cloud.context('Machine'), machine, properties, {});
  const updated = await machines.start(machine);
  await cloud.account.clock.advance(60_000);
  expect((await machines.describe(running)).output).toBe('old');
  expect((await machines.describe(updated)).output).toBe('new');

  await type?.update(cloud.context('Machine'), machine, { ...properties, DefinitionString: JSON.stringify(definition) }, {});
  const ended = await machines.start(machine);
  await cloud.account.clock.advance(1_000);
  await type?.delete(cloud.context('Machine'), machine, properties);
  await cloud.account.clock.advance(60_000);
  expect(await machines.describe(ended)).toMatchObject({ status: 'ABORTED' });
});

test('another process goes on where one ended, in a wait and in a task', async () => {
  await cloud.function('Slow', 'exports.handler = async () => { await new Promise((resolve) => setTimeout(resolve, 20_000)); return Date.now(); };', { Timeout: 60 });
  const definition = {
    StartAt: 'Wait',
    States: {
      Wait: { Type: 'Wait', Seconds: 60, Next: 'Call' },
      Call: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'Slow' }, OutputPath: '$.Payload', End: true },
    },
  };
  const arn = await machines.start(await machines.create('Machine', definition));
  for (const seconds of [30, 35]) {
    await cloud.account.clock.advance(seconds * 1000);
    const state = JSON.parse(JSON.stringify(cloud.account.state)) as AccountState;
    const { folder } = cloud;
    await cloud.close(true);
    cloud = new TestCloud({ state, folder });
    machines = new Machines(cloud);
  }
  const resumed = cloud.account.clock.now();
  await cloud.account.clock.advance(60_000);
  expect(await machines.describe(arn)).toMatchObject({ status: 'SUCCEEDED', output: resumed + 20_000 });
});
