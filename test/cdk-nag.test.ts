import { type App, Stack, Validations } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { AwsSolutionsChecks } from 'cdk-nag';
import { validatedApp } from './support/validated-app';
import { Shop } from '../examples/demo/app';
import {
  Bucket, ContainerService, Database, DatabaseMetric, DatabaseStartSchedule, DatabaseStopSchedule, Disk, Instance, InstanceMetric,
  LightsailDashboard, LightsailProvider, LoadBalancer, MetricExport, SnapshotRetention, SnapshotSchedule, SnapshotSource,
} from '../src';

/** Every construct: the example app, and what it leaves out. */
function everything(): { readonly app: App; readonly stacks: readonly Stack[] } {
  const app = validatedApp();
  const stacks = [new Shop(app, 'Shop', { version: '1.0' }), new Schedules(app, 'Schedules'), new Metrics(app, 'Metrics')];
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return { app, stacks };
}

class Schedules extends Stack {
  constructor(scope: App, id: string) {
    super(scope, id);
    const database = Database.fromDatabaseName(this, 'Database', 'shop-db');
    const schedule = ScheduleExpression.cron({ minute: '0', hour: '3' });
    new DatabaseStartSchedule(this, 'Morning', { databasesByTag: { hours: 'office' }, schedule });
    new DatabaseStopSchedule(this, 'Night', { database, schedule, keepStopped: true, snapshotBeforeStop: true, snapshotRetention: SnapshotRetention.count(3) });
    new SnapshotSchedule(this, 'Databases', { databasesByTag: { backup: 'yes' }, schedule, retention: SnapshotRetention.count(3) }).metricAge();
    new SnapshotSchedule(this, 'Others', {
      sources: [SnapshotSource.disk(Disk.fromDiskName(this, 'Disk', 'data-1')), SnapshotSource.instance(Instance.fromInstanceName(this, 'Web', 'web-1'))],
      schedule,
      retention: SnapshotRetention.count(3),
      copyTo: ['eu-west-1'],
    });
  }
}

class Metrics extends Stack {
  constructor(scope: App, id: string) {
    super(scope, id);
    const database = Database.fromDatabaseName(this, 'Database', 'shop-db');
    const web = Instance.fromInstanceName(this, 'Web', 'web-1');
    const metrics = new MetricExport(this, 'Metrics', { metrics: [...InstanceMetric.all(web), ...DatabaseMetric.all(database)] });
    metrics.onNotExported('Missing');
    new LightsailDashboard(this, 'Dashboard', {
      instances: [web],
      databases: [database],
      loadBalancers: [LoadBalancer.fromLoadBalancerName(this, 'LoadBalancer', 'lb-1')],
      buckets: [Bucket.fromBucketName(this, 'Bucket', 'assets')],
      containerServices: [ContainerService.fromContainerServiceName(this, 'Api', 'api')],
      metrics,
    });
  }
}

const arn = (service: string, resource: string, region = '<AWS::Region>') => (
  `AwsSolutions::AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:${service}:${region}:<AWS::AccountId>:${resource}]`
);

const UUID = 'Lightsail\'s ARNs end in a UUID that nobody knows beforehand';
const TAGGED = `${UUID}; what changes or deletes is narrowed by the ownership tag.`;

const REASONS: Readonly<Record<string, string>> = {
  'AwsSolutions::AwsSolutions-IAM5[Resource::*]': 'Reading calls, CreateRelationalDatabaseSnapshot, CreateDistribution, CopySnapshot, contact methods, PutMetricData and GetMetricData take no '
    + 'resource, and a new alarm has no known one; request tags narrow what creates, the namespace what puts metrics.',
  ...Object.fromEntries(['Instance', 'Disk'].map((type) => [
    arn('lightsail', `${type}/*`), `${UUID}, and any of them may be snapshotted: this makes a snapshot with our tag, and changes nothing of the source.`,
  ])),
  ...Object.fromEntries(['InstanceSnapshot', 'DiskSnapshot', 'RelationalDatabaseSnapshot', 'Alarm', 'ContactMethod'].map((type) => [arn('lightsail', `${type}/*`), TAGGED])),
  [arn('lightsail', 'RelationalDatabase/*')]: `${UUID}, and schedules find databases by name and by tag at run time: they may start and stop any, and nothing else.`,
  ...Object.fromEntries(['InstanceSnapshot', 'DiskSnapshot'].map((type) => [arn('lightsail', `${type}/*`, '*'), `Copies lie in the regions of copyTo. ${TAGGED}`])),
  [arn('lightsail', 'Distribution/*', '*')]: `Distributions are in us-east-1, for a stack of any region. ${TAGGED}`,
  [arn('ssm', 'document/*')]: 'All that can be read of a document is whether a change calendar is open; the calendars are named by the schedules.',
  [arn('states', 'execution:<CdkLightsailProviderWaiter3AE24253.Name>:*')]: 'The names of executions are hashes of requests; they are of the provider\'s own waiter.',
  'AwsSolutions::AwsSolutions-SF1': 'The function logs every step; the history of an execution, which holds response URLs, stays in Step Functions.',
  'AwsSolutions::AwsSolutions-SF2': 'There is one function to trace, and its log says which request and step it is at.',
};

/** What cdk-nag finds, as it wants it to be acknowledged. */
function findings(app: App): string[] {
  let text = '';
  try {
    app.synth();
  } catch (error) {
    text = String(error);
  }
  return [...new Set([...text.matchAll(/Acknowledge with '(.+)'/g)].map(([, id]) => id))].sort();
}

describe('cdk-nag', () => {
  test('finds in all constructs what there is a reason for, and nothing else', () => {
    expect(findings(everything().app)).toEqual(Object.keys(REASONS).sort());
  });

  test('is content when it is told the reasons', () => {
    const { app, stacks } = everything();
    for (const stack of stacks) acknowledge(stack);
    expect(() => app.synth()).not.toThrow();
  });
});

function acknowledge(stack: Stack): void {
  const provider = LightsailProvider.getOrCreate(stack);
  for (const [id, reason] of Object.entries(REASONS)) Validations.of(provider).acknowledge({ id, reason });
}
