import type { Properties, ResourceContext, ResourceType } from '../../../../src/core/resource-type';
import { Cloud, REGION } from '../cloud';

const ALARM: Properties = {
  AlarmName: 'web-cpu',
  MetricName: 'CPUUtilization',
  MonitoredResourceName: 'web-1',
  ComparisonOperator: 'GreaterThanThreshold',
  Threshold: '80',
  EvaluationPeriods: '3',
  NotificationEnabled: 'false',
};

function setUp() {
  const cloud = new Cloud();
  cloud.lightsail.seedInstance(REGION, 'web-1');
  const context = { account: cloud.account, region: REGION, stackId: 'stack-id', stackName: 'app', logicalId: 'X' } as ResourceContext;
  const type = (name: string): ResourceType => {
    const found = cloud.account.resourceTypes.get(`AWS::Lightsail::${name}`);
    if (!found) throw new Error(name);
    return found;
  };
  const run = <T>(work: Promise<T>): Promise<T> => cloud.account.clock.runUntil(work);
  return { cloud, context, type, run };
}

test('an alarm: made, changed in place, deleted, and deleted once more', async () => {
  const { cloud, context, type, run } = setUp();
  const made = await run(type('Alarm').create(context, ALARM));
  expect(made).toMatchObject({ physicalId: 'web-cpu', attributes: { State: 'INSUFFICIENT_DATA' } });
  await run(type('Alarm').update(context, 'web-cpu', { ...ALARM, Threshold: 70, DatapointsToAlarm: '2' }, ALARM));
  expect((await cloud.call('GetAlarms', { alarmName: 'web-cpu' })).alarms).toMatchObject([
    { threshold: 70, evaluationPeriods: 3, datapointsToAlarm: 2, notificationEnabled: false },
  ]);
  await run(type('Alarm').delete(context, 'web-cpu', ALARM));
  await run(type('Alarm').delete(context, 'web-cpu', ALARM));
  expect(cloud.state('web-cpu')).toBeUndefined();
});

test('a contact method', async () => {
  const { cloud, context, type, run } = setUp();
  const properties = { Protocol: 'Email', ContactEndpoint: 'ops@example.com' };
  const { physicalId } = await run(type('ContactMethod').create(context, properties));
  expect(physicalId).toMatch(/ContactMethod\/Email$/);
  await run(type('ContactMethod').delete(context, physicalId, properties));
  expect((await cloud.call('GetContactMethods')).contactMethods).toEqual([]);
});

test('a load balancer: it takes its time', async () => {
  const { cloud, context, type, run } = setUp();
  const properties = { LoadBalancerName: 'shop-lb', InstancePort: '80', Tags: [{ Key: 'a', Value: '1' }] };
  const before = cloud.account.clock.now();
  const made = await run(type('LoadBalancer').create(context, properties));
  expect(made).toEqual({ physicalId: 'shop-lb', attributes: { LoadBalancerArn: expect.stringMatching(/:LoadBalancer\//) as string } });
  expect(cloud.account.clock.now()).toBeGreaterThan(before);
  await run(type('LoadBalancer').update(context, 'shop-lb', { ...properties, Tags: [] }, properties));
  expect((await cloud.call('GetLoadBalancer', { loadBalancerName: 'shop-lb' })).loadBalancer).toMatchObject({ state: 'active', tags: [] });
  await run(type('LoadBalancer').delete(context, 'shop-lb', properties));
  expect(cloud.state('shop-lb')).toBeUndefined();
});
