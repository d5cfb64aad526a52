import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { alarmEvent, alarms, type Values } from './alarm-events';
import {
  Alarm, ComparisonOperator, Database, DatabaseMetric, Instance, InstanceMetric, type LightsailMetric, LoadBalancer, LoadBalancerMetric,
  MetricResourceType,
} from '../../../src';
import { describeMetric } from '../../../src/metrics/metric-descriptions';
import { REGION, Stage } from '../support/stage';

const construct = new Stack();
const metrics: LightsailMetric[] = [
  ...InstanceMetric.all(Instance.fromInstanceName(construct, 'Web', 'web')),
  ...DatabaseMetric.all(Database.fromDatabaseName(construct, 'Db', 'db')),
  ...LoadBalancerMetric.all(LoadBalancer.fromLoadBalancerName(construct, 'Lb', 'lb')),
].filter((metric) => !describeMetric(metric)?.noAlarms);

const RESOURCES: Readonly<Record<string, string>> = {
  [MetricResourceType.INSTANCE]: 'web', [MetricResourceType.DATABASE]: 'db', [MetricResourceType.LOAD_BALANCER]: 'lb',
};

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
  stage.lightsail.seedInstance(REGION, 'web');
  stage.lightsail.seedDatabase(REGION, 'db');
  stage.lightsail.seedLoadBalancer(REGION, 'lb');
  stage.resources.set('Cpu', { status: 'CREATE_IN_PROGRESS' });
});

/** What the template holds, as CloudFormation sends it. */
function propertiesOf(metric: LightsailMetric): Values {
  const stack = new Stack(new App(), 'Shop');
  new Alarm(stack, 'Alarm', { metric, threshold: 1, comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD });
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('Custom::LightsailAlarm')) as Array<{ Properties: Values }>;
  return Object.fromEntries(Object.entries(Properties).filter(([name]) => name !== 'ServiceToken').map(([name, value]) => [name, String(value)]));
}

test.each(metrics.map((metric) => [metric.resourceType, metric.metricName, metric] as const))('%s %s: Lightsail takes the alarm', async (_type, _name, metric) => {
  expect(await stage.send(alarmEvent(stage, 'Create', propertiesOf(metric)))).toMatchObject({ Status: 'SUCCESS' });
  expect(await alarms(stage)).toMatchObject([{
    metricName: metric.metricName, unit: metric.unit, monitoredResourceInfo: { name: metric.resourceName, resourceType: metric.resourceType },
  }]);
});

const WRONG = metrics.flatMap((metric) => Object.entries(RESOURCES)
  // The CPU is a metric of instances and databases alike.
  .filter(([type]) => !metrics.some((other) => other.metricName === metric.metricName && String(other.resourceType) === type))
  .map(([type, name]) => [metric.metricName, type, name, metric] as const));

test.each(WRONG)('%s of a %s: Lightsail refuses it', async (_metric, type, MonitoredResourceName, metric) => {
  const answer = await stage.send(alarmEvent(stage, 'Create', { ...propertiesOf(metric), MonitoredResourceName, MonitoredResourceType: type }));
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/is not available for a resource of the type/) as string });
  expect(await alarms(stage)).toEqual([]);
});
