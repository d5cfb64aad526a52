import { Machines, only } from './machines';
import { stepFunctionsState } from '../../../src/services/stepfunctions/execution-state';
import { TestCloud } from '../lambda/cloud';

const DAY = 86_400_000;
let cloud: TestCloud;
let machines: Machines;
beforeEach(() => {
  cloud = new TestCloud();
  machines = new Machines(cloud);
});
afterEach(() => cloud.close());

const state = () => stepFunctionsState(cloud.account);

test('an execution is forgotten 90 days after its end, and its memory is given back', async () => {
  const machine = await machines.create('Machine', only({ Type: 'Pass' }));
  const old = await machines.start(machine, {}, 'old');
  await cloud.account.clock.advance(90 * DAY - 1);
  expect(await machines.describe(old)).toMatchObject({ status: 'SUCCEEDED' });
  await cloud.account.clock.advance(1);
  await expect(machines.describe(old)).rejects.toMatchObject({ code: 'ExecutionDoesNotExist' });
  expect(await machines.call('ListExecutions', { stateMachineArn: machine })).toEqual({ executions: [] });
  await machines.start(machine, {}, 'new');
  await cloud.account.clock.advance(DAY);
  expect(Object.values(state().executions).map(({ name }) => name)).toEqual(['new']);
});

test('what has ended holds no definition; of many, only those that ended last have a history', async () => {
  const machine = await machines.create('Machine', only({ Type: 'Pass' }));
  for (let i = 0; i < 1500; i++) {
    await machines.start(machine, {}, `run-${i}`);
    await cloud.account.clock.advance(60_000);
  }
  const executions = Object.values(state().executions);
  expect(executions).toHaveLength(1500);
  expect(executions.filter(({ definition }) => definition)).toEqual([]);
  expect(executions.filter(({ history }) => history.length > 0).length).toBeLessThan(1251);
  const arn = (name: string) => `${machine.replace('stateMachine', 'execution')}:${name}`;
  expect(await machines.history(arn('run-1499'))).toHaveLength(4);
  await expect(machines.history(arn('run-0'))).rejects.toThrow('The local cloud does not know the history of');
  expect(await machines.describe(arn('run-0'))).toMatchObject({ status: 'SUCCEEDED' });
});
