import { App, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Cron, timeZone } from 'cdk-local-cloud/engine';
import { Database, DatabaseStartSchedule, Disk, SnapshotRetention, SnapshotSchedule, SnapshotSource } from '../../src';

let stack: Stack;
beforeEach(() => { stack = new Stack(new App(), 'Shop'); });

function snapshots(schedule: ScheduleExpression, allowMoreThanHourly?: boolean): void {
  const sources = [SnapshotSource.disk(Disk.fromDiskName(stack, 'Disk', 'data-1'))];
  new SnapshotSchedule(stack, 'Nightly', { sources, schedule, retention: SnapshotRetention.count(7), allowMoreThanHourly });
}

describe('snapshots', () => {
  test('more often than hourly are rejected: a forgotten minute', () => {
    expect(() => snapshots(ScheduleExpression.cron({ hour: '3' }))).toThrow(
      "[Shop/Nightly] Got the schedule 'cron(* 3 * * ? *)', which takes snapshots more often than hourly; expected at most one an hour: cron without 'minute' means every "
      + "minute. To fix it, pass minute: '0', or a rate of an hour or more; if you need them more often, set `allowMoreThanHourly: true`. "
      + 'See https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based',
    );
  });

  const OFTEN = ['cron(0,30 3 * * ? *)', 'cron(0/30 3 * * ? *)', 'cron(10-11 * * * ? *)', 'cron(*/59 3 * * ? *)', 'cron(5,5-6 3 * * ? *)', 'rate(59 minutes)', 'rate(1 minute)'];
  const HOURLY = ['cron(0 * * * ? *)', 'cron(5,5 3 * * ? *)', 'cron(59/1 3 * * ? *)', 'cron(7-7 3 * * ? *)', 'rate(60 minutes)', 'rate(1 hour)', 'rate(2 days)', 'at(2026-11-22T08:30:00)'];

  test.each(OFTEN)('%s is rejected, and accepted if it is allowed', (expression) => {
    expect(() => snapshots(ScheduleExpression.expression(expression))).toThrow(/more often than hourly/);
    stack = new Stack(new App(), 'Shop');
    expect(() => snapshots(ScheduleExpression.expression(expression), true)).not.toThrow();
  });

  test.each(HOURLY)('%s is accepted', (expression) => {
    expect(() => snapshots(ScheduleExpression.expression(expression))).not.toThrow();
  });

  test.each([...OFTEN, ...HOURLY].filter((expression) => expression.startsWith('cron')))('%s does what is said of it', (expression) => {
    const cron = new Cron(expression.slice(5, -1));
    const times: number[] = [];
    for (let at = cron.next(0, timeZone('UTC')); at !== undefined && at < 86_400_000; at = cron.next(at, timeZone('UTC'))) times.push(at);
    expect(times.some((at, index) => index > 0 && at - times[index - 1] < 3_600_000)).toBe(OFTEN.includes(expression));
  });

  test('tokens pass', () => {
    expect(() => snapshots(ScheduleExpression.expression(Lazy.string({ produce: () => 'rate(1 minute)' })))).not.toThrow();
  });
});

describe('any schedule without a minute', () => {
  const start = (schedule: ScheduleExpression) => new DatabaseStartSchedule(stack, 'Morning', { database: Database.fromDatabaseName(stack, 'Db', 'shop-db'), schedule });
  const warnings = () => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('runs every minute')).map(({ entry }) => entry.data);

  test('is warned about, and the warning can be acknowledged', () => {
    start(ScheduleExpression.cron({ hour: '8' }));
    expect(warnings()).toEqual(["The schedule 'cron(* 8 * * ? *)' runs every minute of its hours: so does cron without 'minute'. Pass minute: '0' to run once an hour; "
      + 'if every minute is what you intend, acknowledge this warning. [ack: cdk-lightsail:scheduleWillRunEveryMinute]']);
  });

  test.each(['cron(0 8 * * ? *)', 'cron(0/15 8 * * ? *)', 'rate(1 minute)'])('%s is no reason to warn', (expression) => {
    start(ScheduleExpression.expression(expression));
    expect(warnings()).toEqual([]);
  });
});
