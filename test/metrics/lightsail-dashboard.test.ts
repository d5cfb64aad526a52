import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { checkDashboard } from 'cdk-local-cloud/engine';
import {
  Bucket, ContainerService, Database, DatabaseStopSchedule, Distribution, Instance, InstanceMetric, LightsailDashboard, LoadBalancer, MetricExport,
} from '../../src';
import { validatedApp } from '../support/validated-app';

interface Widget {
  readonly type: string;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly metrics?: unknown[][];
    readonly annotations?: { readonly horizontal?: Array<{ readonly value: number; readonly label: string }> };
  };
}

function newStack(): Stack {
  return new Stack(validatedApp(), 'Shop', { env: { region: 'eu-central-1' } });
}

function widgetsOf(stack: Stack): Widget[] {
  const [dashboard] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
  const body = (dashboard.Properties as { DashboardBody: string | { 'Fn::Join': [string, unknown[]] } }).DashboardBody;
  const text = typeof body === 'string' ? body : body['Fn::Join'][1].map((part) => typeof part === 'string' ? part : 'token').join('');
  const parsed = JSON.parse(text) as { widgets: Widget[] };
  expect(checkDashboard(parsed)).toEqual([]);
  return parsed.widgets;
}

test('shows everything in one line, and exports what it shows', () => {
  const stack = newStack();
  const database = Database.fromDatabaseName(stack, 'Db', 'shop-db');
  const dashboard = new LightsailDashboard(stack, 'Dashboard', {
    instances: [Instance.fromInstanceName(stack, 'Web', 'web-1')],
    databases: [database],
    loadBalancers: [LoadBalancer.fromLoadBalancerName(stack, 'Lb', 'shop-lb')],
    distributions: [Distribution.fromDistributionName(stack, 'Cdn', 'shop-cdn')],
    buckets: [Bucket.fromBucketName(stack, 'Assets', 'shop-assets')],
    containerServices: [ContainerService.fromContainerServiceName(stack, 'Api', 'shop-api')],
    schedules: [new DatabaseStopSchedule(stack, 'Night', { database, schedule: ScheduleExpression.cron({ hour: '20', minute: '0' }) })],
  });
  const widgets = widgetsOf(stack);
  expect(widgets.filter(({ type }) => type === 'text').map(({ properties }) => properties.markdown)).toEqual([
    '## Instance web-1', '## Load balancer shop-lb', '## Database shop-db', '## Distribution shop-cdn', '## Container service shop-api', '## Bucket shop-assets', '## Schedules',
  ]);
  expect(widgets.filter(({ type }) => type === 'metric')).toHaveLength(6 + 6 + 6 + 3 + 2 + 2 + 1);
  expect(dashboard.metrics?.allMetrics.length).toBe(8 + 9 + 7 + 5 + 2 + 2);
  Template.fromStack(stack).resourceCountIs('AWS::Scheduler::Schedule', 2);
});

test('draws the thresholds of the recommended alarms, over periods of five minutes', () => {
  const stack = newStack();
  new LightsailDashboard(stack, 'Dashboard', { instances: [Instance.fromInstanceName(stack, 'Web', 'web-1')] });
  const cpu = widgetsOf(stack).find(({ properties }) => properties.title === 'CPU');
  expect(cpu?.properties.annotations?.horizontal).toEqual([
    expect.objectContaining({ value: 90, label: 'alarm: CPUUtilization > 90 in 6 of 6 periods' }),
  ]);
  expect(cpu?.properties.metrics?.[0]).toEqual(['Lightsail', 'CPUUtilization', 'InstanceName', 'web-1', expect.objectContaining({ label: 'CPUUtilization' })]);
});

test('adds to the export that is there', () => {
  const stack = newStack();
  const web = Instance.fromInstanceName(stack, 'Web', 'web-1');
  const metrics = new MetricExport(stack, 'Metrics', { metrics: [InstanceMetric.metadataNoToken(web)] });
  expect(new LightsailDashboard(stack, 'Dashboard', { instances: [web] }).metrics).toBe(metrics);
  expect(metrics.allMetrics).toHaveLength(9);
});

test('needs no export if it shows only schedules', () => {
  const stack = newStack();
  const database = Database.fromDatabaseName(stack, 'Db', 'shop-db');
  const night = new DatabaseStopSchedule(stack, 'Night', { database, schedule: ScheduleExpression.cron({ hour: '20', minute: '0' }) });
  expect(new LightsailDashboard(stack, 'Dashboard', { schedules: [night] }).metrics).toBeUndefined();
  expect(widgetsOf(stack)).toHaveLength(2);
});

test('refuses to show nothing', () => {
  expect(() => new LightsailDashboard(newStack(), 'Dashboard', {})).toThrow(/Got a dashboard without resources and schedules/);
});
