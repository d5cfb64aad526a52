import { type App, Stack, Validations } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Database, DatabaseStopSchedule, Disk, LightsailProvider, SnapshotRetention, SnapshotSchedule, SnapshotSource } from '../../src';
import { validatedApp } from '../support/validated-app';

const UUID = 'Lightsail\'s ARNs end in a UUID that nobody knows beforehand.';
const arn = (service: string, rest: string, region = '<AWS::Region>') => `arn:<AWS::Partition>:${service}:${region}:<AWS::AccountId>:${rest}`;

const REASONS: Record<string, string> = {
  'AwsSolutions::AwsSolutions-IAM5[Resource::*]': 'Reading calls, CopySnapshot and PutMetricData take no resource.',
  ...Object.fromEntries([
    ...['Instance', 'Disk', 'InstanceSnapshot', 'DiskSnapshot', 'RelationalDatabase', 'RelationalDatabaseSnapshot'].map((type) => arn('lightsail', `${type}/*`)),
    ...['InstanceSnapshot', 'DiskSnapshot'].map((type) => arn('lightsail', `${type}/*`, '*')),
  ].map((resource) => [`AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`, UUID])),
  [`AwsSolutions::AwsSolutions-IAM5[Resource::${arn('ssm', 'document/*')}]`]: 'All that can be read is whether a calendar is open.',
  'AwsSolutions::AwsSolutions-SF1': 'The function logs every step.',
  'AwsSolutions::AwsSolutions-SF2': 'There is one function to trace.',
};

function stackWithSchedules(): Stack {
  const app = validatedApp();
  const stack = new Stack(app, 'Shop', { env: { region: 'eu-central-1' } });
  const schedule = ScheduleExpression.expression('cron(0 3 * * ? *)');
  new DatabaseStopSchedule(stack, 'Night', {
    database: Database.fromDatabaseName(stack, 'Db', 'shop-db'), schedule, keepStopped: true, snapshotBeforeStop: true,
  });
  new SnapshotSchedule(stack, 'Nightly', {
    sources: [SnapshotSource.disk(Disk.fromDiskName(stack, 'Disk', 'data-1'))], schedule, retention: SnapshotRetention.count(3), copyTo: ['eu-west-1'],
  }).metricAge();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return stack;
}

describe('cdk-nag', () => {
  test('finds nothing in schedules but what is acknowledged with a reason', () => {
    const stack = stackWithSchedules();
    for (const [id, reason] of Object.entries(REASONS)) Validations.of(LightsailProvider.getOrCreate(stack)).acknowledge({ id, reason });
    expect(() => (stack.node.root as App).synth()).not.toThrow();
  });

  test('would find something else', () => {
    expect(() => (stackWithSchedules().node.root as App).synth()).toThrow();
  });
});
