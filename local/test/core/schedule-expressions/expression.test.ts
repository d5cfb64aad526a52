import { parseExpression } from '../../../src/core/schedule-expressions/expression';

/** The instants after a moment, as ISO texts. */
function runs(expression: string, zone: string, after: string, count: number): string[] {
  const parsed = parseExpression(expression, zone, Date.parse(after));
  const found: string[] = [];
  let now = Date.parse(after);
  while (found.length < count) {
    const next = parsed.next(now);
    if (next === undefined) break;
    found.push(new Date(next).toISOString().replace(':00.000Z', 'Z'));
    now = next;
  }
  return found;
}

describe('cron, at and rate: each row is an expression, its zone, a moment, and the instants that follow', () => {
  const table: Array<[string, string, string, string, string[]]> = [
    // The examples of AWS's documentation.
    ['10:00 UTC every day', 'cron(0 10 * * ? *)', 'UTC', '2026-01-31T10:00:00Z', ['2026-02-01T10:00Z', '2026-02-02T10:00Z']],
    ['12:15 every day', 'cron(15 12 * * ? *)', 'UTC', '2024-02-28T12:15:00Z', ['2024-02-29T12:15Z', '2024-03-01T12:15Z']],
    ['18:00 Monday to Friday', 'cron(0 18 ? * MON-FRI *)', 'UTC', '2026-11-19T18:00:00Z', ['2026-11-20T18:00Z', '2026-11-23T18:00Z']],
    ['8:00 on the first of each month', 'cron(0 8 1 * ? *)', 'UTC', '2026-11-21T00:00:00Z', ['2026-12-01T08:00Z', '2027-01-01T08:00Z']],
    ['every 15 minutes', 'cron(0/15 * * * ? *)', 'UTC', '2026-11-21T09:46:10Z', ['2026-11-21T10:00Z', '2026-11-21T10:15Z']],
    ['every 10 minutes on weekdays', 'cron(0/10 * ? * MON-FRI *)', 'UTC', '2026-11-20T23:50:00Z', ['2026-11-23T00:00Z', '2026-11-23T00:10Z']],
    ['every 5 minutes from 8:00 to 17:55 on weekdays', 'cron(0/5 8-17 ? * MON-FRI *)', 'UTC', '2026-11-20T17:50:00Z', ['2026-11-20T17:55Z', '2026-11-23T08:00Z']],
    ['10:15 on the last Friday, 2022 and 2023', 'cron(15 10 ? * 6L 2022-2023)', 'UTC', '2023-11-01T00:00:00Z', ['2023-11-24T10:15Z', '2023-12-29T10:15Z']],
    ['9:00 on the first Monday', 'cron(0 9 ? * 2#1 *)', 'UTC', '2026-11-21T00:00:00Z', ['2026-12-07T09:00Z', '2027-01-04T09:00Z']],
    ['0:00 on the first day of the year', 'cron(0 0 1 1 ? *)', 'UTC', '2026-01-01T00:00:00Z', ['2027-01-01T00:00Z', '2028-01-01T00:00Z']],
    ['every 30 minutes from 20:00 to 2:00', 'cron(0/30 20-23,0-1 ? * MON-FRI *)', 'UTC', '2026-11-20T01:30:00Z', ['2026-11-20T20:00Z', '2026-11-20T20:30Z']],

    // Lists, ranges, steps, names.
    ['a list of minutes', 'cron(5,35 14 * * ? *)', 'UTC', '2026-11-21T14:05:00Z', ['2026-11-21T14:35Z', '2026-11-22T14:05Z']],
    ['a list of ranges', 'cron(0 1-2,5 * * ? *)', 'UTC', '2026-11-21T01:00:00Z', ['2026-11-21T02:00Z', '2026-11-21T05:00Z', '2026-11-22T01:00Z']],
    ['a step from a value on', 'cron(10/20 3 * * ? *)', 'UTC', '2026-11-21T03:00:00Z', ['2026-11-21T03:10Z', '2026-11-21T03:30Z', '2026-11-21T03:50Z', '2026-11-22T03:10Z']],
    ['a step in a range', 'cron(0 8-18/4 * * ? *)', 'UTC', '2026-11-21T08:00:00Z', ['2026-11-21T12:00Z', '2026-11-21T16:00Z', '2026-11-22T08:00Z']],
    ['steps of hours', 'cron(0 */6 * * ? *)', 'UTC', '2026-11-21T00:00:00Z', ['2026-11-21T06:00Z', '2026-11-21T12:00Z']],
    ['names of months', 'cron(0 0 1 JAN,jul ? *)', 'UTC', '2026-01-01T00:00:00Z', ['2026-07-01T00:00Z', '2027-01-01T00:00Z']],
    ['a range of months', 'cron(0 0 31 MAR-MAY ? *)', 'UTC', '2026-03-31T00:00:00Z', ['2026-05-31T00:00Z', '2027-03-31T00:00Z']],
    ['numbers of days: 1 is Sunday', 'cron(0 12 ? * 1 *)', 'UTC', '2026-11-21T00:00:00Z', ['2026-11-22T12:00Z', '2026-11-29T12:00Z']],
    ['a list of days', 'cron(0 12 ? * TUE,SAT *)', 'UTC', '2026-11-21T12:00:00Z', ['2026-11-24T12:00Z', '2026-11-28T12:00Z']],
    ['every second month', 'cron(0 0 1 */2 ? *)', 'UTC', '2026-11-21T00:00:00Z', ['2027-01-01T00:00Z', '2027-03-01T00:00Z']],
    ['a list of years', 'cron(0 0 1 1 ? 2028,2030)', 'UTC', '2026-11-21T00:00:00Z', ['2028-01-01T00:00Z', '2030-01-01T00:00Z']],
    ['nothing more in a year that is over', 'cron(0 0 * * ? 2025)', 'UTC', '2026-01-01T00:00:00Z', []],

    // L, W, #.
    ['the last day of the month', 'cron(0 22 L * ? *)', 'UTC', '2028-02-01T00:00:00Z', ['2028-02-29T22:00Z', '2028-03-31T22:00Z', '2028-04-30T22:00Z']],
    ['L as a day of the week is Saturday', 'cron(0 22 ? * L *)', 'UTC', '2026-11-21T22:00:00Z', ['2026-11-28T22:00Z']],
    ['the last Monday, by name', 'cron(0 22 ? * MONL *)', 'UTC', '2026-11-21T00:00:00Z', ['2026-11-30T22:00Z', '2026-12-28T22:00Z']],
    ['the weekday nearest to a Saturday', 'cron(0 9 21W * ? *)', 'UTC', '2026-11-01T00:00:00Z', ['2026-11-20T09:00Z', '2026-12-21T09:00Z']],
    ['the weekday nearest to a Sunday', 'cron(0 9 22W * ? *)', 'UTC', '2026-11-01T00:00:00Z', ['2026-11-23T09:00Z']],
    ['the weekday nearest to a first that is a Saturday stays in the month', 'cron(0 9 1W * ? *)', 'UTC', '2026-07-15T00:00:00Z', ['2026-08-03T09:00Z']],
    ['the weekday nearest to a last that is a Sunday stays in the month', 'cron(0 9 31W * ? *)', 'UTC', '2026-05-01T00:00:00Z', ['2026-05-29T09:00Z', '2026-07-31T09:00Z']],
    ['the third Friday', 'cron(30 16 ? * 6#3 *)', 'UTC', '2026-11-21T00:00:00Z', ['2026-12-18T16:30Z', '2027-01-15T16:30Z']],
    ['the fifth Monday, in months that have one', 'cron(0 0 ? * MON#5 *)', 'UTC', '2026-11-21T00:00:00Z', ['2026-11-30T00:00Z', '2027-03-29T00:00Z']],
    ['the 29th of February', 'cron(0 0 29 2 ? *)', 'UTC', '2026-01-01T00:00:00Z', ['2028-02-29T00:00Z', '2032-02-29T00:00Z']],
    ['the 31st, in months that have one', 'cron(0 0 31 * ? *)', 'UTC', '2026-01-31T00:00:00Z', ['2026-03-31T00:00Z', '2026-05-31T00:00Z']],

    // Time zones and their clock changes: spring in the north …
    ['Berlin in winter and summer', 'cron(0 8 * * ? *)', 'Europe/Berlin', '2026-03-28T00:00:00Z', ['2026-03-28T07:00Z', '2026-03-29T06:00Z']],
    ['Berlin leaves out what its clocks jump over', 'cron(30 2 * * ? *)', 'Europe/Berlin', '2026-03-28T00:00:00Z', ['2026-03-28T01:30Z', '2026-03-30T00:30Z']],
    ['an hourly run in Berlin has a gap on the clock, not in time', 'cron(0 * * * ? *)', 'Europe/Berlin', '2026-03-28T23:30:00Z', ['2026-03-29T00:00Z', '2026-03-29T01:00Z', '2026-03-29T02:00Z']],
    ['New York leaves out what its clocks jump over', 'cron(0 2 * * ? *)', 'America/New_York', '2026-03-07T12:00:00Z', ['2026-03-09T06:00Z']],
    // … autumn in the north …
    ['Berlin runs once what its clocks show twice', 'cron(30 2 * * ? *)', 'Europe/Berlin', '2026-10-24T12:00:00Z', ['2026-10-25T00:30Z', '2026-10-26T01:30Z']],
    ['New York runs once what its clocks show twice', 'cron(30 1 * * ? *)', 'America/New_York', '2026-10-31T12:00:00Z', ['2026-11-01T05:30Z', '2026-11-02T06:30Z']],
    ['an hourly run in Berlin does not repeat the hour', 'cron(0 * * * ? *)', 'Europe/Berlin', '2026-10-24T23:30:00Z', ['2026-10-25T00:00Z', '2026-10-25T02:00Z', '2026-10-25T03:00Z']],
    ['from within the second 2:30, the next one is tomorrow', 'cron(30 2 * * ? *)', 'Europe/Berlin', '2026-10-25T01:00:00Z', ['2026-10-26T01:30Z']],
    // … and both in the south.
    ['Sydney in summer and winter', 'cron(0 8 * * ? *)', 'Australia/Sydney', '2026-04-03T22:00:00Z', ['2026-04-04T22:00Z', '2026-04-05T22:00Z']],
    ['Sydney leaves out what its clocks jump over in October', 'cron(30 2 * * ? *)', 'Australia/Sydney', '2026-10-02T20:00:00Z', ['2026-10-04T15:30Z']],
    ['Sydney runs once in April what its clocks show twice', 'cron(30 2 * * ? *)', 'Australia/Sydney', '2026-04-04T00:00:00Z', ['2026-04-04T15:30Z', '2026-04-05T16:30Z']],
    ['Santiago changes at midnight: the day begins at 1:00', 'cron(0 0 * * ? *)', 'America/Santiago', '2026-09-05T12:00:00Z', ['2026-09-07T03:00Z']],
    ['Lord Howe Island moves by half an hour', 'cron(15 2 * * ? *)', 'Australia/Lord_Howe', '2026-10-03T00:00:00Z', ['2026-10-04T15:15Z']],
    ['a zone with an odd offset', 'cron(0 9 * * ? *)', 'Asia/Kathmandu', '2026-11-21T04:00:00Z', ['2026-11-22T03:15Z']],
    ['a zone without daylight saving', 'cron(0 8 * * ? *)', 'Asia/Tokyo', '2026-03-28T00:00:00Z', ['2026-03-28T23:00Z', '2026-03-29T23:00Z']],
    ['the day of the month is that of the zone', 'cron(0 5 1 * ? *)', 'Pacific/Auckland', '2026-11-21T00:00:00Z', ['2026-11-30T16:00Z', '2026-12-31T16:00Z']],

    ['at, in UTC', 'at(2026-11-22T08:30:00)', 'UTC', '2026-11-21T00:00:00Z', ['2026-11-22T08:30Z']],
    ['at, in a zone', 'at(2026-07-01T08:00:00)', 'America/Los_Angeles', '2026-06-01T00:00:00Z', ['2026-07-01T15:00Z']],
    ['at, in the past', 'at(2020-01-01T00:00:00)', 'UTC', '2026-01-01T00:00:00Z', []],
    ['at, a time that the clocks jump over', 'at(2026-03-29T02:30:00)', 'Europe/Berlin', '2026-01-01T00:00:00Z', []],
    ['rate counts from its beginning', 'rate(5 minutes)', 'UTC', '2026-11-21T00:02:00Z', ['2026-11-21T00:07Z', '2026-11-21T00:12Z']],
    ['rate of days is 24 hours, whatever the clocks show', 'rate(1 days)', 'Europe/Berlin', '2026-03-28T07:00:00Z', ['2026-03-29T07:00Z', '2026-03-30T07:00Z']],
  ];

  test.each(table)('%s: %s in %s', (_, expression, zone, after, expected) => {
    expect(runs(expression, zone, after, Math.max(expected.length, 1))).toEqual(expected);
  });

  test('a rate first fires at its beginning', () => {
    const anchor = Date.parse('2026-11-21T09:00:00Z');
    expect(parseExpression('rate(2 hours)', 'UTC', anchor).next(anchor - 1)).toBe(anchor);
  });
});

describe('what AWS refuses', () => {
  test.each([
    ['cron(0 10 * * * *)', /exactly one of them must be '\?'/],
    ['cron(0 10 ? * ? *)', /exactly one of them must be '\?'/],
    ['cron(0 10 * * ?)', /5 fields instead of 6/],
    ['cron(60 10 * * ? *)', /'60' in the field minutes/],
    ['cron(0 24 * * ? *)', /'24' in the field hours/],
    ['cron(0 10 0 * ? *)', /'0' in the field day-of-month/],
    ['cron(0 10 * 13 ? *)', /'13' in the field month/],
    ['cron(0 10 ? * 8 *)', /'8' in the field day-of-week/],
    ['cron(0 10 ? * MON#6 *)', /'MON#6' in the field day-of-week/],
    ['cron(0/0 10 * * ? *)', /'0\/0' in the field minutes/],
    ['cron(0 10 * FOO ? *)', /'FOO' in the field month/],
    ['cron(0 10 * * ? 1969)', /'1969' in the field year/],
    ['rate(0 minutes)', /not of the form rate/],
    ['rate(5 weeks)', /not of the form rate/],
    ['rate(1.5 hours)', /not of the form rate/],
    ['at(2026-02-30T00:00:00)', /no such date/],
    ['at(2026-02-03)', /not of the form at/],
    ['every day', /none of at/],
  ])('%s', (expression, message) => {
    expect(() => parseExpression(expression, 'UTC', 0)).toThrow(message);
    expect(() => parseExpression(expression, 'UTC', 0)).toThrow(expect.objectContaining({ code: 'ValidationException' }));
  });

  test('a time zone that does not exist', () => {
    expect(() => parseExpression('rate(1 hours)', 'Europe/Atlantis', 0)).toThrow(/Invalid Schedule Expression Timezone Europe\/Atlantis/);
  });

  test.each(['cron(0 10 LW * ? *)', 'cron(0 10 L-3 * ? *)', 'cron(0 10 ? * FRI-MON *)'])(
    'what no documentation explains fails by name: %s', (expression) => {
      expect(() => parseExpression(expression, 'UTC', 0)).toThrow(/The local cloud does not know what AWS makes of/);
    });
});
