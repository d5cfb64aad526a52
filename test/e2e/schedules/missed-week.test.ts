import { Duration, TimeZone } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { lambdaState, sqsState } from 'cdk-local-cloud/engine';
import { Database, DatabaseStartSchedule, DatabaseStopSchedule, Instance, SnapshotRetention, SnapshotSchedule, SnapshotSource } from '../../../src';
import { scheduleResults } from '../../support/schedule-results';
import { DAY, HOUR, MINUTE, REGION, TestCloud } from '../support/test-cloud';

/** A Monday. */
const BEGINNING = Date.UTC(2026, 0, 5);
const DOWN = BEGINNING + 22 * HOUR;
const BACK = DOWN + 7 * DAY - 13.5 * HOUR;

let cloud: TestCloud;

/** The stop, the start and the snapshot of a Monday; then a week without the function, from a Monday's night to the Monday after, half past eight. */
beforeEach(async () => {
  cloud = new TestCloud({ beginning: BEGINNING });
  cloud.cloud.lightsail.seedDatabase(REGION, 'shop-db');
  cloud.cloud.lightsail.seedInstance(REGION, 'web-1');
  const at = (hour: string) => ScheduleExpression.cron({ minute: '0', hour, timeZone: TimeZone.ETC_UTC });
  await cloud.deployed((stack) => {
    const deadLetterQueue = new sqs.Queue(stack, 'Letters', { retentionPeriod: Duration.days(14) });
    const database = Database.fromDatabaseName(stack, 'Db', 'shop-db');
    new DatabaseStartSchedule(stack, 'Morning', { database, schedule: at('8'), deadLetterQueue });
    new DatabaseStopSchedule(stack, 'Night', { database, schedule: at('20'), keepStopped: true });
    new SnapshotSchedule(stack, 'Nightly', {
      sources: [SnapshotSource.instance(Instance.fromInstanceName(stack, 'Web', 'web-1'))], schedule: at('3'), retention: SnapshotRetention.count(2),
    });
  });
  await advanceTo(DOWN);
  expect([state(), snapshots()]).toEqual(['stopped', ['web-1-20260105T0300Z']]);
});
afterEach(() => cloud.close());

async function advanceTo(time: number): Promise<void> {
  await cloud.cloud.advance(time - cloud.cloud.account.clock.now());
}

const state = () => cloud.cloud.lightsail.inventory(REGION).find(({ name }) => name === 'shop-db')?.state;
const snapshots = () => cloud.names('InstanceSnapshot').map((name) => name.replace(/-[0-9a-f]{6}$/, ''));

/** What was done since the function was back: every call that changes something. */
const actions = () => cloud.cloud.account.calls
  .filter(({ at, call, error }) => at >= BACK && error === undefined && call.service === 'lightsail' && !/^Get/.test(call.operation))
  .map(({ at, call }) => `${new Date(at).toISOString().slice(5, 16)} ${call.operation}`);

/** What was told since the function was back. */
const results = () => scheduleResults(cloud.cloud.events)
  .filter(({ endedTime }) => Date.parse(endedTime) >= BACK)
  .map(({ schedule, action, scheduledTime, result, reason }) => [
    scheduledTime.slice(5, 16), schedule.replace(/Schedule.*$/, ''), action, result, reason,
  ].filter(Boolean).join(' '));

test('a week in which the Scheduler cannot invoke the function: what is not too old runs once', async () => {
  cloud.cloud.account.faults.inject({
    service: 'lambda', operation: 'Invoke', effect: { type: 'error', code: 'TooManyRequestsException', message: 'Rate Exceeded.', status: 429 },
  });
  await advanceTo(BACK);
  expect(state()).toBe('stopped');
  cloud.cloud.account.faults.clear();

  await advanceTo(BACK + 4 * HOUR);
  expect(actions()).toEqual(['01-12T08:32 UntagResource', '01-12T08:32 StartRelationalDatabase']);
  expect(results()).toEqual(['01-12T08:00 Morning start-database succeeded']);
  expect([state(), snapshots()]).toEqual(['available', ['web-1-20260105T0300Z']]);
  // The six mornings that were missed, for whoever wants to know.
  const [queue] = Object.values(sqsState(cloud.cloud.account).queues);
  expect(queue.messages).toHaveLength(6);

  await advanceTo(BACK + DAY + 4 * HOUR);
  expect(results().slice(1)).toEqual([
    '01-12T20:00 Night stop-database succeeded', '01-13T03:00 Nightly take-snapshot succeeded', '01-13T08:00 Morning start-database succeeded',
  ]);
  expect([state(), snapshots()]).toEqual(['available', ['web-1-20260105T0300Z', 'web-1-20260113T0300Z']]);
});

test('a week in which Lambda may not run the function: what comes too late is skipped, and that is told', async () => {
  const [provider] = Object.values(lambdaState(cloud.cloud.account).functions);
  provider.reservedConcurrency = 0;
  // Lambda drops what it may not run; of what it keeps for hours, this is the last.
  const kept = () => cloud.cloud.account.clock.now() > BACK - 6 * HOUR && cloud.cloud.account.clock.now() < BACK;
  cloud.cloud.lambda.deliverTwice(kept, 6 * HOUR - MINUTE);
  await advanceTo(BACK);
  delete provider.reservedConcurrency;

  await advanceTo(BACK + 7 * HOUR);
  const skipped = [
    '01-12T03:00 Nightly take-snapshot skipped it came 21540 s late; the limit is 3600 s',
    '01-12T08:00 Morning start-database skipped it came 21540 s late; the limit is 3600 s',
  ];
  expect(actions()).toEqual([]);
  expect(results()).toEqual(skipped);
  expect([state(), snapshots()]).toEqual(['stopped', ['web-1-20260105T0300Z']]);

  await advanceTo(BACK + DAY + 7 * HOUR);
  expect(results()).toEqual([
    ...skipped,
    '01-12T20:00 Night stop-database succeeded',
    // AWS starts what has been stopped for seven days.
    '01-12T21:00 Night keep-database-stopped succeeded',
    '01-13T03:00 Nightly take-snapshot succeeded',
    '01-13T08:00 Morning start-database succeeded',
  ]);
  expect(actions()).toEqual([
    '01-12T21:00 StopRelationalDatabase', '01-13T03:00 CreateInstanceSnapshot', '01-13T08:00 UntagResource', '01-13T08:00 StartRelationalDatabase',
  ]);
  expect([state(), snapshots()]).toEqual(['available', ['web-1-20260105T0300Z', 'web-1-20260113T0300Z']]);
});
