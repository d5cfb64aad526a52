import { App, Lazy, Stack, TimeZone } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { parseExpression } from 'cdk-local-cloud/engine';
import * as fc from 'fast-check';
import { Database, DatabaseStartSchedule } from '../../src';

/** What is said of a schedule; undefined: nothing, it is taken. */
function refusal(expression: string, timeZone?: TimeZone): string | undefined {
  const stack = new Stack(new App(), 'Shop');
  try {
    new DatabaseStartSchedule(stack, 'Morning', {
      database: Database.fromDatabaseName(stack, 'Db', 'shop-db'), schedule: ScheduleExpression.expression(expression, timeZone),
    });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test.each([
  ['every day', "[Shop/Morning] Got the schedule 'every day'; expected cron(…), rate(…) or at(…). To fix it, use a method of ScheduleExpression."],
  ['cron(0 8 * * ?)', 'with 5 fields; expected six: minutes hours day-of-month month day-of-week year'],
  ['cron(0 25 * * ? *)', "with '25' as hours; expected numbers from 0 to 23, lists, ranges and steps of them, or *"],
  ['cron(0 8 * * * *)', "with '*' as day-of-month and '*' as day-of-week; expected '?' as exactly one of the two"],
  ['cron(0 8 ? * ? *)', "with '?' as day-of-month and '?' as day-of-week"],
  ['cron(0 8 ? * MON#6 *)', "with 'MON#6' as day-of-week"],
  ['cron(0/0 8 * * ? *)', "with '0/0' as minutes"],
  ['rate(0 minutes)', 'expected rate(value unit) with a positive whole number of minutes, hours or days'],
  ['rate(2 weeks)', 'expected rate(value unit)'],
  ['at(2026-02-30T08:00:00)', 'expected at(yyyy-mm-ddThh:mm:ss) with a date and time that exist'],
])('%s is refused', (expression, text) => {
  expect(refusal(expression)).toContain(text);
  expect(refusal(expression)).toContain('See https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html');
});

test('a time zone that does not exist is refused', () => {
  expect(refusal('rate(1 day)', TimeZone.of('Europe/Atlantis'))).toContain("Got the time zone 'Europe/Atlantis'; expected an IANA name such as 'Europe/Berlin'");
});

test.each([
  'cron(0/15 8-18/2,22 ? JAN,jul MON-FRI 2026-2030)', 'cron(0 22 L * ? *)', 'cron(0 9 15W * ? *)', 'cron(0 9 ? * 6L *)', 'cron(0 9 ? * L *)',
  'cron(0 9 ? * MON#1 *)', 'rate(1 day)', 'rate(5 minutes)', 'at(2026-11-22T08:30:00)',
])('%s is taken', (expression) => {
  expect(refusal(expression)).toBeUndefined();
});

test('what only the deployment knows is taken', () => {
  expect(refusal(Lazy.string({ produce: () => 'rate(1 day)' }))).toBeUndefined();
});

test('what the Scheduler takes is taken, and what it refuses is refused', () => {
  const number = (max: number) => fc.oneof(fc.constant('*'), fc.integer({ min: 0, max }).map(String), fc.constantFrom('?', 'L', '3W', '2#3', 'MON', '*/5', '1,2', '1/0', ''));
  fc.assert(fc.property(fc.tuple(number(61), number(25), number(33), number(14), number(9), fc.constantFrom('*', '2027', '1969')), (fields) => {
    const expression = `cron(${fields.join(' ')})`;
    const accepted = () => {
      try {
        parseExpression(expression, 'UTC', 0);
        return true;
      } catch {
        return false;
      }
    };
    expect([expression, refusal(expression) === undefined]).toEqual([expression, accepted()]);
  }), { seed: 1, numRuns: 500 });
});
