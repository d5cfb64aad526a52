import { Duration, Lazy, TimeZone } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import * as fc from 'fast-check';
import { isDue } from '../../lambda/schedules/schedule-event';
import { datedSchedule } from '../../src/schedules/dated-schedule';

const MINUTE = 60_000;
const START = new Date('2026-03-01T05:30:00Z');

function cronOf(rate: Duration, start = START) {
  const { expression, request } = datedSchedule(ScheduleExpression.rate(rate), { start });
  return [expression.expressionString, request.RateMinutes];
}

test.each<[Duration, string, number | undefined]>([
  [Duration.days(1), 'cron(30 5 * * ? *)', undefined],
  [Duration.days(7), 'cron(30 5 * * ? *)', 7 * 1440],
  [Duration.hours(1), 'cron(30 * * * ? *)', undefined],
  [Duration.hours(8), 'cron(30 5,13,21 * * ? *)', undefined],
  [Duration.hours(5), 'cron(30 * * * ? *)', 300],
  [Duration.minutes(20), 'cron(10,30,50 * * * ? *)', undefined],
  [Duration.minutes(90), 'cron(0,30 * * * ? *)', 90],
  [Duration.minutes(7), 'cron(* * * * ? *)', 7],
])('a rate of %s from half past five on', (rate, cron, minutes) => {
  expect(cronOf(rate)).toEqual([cron, minutes]);
});

/** What the fields of minutes and hours hold. */
function fieldsOf(cron: string): Array<(value: number) => boolean> {
  const [, minutes, hours] = /^cron\((\S+) (\S+) \* \* \? \*\)$/.exec(cron) ?? [];
  return [minutes, hours].map((field) => (value: number) => field === '*' || field.split(',').includes(String(value)));
}

test('whatever the rate and the start, it runs when the rate would, and never in between', () => {
  const rates = fc.oneof(
    fc.integer({ min: 1, max: 3000 }).map(Duration.minutes),
    fc.integer({ min: 1, max: 60 }).map(Duration.hours), fc.integer({ min: 1, max: 9 }).map(Duration.days),
  );
  const starts = fc.integer({ min: 0, max: 20_000_000 }).map((seconds) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000));
  fc.assert(fc.property(rates, starts, (rate, start) => {
    const { expression, request } = datedSchedule(ScheduleExpression.rate(rate), { start });
    expect(expression.timeZone).toBe(TimeZone.ETC_UTC);
    const [minutes, hours] = fieldsOf(expression.expressionString);
    const first = Math.ceil(start.getTime() / MINUTE) * MINUTE;
    const due: number[] = [];
    for (let at = first - 90 * MINUTE; at <= first + 3 * rate.toMilliseconds(); at += MINUTE) {
      const time = new Date(at);
      const called = minutes(time.getUTCMinutes()) && hours(time.getUTCHours());
      if (called && isDue({ ...request, ScheduledTime: time.toISOString() })) due.push(at);
    }
    expect(due).toEqual([0, 1, 2, 3].map((index) => first + index * rate.toMilliseconds()));
  }), { numRuns: 100 });
});

test('a cron expression, and what only the deployment knows, stay as they are', () => {
  const end = new Date('2027-01-01T00:00:00Z');
  for (const expression of [ScheduleExpression.cron({ minute: '0' }), ScheduleExpression.expression(Lazy.string({ produce: () => 'rate(1 day)' }))]) {
    const dated = datedSchedule(expression, { start: START, end });
    expect(dated.expression).toBe(expression);
    expect(dated.request).toEqual({ Start: '2026-03-01T05:30:00.000Z', End: '2027-01-01T00:00:00.000Z' });
  }
});

test('a rate without a start stays a rate', () => {
  const expression = ScheduleExpression.rate(Duration.hours(5));
  expect(datedSchedule(expression, {})).toEqual({ expression, request: {} });
});

test.each<[string, boolean]>([
  ['2026-03-01T05:29:59Z', false], ['2026-03-01T05:30:00Z', true], ['2026-12-31T23:59:59Z', true], ['2027-01-01T00:00:00Z', false],
])('a run at %s is due: %s', (ScheduledTime, due) => {
  expect(isDue({ ScheduledTime, Start: START.toISOString(), End: '2027-01-01T00:00:00.000Z' })).toBe(due);
});
