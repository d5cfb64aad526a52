import { InstanceMetricName, LoadBalancerMetricName, MetricName, RelationalDatabaseMetricName } from '@aws-sdk/client-lightsail';
import { METRICS } from '../../../../src/services/lightsail/alarms/metric-table';
import { Cloud, MINUTE, REGION, START } from '../cloud';

function seeded(): Cloud {
  const cloud = new Cloud();
  cloud.lightsail.seedInstance(REGION, 'web-1');
  return cloud;
}

const CPU = {
  instanceName: 'web-1',
  metricName: 'CPUUtilization',
  period: 300,
  startTime: new Date(START),
  endTime: new Date(START + 20 * MINUTE),
  unit: 'Percent',
  statistics: ['Average', 'Maximum', 'SampleCount'],
};

test('gives the statistics of each period that has values', async () => {
  const cloud = seeded();
  const { monitoring } = cloud.lightsail;
  monitoring.measure(REGION, { resourceName: 'web-1', metricName: 'CPUUtilization', value: 10, duration: 5 * MINUTE });
  monitoring.measure(REGION, { resourceName: 'web-1', metricName: 'CPUUtilization', value: 40, from: START + 10 * MINUTE });
  monitoring.measure(REGION, { resourceName: 'web-1', metricName: 'CPUUtilization', value: 20, from: START + 11 * MINUTE });
  await cloud.advance(20 * MINUTE);
  const { metricData } = await cloud.call('GetInstanceMetricData', CPU);
  expect([...metricData as Array<{ timestamp: Date }>].sort((one, other) => one.timestamp.getTime() - other.timestamp.getTime())).toEqual([
    { timestamp: new Date(START), average: 10, maximum: 10, sampleCount: 5, unit: 'Percent' },
    { timestamp: new Date(START + 10 * MINUTE), average: 30, maximum: 40, sampleCount: 2, unit: 'Percent' },
  ]);
});

test('knows nothing of the time to come, nor of other units', async () => {
  const cloud = seeded();
  cloud.lightsail.monitoring.measure(REGION, { resourceName: 'web-1', metricName: 'CPUUtilization', value: 10, duration: 20 * MINUTE });
  await cloud.advance(6 * MINUTE);
  const { metricData } = await cloud.call('GetInstanceMetricData', { ...CPU, statistics: ['SampleCount'] });
  expect((metricData as Array<{ sampleCount: number }>).map(({ sampleCount }) => sampleCount).sort()).toEqual([2, 5]);
  expect(await cloud.call('GetInstanceMetricData', { ...CPU, unit: 'Count' })).toMatchObject({ metricData: [] });
});

test.each<[string, Record<string, unknown>, RegExp]>([
  ['an unknown metric', { metricName: 'FreeStorageSpace' }, /enum value set/],
  ['an odd period', { period: 90 }, /multiple of 60/],
  ['an unknown statistic', { statistics: ['Median'] }, /enum value set/],
  ['an end before the start', { endTime: new Date(START) }, /startTime must be before endTime/],
  ['an instance that is not there', { instanceName: 'web-2' }, /does not exist/],
])('refuses %s', async (_, change, message) => {
  expect((await seeded().refusal('GetInstanceMetricData', { ...CPU, ...change })).message).toMatch(message);
});

test('cannot be measured where there is nothing to measure', () => {
  const { monitoring } = seeded().lightsail;
  expect(() => monitoring.measure(REGION, { resourceName: 'web-2', metricName: 'CPUUtilization', value: 1 })).toThrow(/Nothing named web-2/);
  expect(() => monitoring.measure(REGION, { resourceName: 'web-1', metricName: 'SwapUsage', value: 1 })).toThrow(/has a metric SwapUsage/);
});

test('has every metric of the client, and knows which of them have alarms', () => {
  const clients = { Instance: InstanceMetricName, RelationalDatabase: RelationalDatabaseMetricName, LoadBalancer: LoadBalancerMetricName };
  for (const [kind, names] of Object.entries(clients)) {
    const metrics = METRICS[kind as keyof typeof clients] ?? {};
    expect(Object.keys(metrics).sort()).toEqual(Object.values<string>(names).sort());
    for (const [name, { withoutAlarms }] of Object.entries(metrics)) {
      expect([name, withoutAlarms !== true]).toEqual([name, Object.values<string>(MetricName).includes(name)]);
    }
  }
});
