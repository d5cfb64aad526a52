import type { Input } from '../../../../src/services/lightsail/request';
import { Cloud, MINUTE, REGION, START } from '../cloud';

const PERIOD = 5 * MINUTE;

async function watched(change: Input = {}): Promise<Cloud> {
  const cloud = new Cloud();
  cloud.lightsail.seedInstance(REGION, 'web-1');
  await cloud.call('CreateContactMethod', { protocol: 'Email', contactEndpoint: 'ops@example.com' });
  cloud.lightsail.monitoring.verify(REGION);
  await cloud.call('PutAlarm', {
    alarmName: 'web-cpu',
    metricName: 'CPUUtilization',
    monitoredResourceName: 'web-1',
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 80,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    contactProtocols: ['Email'],
    notificationTriggers: ['ALARM', 'OK'],
    ...change,
  });
  return cloud;
}

function cpu(cloud: Cloud, value: number, duration: number): void {
  cloud.lightsail.monitoring.measure(REGION, { resourceName: 'web-1', metricName: 'CPUUtilization', value, duration });
}

const sent = (cloud: Cloud) => cloud.lightsail.monitoring.messages(REGION).filter(({ type }) => type !== 'verification');

describe('an alarm', () => {
  test('goes off when the CPU rises, and is over when it falls; each time somebody is told', async () => {
    const cloud = await watched();
    cpu(cloud, 20, 2 * PERIOD);
    await cloud.advance(2 * PERIOD);
    expect(cloud.state('web-cpu')).toBe('OK');
    cpu(cloud, 95, 2 * PERIOD);
    await cloud.advance(PERIOD);
    expect(cloud.state('web-cpu')).toBe('OK');
    await cloud.advance(PERIOD);
    expect(cloud.state('web-cpu')).toBe('ALARM');
    cpu(cloud, 20, 2 * PERIOD);
    await cloud.advance(2 * PERIOD);
    expect(cloud.state('web-cpu')).toBe('OK');
    expect(sent(cloud).map(({ at, endpoint, state }) => [at - START, endpoint, state])).toEqual([
      [PERIOD, 'ops@example.com', 'OK'],
      [4 * PERIOD, 'ops@example.com', 'ALARM'],
      [6 * PERIOD, 'ops@example.com', 'OK'],
    ]);
  });

  test('is the same whether somebody looks every minute or at the end', async () => {
    const [often, once] = await Promise.all([watched(), watched()]);
    for (const cloud of [often, once]) {
      cpu(cloud, 95, 4 * PERIOD);
      for (let minute = 0; minute < 40; minute++) {
        await cloud.advance(MINUTE);
        if (cloud === often) cloud.state('web-cpu');
      }
    }
    expect(sent(once)).toEqual(sent(often));
    expect(sent(once).map(({ state }) => state)).toEqual(['OK', 'ALARM', 'OK']);
  });

  test('tells nobody that it should not tell', async () => {
    for (const change of [{ notificationEnabled: false }, { contactProtocols: [] }, { notificationTriggers: ['ALARM'] }]) {
      const cloud = await watched(change);
      cpu(cloud, 20, 2 * PERIOD);
      await cloud.advance(2 * PERIOD);
      expect([cloud.state('web-cpu'), sent(cloud)]).toEqual(['OK', []]);
    }
  });

  test('judges nothing from before it was made or changed', async () => {
    const cloud = await watched({ threshold: 99 });
    cpu(cloud, 95, 4 * PERIOD);
    await cloud.advance(2 * PERIOD + MINUTE);
    expect(cloud.state('web-cpu')).toBe('OK');
    const [alarm] = (await cloud.call('GetAlarms', { alarmName: 'web-cpu' })).alarms as Array<{ arn: string }>;
    await cloud.call('PutAlarm', {
      alarmName: 'web-cpu', metricName: 'CPUUtilization', monitoredResourceName: 'web-1', comparisonOperator: 'GreaterThanThreshold', threshold: 80, evaluationPeriods: 1,
    });
    expect(cloud.state('web-cpu')).toBe('OK');
    await cloud.advance(PERIOD);
    expect(cloud.state('web-cpu')).toBe('ALARM');
    expect(alarm.arn).toBeDefined();
  });

  test('can be tested while it is quiet only', async () => {
    const cloud = await watched();
    expect(await cloud.refusal('TestAlarm', { alarmName: 'web-cpu', state: 'ALARM' })).toMatchObject({ code: 'OperationFailureException' });
    cpu(cloud, 20, PERIOD);
    await cloud.advance(PERIOD);
    await cloud.call('TestAlarm', { alarmName: 'web-cpu', state: 'ALARM' });
    expect(sent(cloud).at(-1)).toMatchObject({ type: 'test', state: 'ALARM', endpoint: 'ops@example.com' });
    expect(cloud.state('web-cpu')).toBe('OK');
    expect((await cloud.refusal('TestAlarm', { alarmName: 'web-cpu', state: 'LOUD' })).message).toMatch(/'LOUD' at 'state'.*enum value set: \[ALARM, /);
  });
});
