import { MINUTE, Cloud, operations, REGION } from '../cloud';

const CPU = {
  alarmName: 'web-cpu', metricName: 'CPUUtilization', monitoredResourceName: 'web-1', comparisonOperator: 'GreaterThanThreshold', threshold: 80, evaluationPeriods: 1,
};

function seeded(options: ConstructorParameters<typeof Cloud>[0] = {}): Cloud {
  const cloud = new Cloud(options);
  cloud.lightsail.seedInstance(REGION, 'web-1');
  cloud.lightsail.seedDatabase(REGION, 'shop-db');
  cloud.lightsail.seedLoadBalancer(REGION, 'shop-lb');
  cloud.lightsail.seedDisk(REGION, 'disk-1');
  return cloud;
}

async function alarm(cloud: Cloud, alarmName = 'web-cpu'): Promise<Record<string, unknown>> {
  const { alarms } = await cloud.call('GetAlarms', { alarmName });
  return (alarms as Array<Record<string, unknown>>)[0];
}

describe('PutAlarm', () => {
  test('makes an alarm at once, with its defaults, that has not seen anything yet', async () => {
    const cloud = seeded();
    const [operation] = operations(await cloud.call('PutAlarm', { ...CPU, tags: [{ key: 'a', value: '1' }] }));
    expect(operation).toMatchObject({ isTerminal: true, status: 'Succeeded', resourceName: 'web-cpu', resourceType: 'Alarm', operationType: 'PutAlarm' });
    expect(await alarm(cloud)).toMatchObject({
      name: 'web-cpu',
      arn: expect.stringMatching(/^arn:aws:lightsail:eu-central-1:123456789012:Alarm\/[0-9a-f-]{36}$/) as string,
      metricName: 'CPUUtilization',
      monitoredResourceInfo: { name: 'web-1', resourceType: 'Instance' },
      state: 'INSUFFICIENT_DATA',
      period: 300,
      statistic: 'Average',
      unit: 'Percent',
      datapointsToAlarm: 1,
      treatMissingData: 'missing',
      contactProtocols: [],
      notificationTriggers: ['ALARM'],
      notificationEnabled: true,
      tags: [{ key: 'a', value: '1' }],
    });
  });

  test('overwrites an alarm of the name without a word: all but its state, tags and age', async () => {
    const cloud = seeded();
    await cloud.call('PutAlarm', { ...CPU, evaluationPeriods: 3, datapointsToAlarm: 2, treatMissingData: 'notBreaching', tags: [{ key: 'a', value: '1' }] });
    const before = await alarm(cloud);
    await cloud.advance(6 * MINUTE);
    expect((await alarm(cloud)).state).toBe('OK');
    await cloud.call('PutAlarm', { ...CPU, metricName: 'NetworkIn', threshold: 5, tags: [{ key: 'b' }] });
    const after = await alarm(cloud);
    expect(after).toMatchObject({
      metricName: 'NetworkIn', threshold: 5, evaluationPeriods: 1, datapointsToAlarm: 1, treatMissingData: 'missing', state: 'OK', tags: [{ key: 'a', value: '1' }],
    });
    expect([after.arn, after.createdAt]).toEqual([before.arn, before.createdAt]);
  });

  test('takes two alarms a metric, and changes each of them', async () => {
    const cloud = seeded();
    await cloud.call('PutAlarm', CPU);
    await cloud.call('PutAlarm', { ...CPU, alarmName: 'second' });
    expect(await cloud.refusal('PutAlarm', { ...CPU, alarmName: 'third' })).toMatchObject({
      code: 'InvalidInputException', message: expect.stringMatching(/maximum of 2 alarms for the metric CPUUtilization of web-1/) as string,
    });
    await cloud.call('PutAlarm', { ...CPU, alarmName: 'second', threshold: 50 });
    await cloud.call('PutAlarm', { ...CPU, alarmName: 'third', metricName: 'NetworkIn' });
    await cloud.call('PutAlarm', { ...CPU, alarmName: 'fourth', monitoredResourceName: 'shop-db' });
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    ['a metric of another kind of resource', { metricName: 'FreeStorageSpace' }, /FreeStorageSpace is not available for a resource of the type Instance/],
    ['a metric that alarms do not have', { metricName: 'MetadataNoToken' }, /failed to satisfy constraint.*enum value set/],
    ['a resource that cannot be monitored', { monitoredResourceName: 'disk-1' }, /type Disk cannot be monitored/],
    ['a resource that is not there', { monitoredResourceName: 'web-2' }, /does not exist: web-2/],
    ['289 periods', { evaluationPeriods: 289 }, /from 1 to 288; it is 289/],
    ['no period', { evaluationPeriods: 0 }, /from 1 to 288; it is 0/],
    ['more datapoints than periods', { datapointsToAlarm: 2 }, /datapointsToAlarm must be a whole number from 1 to 1/],
    ['triggers without ALARM', { notificationTriggers: ['OK'] }, /must include ALARM/],
    ['an unknown operator', { comparisonOperator: 'Equals' }, /enum value set/],
    ['an unknown protocol', { contactProtocols: ['Fax'] }, /enum value set/],
    ['an unknown treatment', { treatMissingData: 'forget' }, /enum value set/],
    ['a name with a dot', { alarmName: 'web.cpu' }, /regular expression pattern/],
    ['a name in use', { alarmName: 'web-1' }, /already in use: web-1/],
  ])('refuses %s', async (_what, change, message) => {
    const cloud = seeded();
    expect((await cloud.refusal('PutAlarm', { ...CPU, ...change })).message).toMatch(message);
    expect(cloud.lightsail.inventory(REGION).filter(({ kind }) => kind === 'Alarm')).toEqual([]);
  });

  test('an operation that fails leaves nothing, or what was there', async () => {
    const cloud = seeded();
    const fail = () => cloud.account.faults.inject({ service: 'lightsail', operation: 'PutAlarm', effect: { type: 'fail-operation', code: 'X', details: 'y' }, times: 1 });
    fail();
    expect(operations(await cloud.call('PutAlarm', CPU))[0]).toMatchObject({ status: 'Failed', errorCode: 'X' });
    expect(await cloud.refusal('GetAlarms', { alarmName: 'web-cpu' })).toMatchObject({ code: 'NotFoundException' });
    await cloud.call('PutAlarm', CPU);
    fail();
    await cloud.call('PutAlarm', { ...CPU, threshold: 1 });
    expect(await alarm(cloud)).toMatchObject({ threshold: 80 });
  });
});

describe('GetAlarms', () => {
  test('of one resource, page by page', async () => {
    const cloud = seeded({ pageSize: 2 });
    const names = ['CPUUtilization', 'NetworkIn', 'NetworkOut'].map((metricName) => ({ ...CPU, alarmName: `web-${metricName}`, metricName }));
    for (const input of [...names, { ...CPU, alarmName: 'db-cpu', monitoredResourceName: 'shop-db' }]) await cloud.call('PutAlarm', input);
    const first = await cloud.call('GetAlarms', { monitoredResourceName: 'web-1' });
    const second = await cloud.call('GetAlarms', { monitoredResourceName: 'web-1', pageToken: first.nextPageToken });
    const found = [...first.alarms as Array<{ name: string }>, ...second.alarms as Array<{ name: string }>].map(({ name }) => name).sort();
    expect(found).toEqual(['web-CPUUtilization', 'web-NetworkIn', 'web-NetworkOut']);
    expect(second).not.toHaveProperty('nextPageToken');
  });
});

describe('DeleteAlarm', () => {
  test('at once', async () => {
    const cloud = seeded();
    await cloud.call('PutAlarm', CPU);
    expect(operations(await cloud.call('DeleteAlarm', { alarmName: 'web-cpu' }))[0]).toMatchObject({ isTerminal: true });
    expect(await cloud.refusal('DeleteAlarm', { alarmName: 'web-cpu' })).toMatchObject({ code: 'NotFoundException' });
  });
});

test('IAM is asked for the alarm itself, with the tags of both', async () => {
  const cloud = seeded();
  await cloud.call('PutAlarm', { ...CPU, tags: [{ key: 'a', value: '1' }] });
  const { arn } = await alarm(cloud);
  const call = { service: 'lightsail', region: REGION, operation: 'PutAlarm', input: { ...CPU, tags: [{ key: 'b', value: '2' }] }, caller: cloud.account.root };
  const context = { 'aws:ResourceTag/a': '1', 'aws:RequestTag/b': '2', 'aws:TagKeys': ['b'] };
  expect(cloud.lightsail.authorization(call)).toEqual([
    { action: 'lightsail:PutAlarm', resource: arn, context },
    { action: 'lightsail:TagResource', resource: arn, context, tagOnCreate: true },
  ]);
});
