import {
  InstanceMetricName, LoadBalancerMetricName, MetricName, MetricStatistic as ServiceStatistic, MetricUnit as ServiceUnit,
  RelationalDatabaseMetricName,
} from '@aws-sdk/client-lightsail';
import { App, Stack } from 'aws-cdk-lib';
import { CfnInstance } from 'aws-cdk-lib/aws-lightsail';
import { Database, DatabaseMetric, Instance, InstanceMetric, type LightsailMetric, LoadBalancer, LoadBalancerMetric } from '../../src';
import { describeMetric } from '../../src/metrics/metric-descriptions';

const stack = new Stack(new App(), 'Shop');
const web = Instance.fromInstanceName(stack, 'Web', 'web-1');
const database = Database.fromDatabaseName(stack, 'Db', 'shop-db');
const balancer = LoadBalancer.fromLoadBalancerName(stack, 'Lb', 'shop-lb');

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
];

describe.each(families)('%s', (_, factories, service, resource, all, resourceName) => {
  const metrics = Object.values(made(factories, resource));

  test('has a factory for every metric of the service, and for no other', () => {
    expect(metrics.map(({ metricName }) => metricName).sort()).toEqual(Object.values(service).sort());
  });

  test('gives them all', () => {
    expect(all.map(({ metricName }) => metricName).sort()).toEqual(Object.values(service).sort());
  });

  test('binds them to the resource', () => {
    expect(new Set(metrics.map((metric) => metric.resourceName))).toEqual(new Set([resourceName]));
  });

  test('has units and statistics that the service knows', () => {
    for (const metric of metrics) {
      expect(Object.values<string>(ServiceUnit)).toContain(metric.unit);
      expect(Object.values<string>(ServiceStatistic)).toContain(metric.statistic);
      expect([60, 300]).toContain(metric.period.toSeconds());
    }
  });

  test('takes alarms for what PutAlarm takes, and says why not for the rest', () => {
    for (const metric of metrics) {
      const taken = Object.values<string>(MetricName).includes(metric.metricName);
      expect([metric.metricName, describeMetric(metric)?.noAlarms === undefined]).toEqual([metric.metricName, taken]);
    }
  });
});

test('every metric that PutAlarm takes is a metric of one of the three', () => {
  const names = families.flatMap(([,,,, all]) => all.map(({ metricName }) => metricName));
  expect(Object.values<string>(MetricName).filter((name) => !names.includes(name))).toEqual([]);
});

test('the resource may be an L1', () => {
  const instance = new CfnInstance(stack, 'App', { instanceName: 'app', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
  expect(stack.resolve(InstanceMetric.cpuUtilization(instance).resourceName)).toEqual({ Ref: 'App' });
});

test('refuses a resource of another kind, where the language let it pass', () => {
  const factory = Reflect.get(DatabaseMetric, 'cpuUtilization') as (resource: unknown) => LightsailMetric;
  expect(() => factory(web)).toThrow(/^\[Shop\/Web\] Got 'Web' as database of a metric; expected a Lightsail database\. To fix it, /);
});
