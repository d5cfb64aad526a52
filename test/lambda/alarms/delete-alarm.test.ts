import { alarmEvent, alarms, call, created } from './alarm-events';
import { REGION, Stage } from '../support/stage';

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
  stage.lightsail.seedInstance(REGION, 'web');
});

async function remove(PhysicalResourceId: string, change: Record<string, unknown> = {}) {
  return stage.send(alarmEvent(stage, 'Delete', change, { PhysicalResourceId }));
}

test('deletes what is ours, at once', async () => {
  const { PhysicalResourceId } = await created(stage, alarmEvent(stage, 'Create'));
  const before = stage.invocations;
  expect(await remove(PhysicalResourceId)).toMatchObject({ Status: 'SUCCESS' });
  expect(await alarms(stage)).toEqual([]);
  expect(stage.invocations - before).toBe(1);
});

test('what is gone already is as good as deleted', async () => {
  const { PhysicalResourceId } = await created(stage, alarmEvent(stage, 'Create'));
  await call(stage, 'DeleteAlarm', { alarmName: PhysicalResourceId });
  expect(await remove(PhysicalResourceId)).toMatchObject({ Status: 'SUCCESS' });
});

test('so is what goes in between', async () => {
  const { PhysicalResourceId } = await created(stage, alarmEvent(stage, 'Create'));
  stage.account.faults.inject({ service: 'lightsail', operation: 'DeleteAlarm', effect: { type: 'lose-answer' }, times: 1 });
  expect(await remove(PhysicalResourceId)).toMatchObject({ Status: 'SUCCESS' });
  expect(await alarms(stage)).toEqual([]);
});

test('a creation that was cancelled before it answered leaves nothing', async () => {
  stage.resources.set('Cpu', { status: 'CREATE_IN_PROGRESS' });
  stage.account.faults.inject({ service: 'lightsail', operation: 'PutAlarm', effect: { type: 'lose-answer' }, times: 1 });
  await stage.invoke(alarmEvent(stage, 'Create'));
  expect(await alarms(stage)).toHaveLength(1);
  stage.resources.set('Cpu', { status: 'DELETE_IN_PROGRESS', physicalId: 'shop-Cpu-ABCDEFGHIJKL' });
  expect(await remove('shop-Cpu-ABCDEFGHIJKL')).toMatchObject({ Status: 'SUCCESS' });
  expect(await alarms(stage)).toEqual([]);
});

test('an old event does not delete what the stack has in use', async () => {
  const event = alarmEvent(stage, 'Delete', { AlarmName: 'web-cpu' }, { PhysicalResourceId: 'web-cpu' });
  await stage.advanceTo(stage.account.clock.now() + 60_000);
  await created(stage, alarmEvent(stage, 'Create', { AlarmName: 'web-cpu' }));
  expect(await stage.send(event)).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/no longer waiting for this Delete/) as string });
  expect(await alarms(stage)).toHaveLength(1);
});

test('nor does it though CloudFormation says nothing', async () => {
  Object.assign(stage.stacks, { stack: async () => undefined, resource: async () => undefined });
  const event = alarmEvent(stage, 'Delete', { AlarmName: 'web-cpu' }, { PhysicalResourceId: 'web-cpu' });
  await stage.advanceTo(stage.account.clock.now() + 600_000);
  await created(stage, alarmEvent(stage, 'Create', { AlarmName: 'web-cpu' }));
  await stage.send(event);
  expect(await alarms(stage)).toHaveLength(1);
  expect(await remove('web-cpu', { AlarmName: 'web-cpu' })).toMatchObject({ Status: 'SUCCESS' });
  expect(await alarms(stage)).toEqual([]);
});

test('properties of another version do not matter', async () => {
  const { PhysicalResourceId } = await created(stage, alarmEvent(stage, 'Create'));
  expect(await remove(PhysicalResourceId, { Sound: 'loud' })).toMatchObject({ Status: 'SUCCESS' });
  expect(await alarms(stage)).toEqual([]);
});

test('an operation that fails is told', async () => {
  const { PhysicalResourceId } = await created(stage, alarmEvent(stage, 'Create'));
  stage.account.faults.inject({ service: 'lightsail', operation: 'DeleteAlarm', effect: { type: 'fail-operation', code: 'Busy', details: 'not now' } });
  expect(await remove(PhysicalResourceId)).toMatchObject({ Status: 'FAILED', PhysicalResourceId, Reason: expect.stringMatching(/Busy: not now/) as string });
});
