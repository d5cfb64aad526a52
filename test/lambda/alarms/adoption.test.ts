import { alarmEvent, alarms, call, created, type Values } from './alarm-events';
import type { Alarm } from '../../../lambda/alarms/alarm-api';
import { formerAlarm, rememberingTags } from '../../../lambda/alarms/former-alarm';
import { OwnershipTag } from '../../../src/provider/ownership-contract';
import { REGION, STACK_ID, Stage } from '../support/stage';

const NAME = 'web-cpu';
const DAY = 24 * 60 * 60_000;
const BY_HAND = {
  alarmName: NAME,
  metricName: 'NetworkIn',
  monitoredResourceName: 'app',
  comparisonOperator: 'LessThanThreshold',
  threshold: 0.5,
  evaluationPeriods: 4,
  datapointsToAlarm: 2,
  treatMissingData: 'breaching',
  contactProtocols: ['Email'],
  notificationTriggers: ['ALARM', 'INSUFFICIENT_DATA'],
  notificationEnabled: false,
  tags: [{ key: 'owner', value: 'somebody' }, { key: 'team', value: 'old' }, { key: 'flag' }],
};
const ADOPTING: Values = {
  AlarmName: NAME, AdoptExisting: 'true', Tags: [{ Key: 'team', Value: 'shop' }, { Key: 'flag', Value: 'up' }, { Key: 'added', Value: '1' }],
};

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
  for (const name of ['web', 'app']) stage.lightsail.seedInstance(REGION, name);
  stage.resources.set('Cpu', { status: 'CREATE_IN_PROGRESS' });
});

/** An alarm that somebody made, as Lightsail shows it. */
async function madeByHand(): Promise<string> {
  await call(stage, 'PutAlarm', BY_HAND);
  return everything();
}

/** Every alarm but what it found, with its tags in no particular order. */
async function everything(): Promise<string> {
  return JSON.stringify((await alarms(stage)).map(({ tags, ...alarm }) => ({
    ...alarm, state: 'any', tags: [...tags as Array<{ key: string }>].sort((one, other) => one.key.localeCompare(other.key)),
  })));
}

async function remove(change: Values = ADOPTING, PhysicalResourceId = NAME) {
  stage.resources.set('Cpu', { status: 'DELETE_IN_PROGRESS', physicalId: PhysicalResourceId });
  return stage.send(alarmEvent(stage, 'Delete', change, { PhysicalResourceId }));
}

function fault(operation: string, effect: Parameters<typeof stage.account.faults.inject>[0]['effect'], times = 1): void {
  stage.account.faults.inject({ service: 'lightsail', operation, effect, times });
}
const THROTTLED = { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' } as const;

describe('a Delete that may belong to a failed deployment restores what was adopted', () => {
  const ways: Array<[string, () => void]> = [
    ['the creation is rolled back', () => { stage.stack = 'ROLLBACK_IN_PROGRESS'; }],
    ['the update is rolled back', () => { stage.stack = 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'; }],
    ['the parent of a nested stack failed', () => { stage.stacks.stack = async () => ({ status: 'DELETE_IN_PROGRESS', isNested: true }); }],
    ['CloudFormation does not know the stack', () => { stage.stack = undefined; }],
    ['CloudFormation may not be asked', () => {
      stage.stacks.stack = async () => { throw Object.assign(new Error('no'), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } }); };
    }],
    ['CloudFormation lags behind', () => { stage.stack = 'CREATE_IN_PROGRESS'; }],
  ];

  test.each(ways)('%s', async (_, goWrong) => {
    const before = await madeByHand();
    await created(stage, alarmEvent(stage, 'Create', ADOPTING));
    expect(await alarms(stage)).toMatchObject([{ metricName: 'CPUUtilization', threshold: 80 }]);
    goWrong();
    expect(await remove()).toMatchObject({ Status: 'SUCCESS' });
    expect(await everything()).toBe(before);
    // Once more, as CloudFormation may.
    expect(await remove()).toMatchObject({ Status: 'SUCCESS' });
    expect(await everything()).toBe(before);
  });

  test.each(['PutAlarm', 'TagResource', 'UntagResource', 'GetAlarms'])('although the answer to %s is lost', async (operation) => {
    const before = await madeByHand();
    await created(stage, alarmEvent(stage, 'Create', ADOPTING));
    stage.stack = 'ROLLBACK_IN_PROGRESS';
    fault(operation, { type: 'lose-answer' });
    expect(await remove()).toMatchObject({ Status: 'SUCCESS' });
    expect(await everything()).toBe(before);
  });

  test('as far as that is possible: what it watched may be gone', async () => {
    await madeByHand();
    await created(stage, alarmEvent(stage, 'Create', ADOPTING));
    stage.stack = 'ROLLBACK_IN_PROGRESS';
    fault('PutAlarm', { type: 'error', code: 'NotFoundException', message: 'The Instance does not exist: app', status: 400 });
    expect(await remove()).toMatchObject({ Status: 'SUCCESS' });
    expect(await alarms(stage)).toMatchObject([{ threshold: 80 }]);
    expect(await everything()).not.toContain('cdk-lightsail:');
  });
});

test.each(['DELETE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'])('a Delete that is certainly meant deletes it (%s)', async (status) => {
  await madeByHand();
  await created(stage, alarmEvent(stage, 'Create', ADOPTING));
  stage.stack = status;
  await remove();
  expect(await alarms(stage)).toEqual([]);
});

describe('a creation that does not succeed leaves it as it was', () => {
  test.each(['TagResource', 'PutAlarm', 'GetAlarms'])('an answer to %s is lost: that is no failure', async (operation) => {
    const before = await madeByHand();
    fault(operation, { type: 'lose-answer' });
    await created(stage, alarmEvent(stage, 'Create', ADOPTING));
    expect(await alarms(stage)).toMatchObject([{ threshold: 80 }]);
    stage.stack = 'ROLLBACK_IN_PROGRESS';
    await remove();
    expect(await everything()).toBe(before);
  });

  test('it fails: without a rollback, no Delete would come', async () => {
    const before = await madeByHand();
    fault('PutAlarm', { type: 'endless-operation' });
    const answer = await stage.send(alarmEvent(stage, 'Create', ADOPTING));
    expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: expect.stringContaining('nothing-created') as string });
    expect(await everything()).toBe(before);
    stage.stack = 'DELETE_IN_PROGRESS';
    await remove(ADOPTING, answer?.PhysicalResourceId);
    expect(await everything()).toBe(before);
  });

  test('it is refused after it was tagged', async () => {
    const before = await madeByHand();
    expect(await stage.send(alarmEvent(stage, 'Create', { ...ADOPTING, MetricName: 'FreeStorageSpace' }))).toMatchObject({ Status: 'FAILED' });
    expect(await everything()).toBe(before);
  });

  test('it is cancelled while it is throttled', async () => {
    const before = await madeByHand();
    fault('PutAlarm', THROTTLED, 3);
    await stage.invoke(alarmEvent(stage, 'Create', ADOPTING));
    stage.resources.set('Cpu', { status: 'DELETE_IN_PROGRESS' });
    await stage.settle();
    expect(stage.answers).toMatchObject([{ Status: 'FAILED' }]);
    expect(await everything()).toBe(before);
  });

  test('it is cancelled, and its function dies: the Delete has a made-up id', async () => {
    const before = await madeByHand();
    fault('PutAlarm', { type: 'lose-answer' });
    await stage.invokeAndDie(alarmEvent(stage, 'Create', ADOPTING));
    expect(await alarms(stage)).toMatchObject([{ threshold: 80 }]);
    stage.stack = 'ROLLBACK_IN_PROGRESS';
    await remove(ADOPTING, 'shop-Cpu-ABCDEFGHIJKL');
    expect(await everything()).toBe(before);
  });

  test('an update that was to adopt it fails', async () => {
    const before = await madeByHand();
    await created(stage, alarmEvent(stage, 'Create', { AlarmName: 'ours' }));
    fault('PutAlarm', { type: 'endless-operation' });
    stage.stack = 'UPDATE_IN_PROGRESS';
    stage.resources.set('Cpu', { status: 'UPDATE_IN_PROGRESS', physicalId: 'ours' });
    expect(await stage.send(alarmEvent(stage, 'Update', ADOPTING, { PhysicalResourceId: 'ours' }))).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'ours' });
    await call(stage, 'DeleteAlarm', { alarmName: 'ours' });
    expect(await everything()).toBe(before);
  });
});

describe('an alarm that another owner has is never adopted', () => {
  test.each([
    ['another stack', STACK_ID.replace('shop', 'shop-2'), /The alarm 'web-cpu' belongs to the stack .*shop-2.* \(resource Memory\); it was left as it is.*remove the tags cdk-lightsail:…/],
    ['another resource', STACK_ID, /belongs to the stack .*shop\/.* \(resource Memory\); it was left as it is/],
  ])('%s', async (_, stackId, message) => {
    await call(stage, 'PutAlarm', { ...BY_HAND, tags: [{ key: OwnershipTag.STACK, value: stackId }, { key: OwnershipTag.RESOURCE, value: 'Memory' }] });
    const before = await everything();
    const answer = await stage.send(alarmEvent(stage, 'Create', ADOPTING));
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(message) as string });
    stage.stack = 'ROLLBACK_IN_PROGRESS';
    for (const id of [answer?.PhysicalResourceId, NAME]) await remove(ADOPTING, id);
    expect(await everything()).toBe(before);
  });
});

describe('an alarm that this resource made in an earlier deployment, and a removal policy kept', () => {
  const OLD: Values = { AlarmName: NAME, Tags: [{ Key: 'team', Value: 'old' }] };
  const NEW: Values = { AlarmName: NAME, Threshold: '20', Tags: [{ Key: 'team', Value: 'new' }, { Key: 'added', Value: '1' }] };

  beforeEach(async () => {
    await created(stage, alarmEvent(stage, 'Create', OLD));
    stage.resources.delete('Cpu');
    await stage.advanceTo(stage.account.clock.now() + 7 * DAY);
    stage.deploymentBegun = stage.account.clock.now();
    stage.stack = 'UPDATE_IN_PROGRESS';
  });

  test('is taken up again, and as before when that deployment is rolled back', async () => {
    const before = await alarms(stage);
    for (let deployment = 0; deployment < 2; deployment++) {
      await created(stage, alarmEvent(stage, 'Create', NEW));
      expect(await alarms(stage)).toMatchObject([{ threshold: 20 }]);
      stage.stack = 'UPDATE_ROLLBACK_IN_PROGRESS';
      for (let copy = 0; copy < 2; copy++) await remove(NEW);
      const [after] = await alarms(stage);
      expect(after).toMatchObject({ ...before[0], tags: expect.arrayContaining(before[0].tags as unknown[]) as unknown });
      expect((after.tags as Array<{ key: string }>).map(({ key }) => key)).not.toContain('added');
      stage.resources.delete('Cpu');
      stage.stack = 'UPDATE_IN_PROGRESS';
    }
    await created(stage, alarmEvent(stage, 'Create', NEW));
    stage.stack = 'DELETE_IN_PROGRESS';
    await remove(NEW);
    expect(await alarms(stage)).toEqual([]);
  });

  test('is restored at once if the creation fails', async () => {
    const [before] = await alarms(stage);
    fault('PutAlarm', { type: 'endless-operation' });
    expect(await stage.send(alarmEvent(stage, 'Create', NEW))).toMatchObject({ Status: 'FAILED', PhysicalResourceId: expect.stringContaining('nothing-created') as string });
    expect(await alarms(stage)).toMatchObject([{ threshold: before.threshold }]);
  });

  test('is not mistaken for what a cancelled creation made', async () => {
    const before = await everything();
    stage.stack = 'UPDATE_ROLLBACK_IN_PROGRESS';
    await remove(NEW, 'shop-Cpu-ABCDEFGHIJKL');
    expect(await everything()).toBe(before);
  });

  test('survives the rollback of an update that returned to its name', async () => {
    const other: Values = { ...OLD, AlarmName: 'other' };
    await created(stage, alarmEvent(stage, 'Create', other));
    stage.stack = 'UPDATE_IN_PROGRESS';
    const update = async (properties: Values, id: string) => {
      stage.resources.set('Cpu', { status: 'UPDATE_IN_PROGRESS', physicalId: id });
      return stage.send(alarmEvent(stage, 'Update', properties, { PhysicalResourceId: id }));
    };
    expect(await update(NEW, 'other')).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: NAME });
    stage.stack = 'UPDATE_ROLLBACK_IN_PROGRESS';
    expect(await update(other, NAME)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'other' });
    stage.stack = 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';
    await remove(NEW);
    expect((await alarms(stage)).find(({ name }) => name === NAME)).toMatchObject({ threshold: 80 });
  });
});

test('tags hold any alarm, within what values of tags may be', () => {
  const longest: Alarm = {
    name: NAME,
    arn: 'arn',
    state: 'OK',
    createdAt: 0,
    tags: {},
    configuration: {
      metricName: 'BurstCapacityPercentage',
      monitoredResourceName: `db.-_${'x'.repeat(250)}`,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      threshold: 1.2345678901234567e-300,
      evaluationPeriods: 288,
      datapointsToAlarm: 288,
      treatMissingData: 'notBreaching',
      contactProtocols: ['Email', 'SMS'],
      notificationTriggers: ['OK', 'ALARM', 'INSUFFICIENT_DATA'],
      notificationEnabled: true,
    },
  };
  const silent: Alarm = {
    ...longest,
    configuration: { ...longest.configuration, contactProtocols: [], notificationTriggers: [], threshold: 1e21, notificationEnabled: false },
  };
  const owner = { stackId: STACK_ID, logicalId: 'Cpu', requestId: 'r', type: 'Create' as const, sentAt: 0, log: () => undefined };
  for (const alarm of [longest, silent]) {
    const tags = rememberingTags(alarm, { ...owner, properties: { tags: {} } as never }, 1767225600000);
    expect(formerAlarm({ ...rememberingTags(longest, { ...owner, requestId: 'earlier', properties: { tags: {} } as never }, 0), ...tags })).toEqual({
      requestId: 'r', overwrittenAt: 1767225600000, wasOurs: false, configuration: alarm.configuration, tags: {},
    });
    for (const value of Object.values(tags)) expect(value).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u);
  }
});
