import { alarmEvent, alarms, call, created } from './alarm-events';
import { OwnershipTag } from '../../../src/provider/ownership-contract';
import { REGION, STACK_ID, Stage } from '../support/stage';

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
  stage.lightsail.seedInstance(REGION, 'web');
  stage.resources.set('Cpu', { status: 'CREATE_IN_PROGRESS' });
});

const FOREIGN = {
  alarmName: 'web-cpu', metricName: 'CPUUtilization', monitoredResourceName: 'web', comparisonOperator: 'LessThanThreshold', threshold: 1, evaluationPeriods: 1,
};
const lose = (operation: string) => stage.account.faults.inject({ service: 'lightsail', operation, effect: { type: 'lose-answer' }, times: 1 });
const sendTwice = 2;

test('is done at once: one invocation, no waiter, four calls', async () => {
  const answer = await stage.send(alarmEvent(stage, 'Create', { ContactProtocols: ['Email'], NotificationTriggers: ['ALARM', 'OK'] }));
  expect(answer).toMatchObject({ Status: 'SUCCESS', Data: { State: 'INSUFFICIENT_DATA', AlarmArn: expect.stringContaining(':Alarm/') as string } });
  expect([stage.invocations, stage.waiting, stage.calls]).toEqual([1, 0, ['GetAlarms', 'GetAlarms', 'PutAlarm', 'GetAlarms']]);
  expect(await alarms(stage)).toMatchObject([{
    name: answer?.PhysicalResourceId,
    metricName: 'CPUUtilization',
    monitoredResourceInfo: { name: 'web', resourceType: 'Instance' },
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 80,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    treatMissingData: 'notBreaching',
    contactProtocols: ['Email'],
    notificationTriggers: ['ALARM', 'OK'],
    notificationEnabled: true,
  }]);
});

test('the name is made of the stack and the resource, and the tags tell whose it is', async () => {
  const event = alarmEvent(stage, 'Create', { Tags: [{ Key: 'team', Value: 'shop' }] });
  const answer = await created(stage, event);
  expect(answer.PhysicalResourceId).toMatch(/^shop-Cpu-[0-9a-f]{10}$/);
  const [{ tags }] = stage.lightsail.inventory(REGION).filter(({ kind }) => kind === 'Alarm');
  expect(tags).toEqual({
    team: 'shop',
    [OwnershipTag.STACK]: STACK_ID,
    [OwnershipTag.RESOURCE]: 'Cpu',
    [OwnershipTag.REQUEST]: event.RequestId,
    [OwnershipTag.TRIGGER]: answer.PhysicalResourceId,
  });
});

test('"false" is false', async () => {
  await created(stage, alarmEvent(stage, 'Create', { NotificationEnabled: 'false', AdoptExisting: 'false', VerifyOnDeploy: 'false' }));
  expect(await alarms(stage)).toMatchObject([{ notificationEnabled: false }]);
  expect(stage.calls).not.toContain('TestAlarm');
});

describe('a foreign alarm of the name', () => {
  test('is an error, and survives the creation and its rollback byte for byte', async () => {
    await call(stage, 'PutAlarm', { ...FOREIGN, tags: [{ key: 'owner', value: 'somebody' }] });
    const before = JSON.stringify(await alarms(stage));
    const answer = await stage.send(alarmEvent(stage, 'Create', { AlarmName: 'web-cpu' }));
    expect(answer).toMatchObject({
      Status: 'FAILED', Reason: expect.stringMatching(/An alarm named 'web-cpu' exists already and was not made by this resource; it was left as it is.*adoptExisting/) as string,
    });
    for (const PhysicalResourceId of [answer?.PhysicalResourceId, 'web-cpu']) {
      expect(await stage.send(alarmEvent(stage, 'Delete', { AlarmName: 'web-cpu' }, { PhysicalResourceId }))).toMatchObject({ Status: 'SUCCESS' });
    }
    expect(JSON.stringify(await alarms(stage))).toBe(before);
  });

  test('that another stack made is as foreign', async () => {
    await created(stage, alarmEvent(stage, 'Create', { AlarmName: 'web-cpu' }));
    const before = JSON.stringify(await alarms(stage));
    const other = STACK_ID.replace('shop', 'shop-2');
    const answer = await stage.send(alarmEvent(stage, 'Create', { AlarmName: 'web-cpu' }, { StackId: other }));
    expect(answer?.Status).toBe('FAILED');
    await stage.send(alarmEvent(stage, 'Delete', { AlarmName: 'web-cpu' }, { StackId: other, PhysicalResourceId: 'web-cpu' }));
    expect(JSON.stringify(await alarms(stage))).toBe(before);
  });

  test('is taken over where that is wanted, with its tags and its state', async () => {
    await call(stage, 'PutAlarm', { ...FOREIGN, tags: [{ key: 'owner', value: 'somebody' }] });
    const [before] = await alarms(stage);
    await created(stage, alarmEvent(stage, 'Create', { AlarmName: 'web-cpu', AdoptExisting: 'true', Tags: [{ Key: 'team', Value: 'shop' }] }));
    const [after] = await alarms(stage);
    expect(after).toMatchObject({ arn: before.arn, threshold: 80, state: before.state });
    const [{ tags }] = stage.lightsail.inventory(REGION).filter(({ kind }) => kind === 'Alarm');
    expect(tags).toMatchObject({ owner: 'somebody', team: 'shop', [OwnershipTag.STACK]: STACK_ID });
    stage.stack = 'DELETE_IN_PROGRESS';
    await stage.send(alarmEvent(stage, 'Delete', { AlarmName: 'web-cpu' }, { PhysicalResourceId: 'web-cpu' }));
    expect(await alarms(stage)).toEqual([]);
  });

  test('that appears while a call is throttled is not overwritten', async () => {
    stage.account.faults.inject({ service: 'lightsail', operation: 'PutAlarm', effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' }, times: 1 });
    await stage.invoke(alarmEvent(stage, 'Create', { AlarmName: 'web-cpu' }));
    await call(stage, 'PutAlarm', FOREIGN);
    const before = JSON.stringify(await alarms(stage));
    await stage.settle();
    expect(stage.answers).toMatchObject([{ Status: 'FAILED' }]);
    expect(JSON.stringify(await alarms(stage))).toBe(before);
  });
});

test('two alarms a metric: checked before the call, and named', async () => {
  for (const alarmName of ['one', 'two-1']) await call(stage, 'PutAlarm', { ...FOREIGN, alarmName });
  stage.account.calls.length = 0;
  const answer = await stage.send(alarmEvent(stage, 'Create'));
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/'web' has 2 alarms for CPUUtilization already: .*'one'.*Remove one of them/) as string });
  expect(stage.calls).toEqual(['GetAlarms']);
  expect(answer?.PhysicalResourceId).toMatch(/nothing-created/);
});

describe('what goes wrong', () => {
  test.each(['PutAlarm', 'GetAlarms'])('the answer to %s is lost', async (operation) => {
    lose(operation);
    await created(stage, alarmEvent(stage, 'Create'));
    expect(await alarms(stage)).toHaveLength(1);
  });

  test('the same event twice', async () => {
    const event = alarmEvent(stage, 'Create');
    for (let i = 0; i < sendTwice; i++) await stage.invoke(event);
    expect(stage.answers.map(({ Status }) => Status)).toEqual(['SUCCESS', 'SUCCESS']);
    expect(await alarms(stage)).toHaveLength(1);
  });

  test('the event comes again when the alarm has been changed, and when it is gone', async () => {
    const event = alarmEvent(stage, 'Create');
    const { PhysicalResourceId } = await created(stage, event);
    await stage.advanceTo(stage.account.clock.now() + 60_000);
    await call(stage, 'PutAlarm', { ...FOREIGN, alarmName: PhysicalResourceId });
    expect(await stage.send(event)).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/no longer waiting for this Create/) as string });
    expect(await alarms(stage)).toMatchObject([{ threshold: 1 }]);

    await stage.send(alarmEvent(stage, 'Delete', {}, { PhysicalResourceId }));
    stage.resources.delete('Cpu');
    stage.stack = 'UPDATE_COMPLETE';
    expect(await stage.send(event)).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/no longer waiting for this Create/) as string });
    expect(await alarms(stage)).toEqual([]);
  });

  test('the stack gives the request up while it is throttled', async () => {
    stage.account.faults.inject({ service: 'lightsail', operation: 'PutAlarm', effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' }, times: 6 });
    await stage.invoke(alarmEvent(stage, 'Create'));
    stage.resources.set('Cpu', { status: 'DELETE_IN_PROGRESS' });
    await stage.settle();
    expect(stage.answers).toMatchObject([{ Status: 'FAILED' }]);
    expect(await alarms(stage)).toEqual([]);
  });

  test('the operation fails', async () => {
    stage.account.faults.inject({ service: 'lightsail', operation: 'PutAlarm', effect: { type: 'fail-operation', code: 'Limit', details: 'No more alarms' } });
    const answer = await stage.send(alarmEvent(stage, 'Create'));
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/could not create the alarm .*: Limit: No more alarms/) as string });
    expect(await stage.send(alarmEvent(stage, 'Delete', {}, { PhysicalResourceId: answer?.PhysicalResourceId }))).toMatchObject({ Status: 'SUCCESS' });
  });

  test('the operation never ends: a time-out that says so, before CloudFormation\'s own', async () => {
    stage.account.faults.inject({ service: 'lightsail', operation: 'PutAlarm', effect: { type: 'endless-operation' } });
    const answer = await stage.send(alarmEvent(stage, 'Create', { ServiceTimeout: '1500' }));
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/Timed out after 1\d\d\d s of waiting for the alarm/) as string });
    expect(stage.waiting).toBe(0);
    await stage.send(alarmEvent(stage, 'Delete', {}, { PhysicalResourceId: answer?.PhysicalResourceId }));
    expect(await alarms(stage)).toEqual([]);
  });

  test('what is to be watched is not there, or has no such metric', async () => {
    expect(await stage.send(alarmEvent(stage, 'Create', { MonitoredResourceName: 'shop' }))).toMatchObject({
      Status: 'FAILED', Reason: expect.stringMatching(/does not exist: shop .*the alarm 'shop-Cpu-.*' on CPUUtilization of the instance 'shop'/) as string,
    });
    expect(await stage.send(alarmEvent(stage, 'Create', { MetricName: 'FreeStorageSpace' }))).toMatchObject({
      Status: 'FAILED', Reason: expect.stringMatching(/FreeStorageSpace is not available/) as string,
    });
  });

  test.each([
    [{ Threshold: 'high' }, /Threshold.*"high", expected a number/],
    [{ Threshold: ' ' }, /Threshold.*expected a number/],
    [{ EvaluationPeriods: '289' }, /EvaluationPeriods.*from 1 to 288/],
    [{ DatapointsToAlarm: '4' }, /DatapointsToAlarm.*from 1 to 3/],
    [{ NotificationTriggers: ['LOUD'] }, /NotificationTriggers.*"LOUD", expected some of OK, ALARM/],
    [{ AlarmName: 'web.cpu' }, /AlarmName: got "web\.cpu"/],
    [{ Sound: 'loud' }, /Unknown property Sound/],
  ])('the template is wrong: %j', async (change, message) => {
    expect(await stage.send(alarmEvent(stage, 'Create', change))).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(message) as string });
    expect(stage.calls).toEqual([]);
  });
});

describe('verifyOnDeploy', () => {
  const tested = { VerifyOnDeploy: 'true', TreatMissingData: 'notBreaching' };
  const tests = () => stage.calls.filter((operation) => operation === 'TestAlarm').length;

  test('does not mind that Lightsail refuses to test an alarm that has not seen anything yet', async () => {
    await created(stage, alarmEvent(stage, 'Create', tested));
    expect([tests(), stage.invocations]).toEqual([1, 1]);
    expect(stage.lines.join()).toMatch(/test-refused/);
  });

  test('sends one message, also if its answer is lost and the event is doubled', async () => {
    await call(stage, 'CreateContactMethod', { protocol: 'Email', contactEndpoint: 'ops@example.com' });
    stage.lightsail.monitoring.verify(REGION);
    // Throttled until the alarm has seen its first period.
    stage.account.faults.inject({ service: 'lightsail', operation: 'TestAlarm', effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' }, times: 10 });
    const event = alarmEvent(stage, 'Create', { ...tested, ContactProtocols: ['Email'], NotificationTriggers: ['ALARM'] });
    await stage.invoke(event);
    await stage.invoke(event);
    stage.account.faults.inject({ service: 'lightsail', operation: 'TestAlarm', effect: { type: 'lose-answer' }, times: 1 });
    await stage.settle();
    expect(stage.answers).toMatchObject([{ Status: 'SUCCESS' }]);
    expect(stage.lightsail.monitoring.messages(REGION).filter(({ type }) => type === 'test')).toMatchObject([{ state: 'ALARM', endpoint: 'ops@example.com' }]);
  });
});
