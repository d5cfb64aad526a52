import { TimeZone } from 'aws-cdk-lib';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Database, DatabaseStartSchedule, DatabaseStopSchedule, Instance, SnapshotRetention, SnapshotSchedule, SnapshotSource } from '../../../src';
import { scheduleResults } from '../../support/schedule-results';
import { DAY, REGION, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;

beforeEach(() => {
  cloud = new TestCloud();
  cloud.cloud.lightsail.seedDatabase(REGION, 'shop-db');
  cloud.cloud.lightsail.seedInstance(REGION, 'web-1');
});
afterEach(() => cloud.close());

const at = (hour: string) => ScheduleExpression.cron({ minute: '0', hour, timeZone: TimeZone.EUROPE_BERLIN });

/** Schedule (by the beginning of its logical id), target, result. */
function results(): string[] {
  return scheduleResults(cloud.cloud.events)
    .map(({ schedule, target, result, reason }) => [schedule.replace(/Schedule.*$/, ''), target?.name, result, reason].filter((part) => part !== undefined).join(' '));
}

test('a week of office hours and snapshots, with the real function, its policies and the waiter', async () => {
  await cloud.deployed((stack) => {
    const database = Database.fromDatabaseName(stack, 'Db', 'shop-db');
    const topic = new sns.Topic(stack, 'Topic');
    new DatabaseStartSchedule(stack, 'Morning', { database, schedule: at('8'), deadLetterQueue: new sqs.Queue(stack, 'Letters') });
    const night = new DatabaseStopSchedule(stack, 'Night', {
      database, schedule: at('20'), keepStopped: true, snapshotBeforeStop: true, snapshotRetention: SnapshotRetention.count(2),
    });
    night.onSuccess('Told', { target: new targets.SnsTopic(topic) });
    const nightly = new SnapshotSchedule(stack, 'Nightly', {
      sources: [SnapshotSource.instance(Instance.fromInstanceName(stack, 'Web', 'web-1'))],
      schedule: at('3'),
      retention: SnapshotRetention.count(3),
      copyTo: ['eu-west-1'],
    });
    nightly.metricAge();
  });
  await cloud.cloud.advance(7 * DAY);
  const expected = ['Morning shop-db succeeded', 'Night shop-db succeeded', 'Nightly web-1 succeeded'];
  expect(results().sort()).toEqual(expected.flatMap((result) => Array<string>(7).fill(result)));
  expect(cloud.names('RelationalDatabaseSnapshot')).toHaveLength(2);
  expect(cloud.names('InstanceSnapshot')).toHaveLength(3);
  expect(cloud.cloud.lightsail.inventory('eu-west-1')).toHaveLength(3);
  const [topicArn] = cloud.physicalIds('AWS::SNS::Topic');
  expect(cloud.cloud.sns.messages(topicArn)).toHaveLength(7);
  const ages = cloud.cloud.cloudWatch.data('cdk-lightsail', 'NewestSnapshotAge').map(({ value }) => value);
  expect(Math.max(...ages.slice(-24))).toBeLessThan(25 * 3600);

  const told = results().length;
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  await cloud.cloud.advance(2 * DAY);
  expect(results()).toHaveLength(told);
  expect(cloud.names('InstanceSnapshot')).toHaveLength(3);
}, 120_000);

test('the policies let the function neither touch tags of a database nor delete a snapshot that is not its own', async () => {
  await cloud.deployed((stack) => {
    const database = Database.fromDatabaseName(stack, 'Db', 'shop-db');
    new DatabaseStopSchedule(stack, 'Night', { database, schedule: at('20'), snapshotBeforeStop: true });
  });
  const { account } = cloud.cloud;
  const roleName = cloud.physicalIds('AWS::IAM::Role').find((name) => name.includes('ProviderRole'));
  const caller = { accessKeyId: 'ASIA', arn: `arn:aws:sts::${account.id}:assumed-role/${roleName}/x`, roleName };
  const call = (operation: string, input: Record<string, unknown>) => account.call({ service: 'lightsail', region: REGION, operation, input, caller });
  await expect(call('TagResource', { resourceName: 'shop-db', tags: [{ key: 'team', value: 'x' }] })).rejects.toThrow(/not authorized/);
  await expect(call('TagResource', { resourceName: 'shop-db', tags: [{ key: 'cdk-lightsail:keep-stopped', value: 'x' }] })).resolves.toBeDefined();
  cloud.cloud.lightsail.instantly(REGION, 'CreateRelationalDatabaseSnapshot', { relationalDatabaseName: 'shop-db', relationalDatabaseSnapshotName: 'foreign' });
  await expect(call('DeleteRelationalDatabaseSnapshot', { relationalDatabaseSnapshotName: 'foreign' })).rejects.toThrow(/not authorized/);
});
