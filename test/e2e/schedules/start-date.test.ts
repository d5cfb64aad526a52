import { Duration } from 'aws-cdk-lib';
import { CfnSchedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Database, DatabaseStopSchedule } from '../../../src';
import { scheduleResults } from '../../support/schedule-results';
import { DAY, HOUR, REGION, TestCloud } from '../support/test-cloud';

const BEGINNING = Date.UTC(2026, 0, 1);

let cloud: TestCloud;
beforeEach(() => {
  cloud = new TestCloud({ beginning: BEGINNING });
  cloud.cloud.lightsail.seedDatabase(REGION, 'shop-db');
});
afterEach(() => cloud.close());

function define(description: string, more?: (night: DatabaseStopSchedule) => void) {
  return cloud.deploy((stack) => {
    const schedule = new DatabaseStopSchedule(stack, 'Night', {
      database: Database.fromDatabaseName(stack, 'Db', 'shop-db'),
      schedule: ScheduleExpression.rate(Duration.hours(8)),
      start: new Date('2026-01-03T05:00:00Z'),
      end: new Date('2026-02-02T20:00:00Z'),
      keepStopped: true,
      description,
    });
    more?.(schedule);
  });
}

const times = () => scheduleResults(cloud.cloud.events).filter(({ action }) => action === 'stop-database').map(({ scheduledTime }) => scheduledTime.slice(5, 16));

test('a schedule with a start and an end can be updated and rolled back a month later, and keeps its times', async () => {
  expect((await define('first')).outcome).toMatchObject({ result: 'deployed' });
  await cloud.cloud.advance(BEGINNING + 3 * DAY - cloud.cloud.account.clock.now());
  expect(times()).toEqual(['01-03T05:00', '01-03T13:00', '01-03T21:00']);

  await cloud.cloud.advance(29 * DAY);
  expect((await define('second')).outcome).toMatchObject({ result: 'deployed' });

  const failed = await define('third', (night) => {
    // Updated after the schedule, so that the schedule has to be rolled back.
    new CfnSchedule(night, 'Wrong', {
      scheduleExpression: 'rate(1 day)', flexibleTimeWindow: { mode: 'OFF' }, target: { arn: 'arn:aws:sqs:eu-central-1:123456789012:x', roleArn: 'arn:aws:iam::123456789012:role/none' },
    }).node.addDependency(night.node.findChild('Schedule'));
  });
  expect(failed.outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
  const [updated] = failed.events.filter(({ logicalId, status }) => logicalId.startsWith('NightSchedule') && status === 'UPDATE_COMPLETE');
  expect(updated).toBeDefined();

  await cloud.cloud.advance(BEGINNING + 36 * DAY - cloud.cloud.account.clock.now());
  // Until the end, at eight in the evening of the second of February.
  expect(times().slice(-3)).toEqual(['02-01T21:00', '02-02T05:00', '02-02T13:00']);
  expect(times()).toHaveLength(3 * 31 - 1);
  // After the end, too.
  await cloud.cloud.advance(HOUR);
  expect((await define('fourth')).outcome).toMatchObject({ result: 'deployed' });
}, 120_000);
