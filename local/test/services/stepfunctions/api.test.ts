import { Machines, only } from './machines';
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

const PREFIX = 'arn:aws:states:eu-central-1:123456789012';

test.each([
  ['DescribeStateMachine', { stateMachineArn: 'x' }, "InvalidArn: Invalid Arn: 'Invalid ARN prefix: x'"],
  ['StartExecution', { stateMachineArn: '__proto__' }, 'InvalidArn'],
  ['DescribeExecution', { executionArn: `${PREFIX}:stateMachine:m` }, "InvalidArn: Invalid Arn: 'Resource type not valid in this context: stateMachine'"],
  ['StopExecution', { executionArn: 'arn:aws:states:x' }, "InvalidArn: Invalid Arn: 'ARN is malformed: arn:aws:states:x'"],
  ['DescribeStateMachine', { stateMachineArn: `${PREFIX}:stateMachine:none` }, 'StateMachineDoesNotExist'],
  ['DescribeExecution', { executionArn: `${PREFIX}:execution:m:none` }, 'ExecutionDoesNotExist'],
  ['StartExecution', { stateMachineArn: 7 }, 'SerializationException'],
  ['GetExecutionHistory', { executionArn: `${PREFIX}:execution:m:x`, reverseOrder: 'yes' }, 'SerializationException'],
])('%s of %j is refused', async (operation, input, message) => {
  const error = await machines.call(operation, input).then(() => 'nothing', (reason: unknown) => String(reason));
  expect(error).toContain(message);
});

test('the history comes in pages, and backwards if asked for', async () => {
  const executionArn = await machines.start(await machines.create('Machine', only({ Type: 'Pass' })), { a: 1 });
  await cloud.account.clock.advance(1);
  const events = (page: Record<string, unknown>) => (page.events as Array<{ id: number }>).map(({ id }) => id);
  expect(events(await machines.call('GetExecutionHistory', { executionArn }))).toEqual([1, 2, 3, 4]);
  expect(events(await machines.call('GetExecutionHistory', { executionArn, reverseOrder: true }))).toEqual([4, 3, 2, 1]);
  const first = await machines.call('GetExecutionHistory', { executionArn, reverseOrder: true, maxResults: 3 });
  expect(events(first)).toEqual([4, 3, 2]);
  const second = await machines.call('GetExecutionHistory', { executionArn, reverseOrder: true, maxResults: 3, nextToken: first.nextToken });
  expect(second).toEqual({ events: [expect.objectContaining({ id: 1 })] });
  await expect(machines.call('GetExecutionHistory', { executionArn, nextToken: first.nextToken })).rejects.toMatchObject({ code: 'InvalidToken' });
  await expect(machines.call('GetExecutionHistory', { executionArn, maxResults: 1001 })).rejects.toMatchObject({ code: 'ValidationException' });
  const bare = await machines.call('GetExecutionHistory', { executionArn, includeExecutionData: false });
  expect(JSON.stringify(bare)).not.toContain('"input"');
});

test('state machines are listed', async () => {
  const created = new Date(cloud.account.clock.now() + 15_000);
  const stateMachineArn = await machines.create('Machine', only({ Type: 'Pass' }));
  expect(await machines.call('ListStateMachines', {})).toEqual({ stateMachines: [{ stateMachineArn, name: 'Machine', type: 'STANDARD', creationDate: created }] });
});

test('executions come in pages, the newest first', async () => {
  const stateMachineArn = await machines.create('Machine', only({ Type: 'Pass' }));
  for (const name of ['a', 'b', 'c']) {
    await machines.start(stateMachineArn, {}, name);
    await cloud.account.clock.advance(1000);
  }
  const names = (page: Record<string, unknown>) => (page.executions as Array<{ name: string }>).map(({ name }) => name);
  const first = await machines.call('ListExecutions', { stateMachineArn, maxResults: 2 });
  expect(names(first)).toEqual(['c', 'b']);
  const second = await machines.call('ListExecutions', { stateMachineArn, maxResults: 2, nextToken: first.nextToken });
  expect(names(second)).toEqual(['a']);
  expect(second).not.toHaveProperty('nextToken');
});
