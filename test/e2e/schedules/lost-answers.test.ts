import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Database, DatabaseStopSchedule, Instance, SnapshotRetention, SnapshotSchedule, SnapshotSource } from '../../../src';
import { scheduleResults } from '../../support/schedule-results';
import { DAY, REGION, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;

beforeEach(async () => {
  cloud = new TestCloud();
  cloud.cloud.lightsail.seedDatabase(REGION, 'shop-db');
  cloud.cloud.lightsail.seedInstance(REGION, 'web-1');
  await cloud.deployed((stack) => {
    new DatabaseStopSchedule(stack, 'Night', {
      database: Database.fromDatabaseName(stack, 'Db', 'shop-db'), schedule: ScheduleExpression.cron({ hour: '20', minute: '0' }),
    });
    new SnapshotSchedule(stack, 'Nightly', {
      sources: [SnapshotSource.instance(Instance.fromInstanceName(stack, 'Web', 'web-1'))],
      schedule: ScheduleExpression.cron({ hour: '3', minute: '0' }),
      retention: SnapshotRetention.count(1),
      copyTo: ['eu-west-1'],
    });
  });
});
afterEach(() => cloud.close());

// With the function's own client and policies: what is tagged as ours may not be tagged again.
test.each([
  ['StopRelationalDatabase', REGION], ['CopySnapshot', 'eu-west-1'], ['TagResource', 'eu-west-1'],
  ['DeleteInstanceSnapshot', REGION], ['DeleteInstanceSnapshot', 'eu-west-1'],
])('the answer of %s gets lost in %s: each run succeeds, and says what it changed', async (operation, region) => {
  const { account, lightsail, events } = cloud.cloud;
  account.faults.inject({ service: 'lightsail', operation, effect: { type: 'lose-answer' }, times: 1, when: (call) => call.region === region });
  await cloud.cloud.advance(2 * DAY);
  expect(account.faults.unused).toEqual([]);
  const results = scheduleResults(events);
  expect(results.map(({ action, result, reason, changed, prunedCount }) => [action, result, reason, changed, prunedCount])).toEqual([
    ['take-snapshot', 'succeeded', undefined, true, 0],
    ['stop-database', 'succeeded', undefined, true, undefined],
    ['take-snapshot', 'succeeded', undefined, true, 1],
    ['stop-database', 'succeeded', undefined, false, undefined],
  ]);
  for (const place of [REGION, 'eu-west-1']) {
    const snapshots = lightsail.inventory(place).filter(({ kind }) => kind === 'InstanceSnapshot');
    expect(snapshots.map(({ name, tags }) => [name.slice(0, 14), Object.keys(tags).length])).toEqual([['web-1-20260102', 4]]);
  }
});
