import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alarmEvent, alarms, call, created, type Values } from './alarm-events';
import type { Answer } from '../support/stage';
import { REGION, Stage } from '../support/stage';

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
  for (const name of ['web', 'app']) stage.lightsail.seedInstance(REGION, name);
});

/** Sends an Update as CloudFormation does. */
async function update(physicalId: string, from: Values, to: Values): Promise<Answer> {
  stage.stack = 'UPDATE_IN_PROGRESS';
  stage.resources.set('Cpu', { status: 'UPDATE_IN_PROGRESS', physicalId });
  const old = alarmEvent(stage, 'Update', from).ResourceProperties;
  const answer = await stage.send(alarmEvent(stage, 'Update', to, { PhysicalResourceId: physicalId, OldResourceProperties: old }));
  if (!answer) throw new Error('no answer');
  stage.resources.set('Cpu', { status: 'UPDATE_COMPLETE', physicalId: answer.PhysicalResourceId });
  return answer;
}

/** The values of each property of the construct, as the function gets them, and what Lightsail shows of them. */
const MATRIX: Readonly<Record<string, ReadonlyArray<readonly [sent: Values, shown: Values]>>> = {
  alarmName: [[{}, {}], [{ AlarmName: 'one' + '-1' }, { name: 'one-1' }], [{ AlarmName: 'two-2' }, { name: 'two-2' }]],
  metric: [
    [{}, { metricName: 'CPUUtilization', unit: 'Percent' }],
    [{ MetricName: 'NetworkIn' }, { metricName: 'NetworkIn', unit: 'Bytes' }],
    [{ MonitoredResourceName: 'app' }, { metricName: 'CPUUtilization', monitoredResourceInfo: { name: 'app' } }],
  ],
  threshold: [[{}, { threshold: 80 }], [{ Threshold: '0.5' }, { threshold: 0.5 }], [{ Threshold: '1e3' }, { threshold: 1000 }]],
  comparisonOperator: ['GreaterThanThreshold', 'GreaterThanOrEqualToThreshold', 'LessThanThreshold', 'LessThanOrEqualToThreshold']
    .map((value) => [{ ComparisonOperator: value }, { comparisonOperator: value }] as const),
  evaluationPeriods: [[{}, { evaluationPeriods: 3 }], [{ EvaluationPeriods: '288' }, { evaluationPeriods: 288 }]],
  datapointsToAlarm: [[{}, { datapointsToAlarm: 2 }], [{ DatapointsToAlarm: '1' }, { datapointsToAlarm: 1 }], [{ DatapointsToAlarm: '3' }, { datapointsToAlarm: 3 }]],
  treatMissingData: ['breaching', 'notBreaching', 'ignore', 'missing'].map((value) => [{ TreatMissingData: value }, { treatMissingData: value }] as const),
  contactMethods: [
    [{}, { contactProtocols: [] }],
    [{ ContactProtocols: ['Email'], NotificationTriggers: ['ALARM'] }, { contactProtocols: ['Email'] }],
    [{ ContactProtocols: ['Email', 'SMS'], NotificationTriggers: ['ALARM'] }, { contactProtocols: ['Email', 'SMS'] }],
  ],
  notifyOn: [
    [{ ContactProtocols: ['Email'], NotificationTriggers: ['ALARM'] }, { notificationTriggers: ['ALARM'] }],
    [{ ContactProtocols: ['Email'], NotificationTriggers: ['ALARM', 'INSUFFICIENT_DATA', 'OK'] }, { notificationTriggers: ['ALARM', 'INSUFFICIENT_DATA', 'OK'] }],
  ],
  enabled: [[{}, { notificationEnabled: true }], [{ NotificationEnabled: 'false' }, { notificationEnabled: false }]],
  tags: [
    [{}, {}],
    [{ Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] }, { tags: expect.arrayContaining([{ key: 'a', value: '1' }, { key: 'b', value: '2' }]) as unknown }],
    [{ Tags: [{ Key: 'b', Value: '3' }] }, { tags: expect.arrayContaining([{ key: 'b', value: '3' }]) as unknown }],
  ],
  adoptExisting: [[{}, {}], [{ AdoptExisting: 'true' }, {}]],
  verifyOnDeploy: [[{}, {}], [{ VerifyOnDeploy: 'true' }, {}]],
  timeout: [[{}, {}], [{ TimeoutSeconds: '60' }, {}]],
};

/** What docs/alarms.md says that a change does. */
const TABLE = Object.fromEntries([...readFileSync(join(__dirname, '../../../docs/alarms.md'), 'utf8')
  .split('### What a change does')[1].split('\n## ')[0]
  .matchAll(/^\| `(\w+)` \| (\w+)/gm)].map(([, property, change]) => [property, change]));

/** What CloudFormation sees to, without the function. */
const NOT_OURS = ['removalPolicy', 'provider'];

test('the table has every property', () => {
  expect(Object.keys(TABLE).sort()).toEqual([...Object.keys(MATRIX), ...NOT_OURS].sort());
});

const CHANGES = Object.entries(MATRIX).flatMap(([property, values]) => values.flatMap((from) => values.filter((to) => to !== from)
  .map((to) => [property, from, to] as const)));

test.each(CHANGES)('%s: from %j to %j', async (property, [from], [to, shown]) => {
  const { PhysicalResourceId: before } = await created(stage, alarmEvent(stage, 'Create', from));
  // One period without any value: the state is not that of a new alarm any more.
  await stage.advanceTo(stage.account.clock.now() + 300_000);
  const [old] = await alarms(stage);
  const tested = stage.calls.includes('TestAlarm');
  const answer = await update(before, from, to);
  expect(answer.Status).toBe('SUCCESS');
  const now = await alarms(stage);
  const current = now.find(({ name }) => name === answer.PhysicalResourceId);
  expect(current).toMatchObject(shown);
  if (TABLE[property] === 'replaced') {
    expect([answer.PhysicalResourceId === before, now.length, current?.state]).toEqual([false, 2, 'INSUFFICIENT_DATA']);
    await stage.send(alarmEvent(stage, 'Delete', from, { PhysicalResourceId: before }));
    expect((await alarms(stage)).map(({ name }) => name)).toEqual([answer.PhysicalResourceId]);
  } else {
    expect(['in', 'nothing']).toContain(TABLE[property]);
    expect([answer.PhysicalResourceId, now.length, current?.arn, current?.state]).toEqual([before, 1, old.arn, old.state]);
  }
  expect(stage.calls.includes('TestAlarm')).toBe(tested);
});

describe('tags', () => {
  test('that are gone from the template go; others that somebody set stay, and so do ours', async () => {
    const from = { Tags: [{ Key: 'a', Value: '1' }] };
    const { PhysicalResourceId: name } = await created(stage, alarmEvent(stage, 'Create', from));
    await call(stage, 'TagResource', { resourceName: name, tags: [{ key: 'bill', value: 'x' }] });
    await update(name, from, { Tags: [{ Key: 'b', Value: '2' }] });
    const [{ tags }] = stage.lightsail.inventory(REGION).filter(({ kind }) => kind === 'Alarm');
    expect(Object.keys(tags).sort()).toEqual(['b', 'bill', 'cdk-lightsail:request', 'cdk-lightsail:resource', 'cdk-lightsail:stack', 'cdk-lightsail:trigger']);
  });
});

describe('what goes wrong', () => {
  const FOREIGN = {
    alarmName: 'theirs', metricName: 'NetworkIn', monitoredResourceName: 'app', comparisonOperator: 'LessThanThreshold', threshold: 1, evaluationPeriods: 1,
  };

  test('a foreign alarm of the new name survives the update and its rollback byte for byte', async () => {
    await call(stage, 'PutAlarm', FOREIGN);
    const before = JSON.stringify(await alarms(stage));
    const { PhysicalResourceId: name } = await created(stage, alarmEvent(stage, 'Create', { AlarmName: 'ours' }));
    const answer = await update(name, { AlarmName: 'ours' }, { AlarmName: 'theirs' });
    expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'ours', Reason: expect.stringMatching(/'theirs' exists already/) as string });
    expect((await update(name, { AlarmName: 'theirs' }, { AlarmName: 'ours' })).Status).toBe('SUCCESS');
    await stage.send(alarmEvent(stage, 'Delete', { AlarmName: 'ours' }, { PhysicalResourceId: 'ours' }));
    expect(JSON.stringify(await alarms(stage))).toBe(before);
  });

  test('a foreign alarm that took the place of ours survives as well', async () => {
    const { PhysicalResourceId: name } = await created(stage, alarmEvent(stage, 'Create'));
    await call(stage, 'DeleteAlarm', { alarmName: name });
    await call(stage, 'PutAlarm', { ...FOREIGN, alarmName: name });
    const before = JSON.stringify(await alarms(stage));
    expect((await update(name, {}, { Threshold: '70' })).Status).toBe('FAILED');
    await stage.send(alarmEvent(stage, 'Delete', {}, { PhysicalResourceId: name }));
    expect(JSON.stringify(await alarms(stage))).toBe(before);
  });

  test('an alarm that was deleted by hand is made again', async () => {
    const { PhysicalResourceId: name } = await created(stage, alarmEvent(stage, 'Create'));
    await call(stage, 'DeleteAlarm', { alarmName: name });
    expect((await update(name, {}, { Threshold: '70' })).Status).toBe('SUCCESS');
    expect(await alarms(stage)).toMatchObject([{ name, threshold: 70 }]);
    await stage.send(alarmEvent(stage, 'Delete', {}, { PhysicalResourceId: name }));
    expect(await alarms(stage)).toEqual([]);
  });

  test('a rollback returns to the alarm of the old name', async () => {
    const [old, renamed] = [{ AlarmName: 'old-1' }, { AlarmName: 'new-1', Threshold: '5' }];
    await created(stage, alarmEvent(stage, 'Create', old));
    expect((await update('old-1', old, renamed)).PhysicalResourceId).toBe('new-1');
    stage.stack = 'UPDATE_ROLLBACK_IN_PROGRESS';
    expect((await update('new-1', renamed, old)).PhysicalResourceId).toBe('old-1');
    await stage.send(alarmEvent(stage, 'Delete', renamed, { PhysicalResourceId: 'new-1' }));
    expect(await alarms(stage)).toMatchObject([{ name: 'old-1', threshold: 80 }]);
  });

  test('a failed replacement leaves nothing of the new alarm', async () => {
    await created(stage, alarmEvent(stage, 'Create', { AlarmName: 'old-1' }));
    stage.account.faults.inject({
      service: 'lightsail', operation: 'GetAlarms', effect: { type: 'error', code: 'AccessDeniedException', message: 'no', status: 403 }, when: () => stage.calls.includes('PutAlarm'), times: 1,
    });
    stage.account.calls.length = 0;
    const event = alarmEvent(stage, 'Update', { AlarmName: 'new-1' }, { PhysicalResourceId: 'old-1' });
    stage.resources.set('Cpu', { status: 'UPDATE_IN_PROGRESS', physicalId: 'old-1' });
    await stage.advanceTo(stage.account.clock.now() + 121_000);
    expect(await stage.send(event)).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'old-1' });
    expect((await alarms(stage)).map(({ name }) => name)).toEqual(['old-1']);
  });

  test('a rollback that fails leaves the alarm of the old name, which it did not make', async () => {
    await created(stage, alarmEvent(stage, 'Create', { AlarmName: 'old-1' }));
    stage.resources.set('Cpu', { status: 'UPDATE_IN_PROGRESS', physicalId: 'old-1' });
    expect(await stage.send(alarmEvent(stage, 'Update', { AlarmName: 'new-1' }, { PhysicalResourceId: 'old-1' }))).toMatchObject({ Status: 'SUCCESS' });
    stage.stack = 'UPDATE_ROLLBACK_IN_PROGRESS';
    stage.account.faults.inject({ service: 'lightsail', operation: 'PutAlarm', effect: { type: 'error', code: 'AccessDeniedException', message: 'no', status: 403 } });
    stage.resources.set('Cpu', { status: 'UPDATE_IN_PROGRESS', physicalId: 'new-1' });
    expect(await stage.send(alarmEvent(stage, 'Update', { AlarmName: 'old-1' }, { PhysicalResourceId: 'new-1' }))).toMatchObject({ Status: 'FAILED' });
    expect((await alarms(stage)).map(({ name }) => name).sort()).toEqual(['new-1', 'old-1']);
  });

  test('an update that was given up while it waited does not come after its rollback', async () => {
    const { PhysicalResourceId: name } = await created(stage, alarmEvent(stage, 'Create'));
    stage.stack = 'UPDATE_IN_PROGRESS';
    stage.resources.set('Cpu', { status: 'UPDATE_IN_PROGRESS', physicalId: name });
    const throttle = (times: number) => stage.account.faults.inject({
      service: 'lightsail', operation: 'PutAlarm', effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' }, times,
    });
    throttle(2);
    await stage.invoke(alarmEvent(stage, 'Update', { Threshold: '1' }, { PhysicalResourceId: name }));
    await stage.settle(stage.account.clock.now() + 10_000);
    stage.stack = 'UPDATE_ROLLBACK_IN_PROGRESS';
    await stage.invoke(alarmEvent(stage, 'Update', {}, { PhysicalResourceId: name }));
    await stage.settle();
    expect(await alarms(stage)).toMatchObject([{ threshold: 80 }]);
    expect(stage.answers.slice(1).map(({ RequestId, Status }) => [RequestId, Status]).sort()).toEqual([['request-2', 'FAILED'], ['request-3', 'SUCCESS']]);
  });

  test('a rollback that is throttled is carried out all the same', async () => {
    const { PhysicalResourceId: name } = await created(stage, alarmEvent(stage, 'Create', { Threshold: '1' }));
    stage.stack = 'UPDATE_ROLLBACK_IN_PROGRESS';
    stage.account.faults.inject({
      service: 'lightsail', operation: 'PutAlarm', effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' }, times: 4,
    });
    expect((await update(name, { Threshold: '1' }, {})).Status).toBe('SUCCESS');
    expect(await alarms(stage)).toMatchObject([{ threshold: 80 }]);
  });

  test('a replacement where there is no place for two says what to do', async () => {
    await call(stage, 'PutAlarm', { ...FOREIGN, metricName: 'CPUUtilization', monitoredResourceName: 'web' });
    await created(stage, alarmEvent(stage, 'Create', { AlarmName: 'old-1' }));
    const answer = await update('old-1', { AlarmName: 'old-1' }, { AlarmName: 'new-1' });
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/'web' has 2 alarms.*remove the other one first, or keep the name/) as string });
    expect((await alarms(stage)).map(({ name }) => name).sort()).toEqual(['old-1', 'theirs']);
  });
});
