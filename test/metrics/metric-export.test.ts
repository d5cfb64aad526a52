import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Unit } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { CfnDatabase } from 'aws-cdk-lib/aws-lightsail';
import { Topic } from 'aws-cdk-lib/aws-sns';
import {
  Bucket, BucketMetric, Database, DatabaseMetric, Instance, InstanceMetric, LightsailFamily, type LightsailMetric, LightsailProvider, MetricExport,
  type MetricExportProps,
} from '../../src';
import { validatedApp } from '../support/validated-app';

function newStack(id = 'Shop'): Stack {
  return new Stack(validatedApp(), id, { env: { region: 'eu-central-1' } });
}

function web(stack: Stack) {
  return Instance.fromInstanceName(stack, 'Web', 'web-1');
}

/** The input of the schedule, parsed: intrinsic functions are shown in angle brackets. */
function inputOf(stack: Stack): Record<string, unknown> {
  const [schedule] = Object.values(Template.fromStack(stack).findResources('AWS::Scheduler::Schedule'));
  const { Input } = (schedule.Properties as { Target: { Input: unknown } }).Target;
  const parts = typeof Input === 'string' ? [Input] : (Input as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
  const text = parts.map((part) => typeof part === 'string' ? part : `<${Object.values(part as object).join('.')}>`).join('');
  return (JSON.parse(text) as { CdkLightsailMetricExport: Record<string, unknown> }).CdkLightsailMetricExport;
}

test('is one schedule that calls the provider; the stack has no second function and no second waiter', () => {
  const stack = newStack();
  new MetricExport(stack, 'Metrics', { metrics: InstanceMetric.all(web(stack)) });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::Lambda::Function', 1);
  template.resourceCountIs('AWS::StepFunctions::StateMachine', 1);
  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'cron(0/5 * * * ? *)',
    ScheduleExpressionTimezone: 'Etc/UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: Match.objectLike({ RetryPolicy: { MaximumEventAgeInSeconds: 240, MaximumRetryAttempts: 185 } }),
  });
});

test('passes to the function what there is to export, tokens included', () => {
  const stack = newStack();
  const database = new CfnDatabase(stack, 'Db', {
    relationalDatabaseName: 'shop-db',
    relationalDatabaseBlueprintId: 'mysql_8_0',
    relationalDatabaseBundleId: 'micro_2_0',
    masterDatabaseName: 'main',
    masterUsername: 'admin',
  });
  const metrics = new MetricExport(stack, 'Metrics', {
    metrics: [InstanceMetric.cpuUtilization(web(stack)), DatabaseMetric.databaseConnections(database)],
    namespace: 'Lightsail/Shop',
    dimensions: { Stage: 'prod' },
  });
  metrics.addMetrics(DatabaseMetric.cpuUtilization(database), InstanceMetric.cpuUtilization(Instance.fromInstanceName(stack, 'Again', 'web-1')));
  expect(inputOf(stack)).toEqual({
    StackId: '<AWS::StackId>',
    StackName: 'Shop',
    LogicalId: expect.stringMatching(/^MetricsSchedule/),
    Namespace: 'Lightsail/Shop',
    ScheduledTime: '<aws.scheduler.scheduled-time>',
    Dimensions: { Stage: 'prod' },
    Resources: [
      ['Instance', 'web-1', [['CPUUtilization', 'Percent', 300]]],
      ['RelationalDatabase', '<Db>', [['DatabaseConnections', 'Count', 60], ['CPUUtilization', 'Percent', 60]]],
    ],
  });
});

test.each([[5, '0/5'], [15, '0/15'], [60, '0']])('an interval of %d minutes', (minutes, field) => {
  const stack = newStack();
  new MetricExport(stack, 'Metrics', { metrics: InstanceMetric.all(web(stack)), interval: Duration.minutes(minutes), enabled: false });
  Template.fromStack(stack).hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: `cron(${field} * * * ? *)`, State: 'DISABLED' });
});

test('the function may put metrics into namespaces of Lightsail only, and look at its own runs', () => {
  const stack = newStack();
  new MetricExport(stack, 'Metrics', { metrics: InstanceMetric.all(web(stack)) });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: 'cloudwatch:PutMetricData', Resource: '*', Condition: { StringLike: { 'cloudwatch:namespace': ['Lightsail', 'Lightsail/*'] } },
        }),
        Match.objectLike({ Action: 'cloudwatch:GetMetricData', Resource: '*' }),
      ]),
    },
  });
  const [waiter] = Object.keys(template.findResources('AWS::StepFunctions::StateMachine'));
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: 'states:DescribeExecution',
          Resource: { 'Fn::Join': ['', Match.arrayWith([{ 'Fn::GetAtt': [waiter, 'Name'] }, ':*'])] },
        }),
      ]),
    },
  });
});

describe('metric', () => {
  test('is a metric of CloudWatch with the right name, dimension, statistic, period and unit', () => {
    const stack = newStack();
    const cpu = InstanceMetric.cpuUtilization(web(stack));
    const size = BucketMetric.bucketSizeBytes(Bucket.fromBucketName(stack, 'Assets', 'assets'));
    const metrics = new MetricExport(stack, 'Metrics', { metrics: [cpu, size], dimensions: { Stage: 'prod' } });
    expect(metrics.metric(cpu)).toMatchObject({
      namespace: 'Lightsail', metricName: 'CPUUtilization', dimensions: { InstanceName: 'web-1', Stage: 'prod' }, statistic: 'Average', unit: Unit.PERCENT,
    });
    expect(metrics.metric(cpu).period.toMinutes()).toBe(5);
    expect(metrics.metric(size)).toMatchObject({ statistic: 'Maximum', unit: Unit.BYTES, dimensions: { BucketName: 'assets', Stage: 'prod' } });
    expect(metrics.metric(size).period.toDays()).toBe(1);
  });

  test('makes an alarm like any other', () => {
    const stack = newStack();
    const database = Database.fromDatabaseName(stack, 'Db', 'shop-db');
    const metrics = new MetricExport(stack, 'Metrics', { metrics: DatabaseMetric.all(database) });
    metrics.metric(DatabaseMetric.cpuUtilization(database), { statistic: 'Maximum' }).createAlarm(stack, 'Cpu', { threshold: 90, evaluationPeriods: 3 });
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'Lightsail', MetricName: 'CPUUtilization', Period: 60, Statistic: 'Maximum', Unit: 'Percent', Dimensions: [{ Name: 'DatabaseName', Value: 'shop-db' }],
    });
  });

  test('every unit of Lightsail is one of CloudWatch', () => {
    const stack = newStack();
    const database = Database.fromDatabaseName(stack, 'Db', 'shop-db');
    const all: LightsailMetric[] = [...InstanceMetric.all(web(stack)), ...DatabaseMetric.all(database)];
    const metrics = new MetricExport(stack, 'Metrics', { metrics: all });
    for (const metric of all) expect(Object.values(Unit)).toContain(metrics.metric(metric).unit);
  });

  test('refuses what is not exported', () => {
    const stack = newStack();
    const metrics = new MetricExport(stack, 'Metrics', { metrics: [InstanceMetric.networkIn(web(stack))] });
    expect(() => metrics.metric(InstanceMetric.networkOut(Instance.fromInstanceName(stack, 'Other', 'web-1')))).toThrow(
      /Got NetworkOut of the Instance 'web-1'; expected a metric that is exported.*add it to `metrics`/,
    );
  });
});

test('events report what cannot be exported', () => {
  const stack = newStack();
  const metrics = new MetricExport(stack, 'Metrics', { metrics: InstanceMetric.all(web(stack)) });
  metrics.onNotExported('Tell', { target: new SnsTopic(new Topic(stack, 'Topic')) });
  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { 'source': ['cdk-lightsail'], 'detail-type': ['Lightsail Metrics Not Exported'], 'detail': { stack: [{ Ref: 'AWS::StackId' }] } },
  });
});

test('a shared provider serves the exports of other stacks', () => {
  const app = validatedApp();
  const env = { region: 'eu-central-1' };
  const provider = new LightsailProvider(new Stack(app, 'Platform', { env }), 'Provider', { shared: true, families: [LightsailFamily.METRICS] });
  const stack = new Stack(app, 'Shop', { env });
  new MetricExport(stack, 'Metrics', { metrics: InstanceMetric.all(web(stack)), provider });
  Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 0);
});

describe('refuses', () => {
  test.each<[string, MetricExportProps, RegExp]>([
    ['an odd interval', { interval: Duration.minutes(7) }, /an interval of 7 minutes; expected one of 5, 10, 15, 20, 30, 60 minutes/],
    ['a minute', { interval: Duration.seconds(60) }, /expected one of 5/],
    ['a foreign namespace', { namespace: 'AWS/EC2' }, /'Lightsail', or a name that begins with 'Lightsail\/'/],
    ['a dimension that it has itself', { dimensions: { InstanceName: 'x' } }, /expected another name/],
    ['an empty dimension', { dimensions: { Stage: ' ' } }, /1 to 255 ASCII characters/],
    ['too many dimensions', { dimensions: Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`D${i}`, 'x'])) }, /at most 29/],
  ])('%s', (_, props, message) => {
    expect(() => new MetricExport(newStack(), 'Metrics', props)).toThrow(message);
  });

  test('a second export into the same namespace of a stack', () => {
    const stack = newStack();
    new MetricExport(stack, 'One');
    new MetricExport(stack, 'Other', { namespace: 'Lightsail/Other' });
    expect(() => new MetricExport(stack, 'Two')).toThrow(/a second export into the namespace 'Lightsail'.*besides Shop\/One/);
  });

  test('an export of nothing, and of too much', () => {
    const app = new App();
    const stack = new Stack(app, 'Shop');
    new MetricExport(stack, 'Nothing');
    const much = new MetricExport(stack, 'Much', { namespace: 'Lightsail/Much' });
    for (let i = 0; i < 40; i++) much.addMetrics(...InstanceMetric.all(Instance.fromInstanceName(stack, `Web${i}`, `web-${i}`)));
    expect(() => app.synth()).toThrow(/an export without metrics[^]*640 metrics in the export Shop\/Much; expected at most 500/);
  });
});
