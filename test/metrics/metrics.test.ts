import {
  BucketMetricName, ContainerServiceMetricName, DistributionMetricName, InstanceMetricName, LoadBalancerMetricName, MetricName,
  MetricStatistic as ServiceStatistic, MetricUnit as ServiceUnit, RelationalDatabaseMetricName,
} from '@aws-sdk/client-lightsail';
import { App, Stack } from 'aws-cdk-lib';
import { CfnInstance } from 'aws-cdk-lib/aws-lightsail';
import {
  Bucket, BucketMetric, ContainerService, ContainerServiceMetric, Database, DatabaseMetric, Distribution, DistributionMetric, Instance,
  InstanceMetric, type LightsailMetric, LoadBalancer, LoadBalancerMetric,
} from '../../src';
import { describeMetric } from '../../src/metrics/metric-descriptions';

const stack = new Stack(new App(), 'Shop');
const web = Instance.fromInstanceName(stack, 'Web', 'web-1');
const database = Database.fromDatabaseName(stack, 'Db', 'shop-db');
const balancer = LoadBalancer.fromLoadBalancerName(stack, 'Lb', 'shop-lb');
const cdn = Distribution.fromDistributionName(stack, 'Cdn', 'shop-cdn');
const bucket = Bucket.fromBucketName(stack, 'Assets', 'shop-assets');
const service = ContainerService.fromContainerServiceName(stack, 'Api', 'shop-api');

/** What the static factories of a class make, by the factories' names. */
function made(factories: object, resource: unknown): Record<string, LightsailMetric> {
  const names = Object.getOwnPropertyNames(factories).filter((name) => !['length', 'name', 'prototype', 'all'].includes(name));
  return Object.fromEntries(names.map((name) => {
    const factory: unknown = Reflect.get(factories, name);
    if (typeof factory !== 'function') throw new Error(`${name} is no factory`);
    return [name, Reflect.apply(factory, factories, [resource]) as LightsailMetric];
  }));
}

const families: Array<[string, object, Record<string, string>, unknown, LightsailMetric[], string]> = [
  ['InstanceMetric', InstanceMetric, InstanceMetricName, web, InstanceMetric.all(web), 'web-1'],
  ['DatabaseMetric', DatabaseMetric, RelationalDatabaseMetricName, database, DatabaseMetric.all(database), 'shop-db'],
  ['LoadBalancerMetric', LoadBalancerMetric, LoadBalancerMetricName, balancer, LoadBalancerMetric.all(balancer), 'shop-lb'],
  ['DistributionMetric', DistributionMetric, DistributionMetricName, cdn, DistributionMetric.all(cdn), 'shop-cdn'],
  ['BucketMetric', BucketMetric, BucketMetricName, bucket, BucketMetric.all(bucket), 'shop-assets'],
  ['ContainerServiceMetric', ContainerServiceMetric, ContainerServiceMetricName, service, ContainerServiceMetric.all(service), 'shop-api'],
];
const monitored = families.slice(0, 3);

describe.each(families)('%s', (_, factories, names, resource, all, resourceName) => {
  const metrics = Object.values(made(factories, resource));

  test('has a factory for every metric of the service, and for no other', () => {
    expect(metrics.map(({ metricName }) => metricName).sort()).toEqual(Object.values(names).sort());
  });

  test('gives them all', () => {
    expect(all.map(({ metricName }) => metricName).sort()).toEqual(Object.values(names).sort());
  });

  test('binds them to the resource', () => {
    expect(new Set(metrics.map((metric) => metric.resourceName))).toEqual(new Set([resourceName]));
  });

  test('has units and statistics that the service knows', () => {
    for (const metric of metrics) {
      expect(Object.values<string>(ServiceUnit)).toContain(metric.unit);
      expect(Object.values<string>(ServiceStatistic)).toContain(metric.statistic);
      expect([60, 300, 86_400]).toContain(metric.period.toSeconds());
    }
  });
});

describe.each(monitored)('%s', (_, factories, names, resource) => {
  const metrics = Object.values(made(factories, resource));

  test('takes alarms for what PutAlarm takes, and says why not for the rest', () => {
    expect(metrics).toHaveLength(Object.values(names).length);
    for (const metric of metrics) {
      const taken = Object.values<string>(MetricName).includes(metric.metricName);
      expect([metric.metricName, describeMetric(metric)?.noAlarms === undefined]).toEqual([metric.metricName, taken]);
    }
  });
});

test('every metric that PutAlarm takes is a metric of one of the three', () => {
  const names = monitored.flatMap(([,,,, all]) => all.map(({ metricName }) => metricName));
  expect(Object.values<string>(MetricName).filter((name) => !names.includes(name))).toEqual([]);
});

test('the resource may be an L1', () => {
  const instance = new CfnInstance(stack, 'App', { instanceName: 'app', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
  expect(stack.resolve(InstanceMetric.cpuUtilization(instance).resourceName)).toEqual({ Ref: 'App' });
});

test('refuses a resource of another kind, where the language let it pass', () => {
  const factory = Reflect.get(DatabaseMetric, 'cpuUtilization') as (resource: unknown) => LightsailMetric;
  expect(() => factory(web)).toThrow(/^\[Shop\/Web\] Got 'Web' as database; expected a Lightsail database\. To fix it, /);
});

test('what Lightsail has no alarms for says so', () => {
  for (const [,,,, all] of families.slice(3)) {
    for (const metric of all) expect(describeMetric(metric)?.noAlarms).toMatch(/alarms only for instances, databases and load balancers/);
  }
});

// From the descriptions of metricName in the service model: "The most useful statistics are …", "The published unit is …".
const DOCUMENTED: Array<[LightsailMetric, string, string[]]> = [
  [InstanceMetric.burstCapacityPercentage(web), 'Percent', ['Maximum', 'Average']],
  [InstanceMetric.burstCapacityTime(web), 'Seconds', ['Maximum', 'Average']],
  [InstanceMetric.cpuUtilization(web), 'Percent', ['Maximum', 'Average']],
  [InstanceMetric.networkIn(web), 'Bytes', ['Sum']],
  [InstanceMetric.networkOut(web), 'Bytes', ['Sum']],
  [InstanceMetric.statusCheckFailed(web), 'Count', ['Sum']],
  [InstanceMetric.statusCheckFailedInstance(web), 'Count', ['Sum']],
  [InstanceMetric.statusCheckFailedSystem(web), 'Count', ['Sum']],
  [InstanceMetric.metadataNoToken(web), 'Count', ['Sum']],
  [DatabaseMetric.cpuUtilization(database), 'Percent', ['Maximum', 'Average']],
  [DatabaseMetric.databaseConnections(database), 'Count', ['Maximum', 'Sum']],
  [DatabaseMetric.diskQueueDepth(database), 'Count', ['Sum']],
  [DatabaseMetric.freeStorageSpace(database), 'Bytes', ['Sum']],
  [DatabaseMetric.networkReceiveThroughput(database), 'Bytes/Second', ['Average']],
  [DatabaseMetric.networkTransmitThroughput(database), 'Bytes/Second', ['Average']],
  [LoadBalancerMetric.clientTlsNegotiationErrorCount(balancer), 'Count', ['Sum']],
  [LoadBalancerMetric.healthyHostCount(balancer), 'Count', ['Average', 'Minimum', 'Maximum']],
  [LoadBalancerMetric.unhealthyHostCount(balancer), 'Count', ['Average', 'Minimum', 'Maximum']],
  [LoadBalancerMetric.instanceResponseTime(balancer), 'Seconds', ['Average']],
  [LoadBalancerMetric.requestCount(balancer), 'Count', ['Sum']],
  [LoadBalancerMetric.rejectedConnectionCount(balancer), 'Count', ['Sum']],
  [LoadBalancerMetric.loadBalancer4xxCount(balancer), 'Count', ['Sum']],
  [LoadBalancerMetric.loadBalancer5xxCount(balancer), 'Count', ['Sum']],
  [LoadBalancerMetric.instance2xxCount(balancer), 'Count', ['Sum']],
  [LoadBalancerMetric.instance3xxCount(balancer), 'Count', ['Sum']],
  [LoadBalancerMetric.instance4xxCount(balancer), 'Count', ['Sum']],
  [LoadBalancerMetric.instance5xxCount(balancer), 'Count', ['Sum']],
  [DistributionMetric.requests(cdn), 'None', ['Sum']],
  [DistributionMetric.bytesDownloaded(cdn), 'None', ['Sum']],
  [DistributionMetric.bytesUploaded(cdn), 'None', ['Sum']],
  [DistributionMetric.totalErrorRate(cdn), 'Percent', ['Average']],
  [DistributionMetric.http4xxErrorRate(cdn), 'Percent', ['Average']],
  [DistributionMetric.http5xxErrorRate(cdn), 'Percent', ['Average']],
  [BucketMetric.bucketSizeBytes(bucket), 'Bytes', ['Maximum']],
  [BucketMetric.numberOfObjects(bucket), 'Count', ['Average']],
  [ContainerServiceMetric.cpuUtilization(service), 'Percent', ['Maximum', 'Average']],
  [ContainerServiceMetric.memoryUtilization(service), 'Percent', ['Maximum', 'Average']],
];
/** Of these the model documents nothing beyond the name. */
const UNDOCUMENTED = [
  'DiskQueueLength', 'DiskReadBytes', 'DiskReadOps', 'DiskTotalReadTime', 'DiskTotalWriteTime', 'DiskWriteBytes', 'DiskWriteOps', 'FreeableMemory',
  'SwapUsage', 'WafAllowedRequests', 'WafBlockedRequests',
];

test('units and statistics are those that the service model documents', () => {
  for (const [{ metricName, unit, statistic }, documentedUnit, statistics] of DOCUMENTED) {
    expect({ metricName, unit, statistic: statistics.includes(statistic) }).toEqual({ metricName, unit: documentedUnit, statistic: true });
  }
  const known = DOCUMENTED.map(([{ resourceType, metricName }]) => `${resourceType} ${metricName}`);
  const all = families.flatMap(([,,,, metrics]) => metrics).filter(({ metricName }) => !UNDOCUMENTED.includes(metricName));
  expect(all.map(({ resourceType, metricName }) => `${resourceType} ${metricName}`).sort()).toEqual(known.sort());
});
