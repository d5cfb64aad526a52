import { isOpen, nextTransition } from '../../../src/services/ssm/calendar';
import { parseCalendar } from '../../../src/services/ssm/parse-calendar';

const HOUR = 3_600_000;

/** A calendar with an event for each argument, of lines. */
function calendar(...events: string[][]) {
  return parseCalendar(text('DEFAULT_OPEN', events));
}

function text(type: string, events: string[][], others: string[] = []): string {
  return [
    'BEGIN:VCALENDAR', 'PRODID:-//AWS//Change Calendar 1.0//EN', 'VERSION:2.0', `X-CALENDAR-TYPE:${type}`, ...others,
    // As the console writes it into every new calendar.
    'BEGIN:VTODO', 'DTSTAMP:20200320T004207Z', 'UID:todo', 'SUMMARY:Add events to this calendar.', 'END:VTODO',
    ...events.flatMap((event, i) => ['BEGIN:VEVENT', `UID:${i}`, 'DTSTAMP:20260101T000000Z', ...event, 'END:VEVENT']),
    'END:VCALENDAR', '',
  ].join('\r\n');
}

/** When it turns, from a time on: so many times. */
function turns(of: ReturnType<typeof calendar>, from: string, count: number): string[] {
  const found: string[] = [];
  for (let at = Date.parse(from); found.length < count;) {
    const next = nextTransition(of, at);
    if (next === undefined) break;
    expect(isOpen(of, next)).toBe(!isOpen(of, next - 1));
    found.push(`${new Date(next).toISOString().replace(':00.000Z', 'Z')} ${isOpen(of, next) ? 'opens' : 'closes'}`);
    at = next;
  }
  return found;
}

test('a holiday of every year, all day in the zone of the calendar', () => {
  const holidays = parseCalendar(text('DEFAULT_OPEN', [
    ['DTSTART;VALUE=DATE:20201225', 'DTEND;VALUE=DATE:20201227', 'RRULE:FREQ=YEARLY'],
    ['DTSTART;VALUE=DATE:20240101', 'RRULE:FREQ=YEARLY'],
  ], ['X-WR-TIMEZONE:Europe/Berlin']));
  expect(turns(holidays, '2026-06-01T00:00:00Z', 5)).toEqual([
    '2026-12-24T23:00Z closes', '2026-12-26T23:00Z opens',
    '2026-12-31T23:00Z closes', '2027-01-01T23:00Z opens',
    '2027-12-24T23:00Z closes',
  ]);
  expect(isOpen(holidays, Date.parse('2226-12-25T12:00:00Z'))).toBe(false);
});

test('dates without a zone are those of UTC', () => {
  const day = calendar(['DTSTART;VALUE=DATE:20260501']);
  expect(turns(day, '2026-01-01T00:00:00Z', 3)).toEqual(['2026-05-01T00:00Z closes', '2026-05-02T00:00Z opens']);
});

describe('closed at weekends, over both clock changes', () => {
  const weekends = calendar(['DTSTART;TZID=Europe/Berlin:20260102T200000', 'DTEND;TZID=Europe/Berlin:20260103T060000', 'RRULE:FREQ=WEEKLY;BYDAY=FR']);

  test('it begins at the same hour of the clocks', () => {
    expect(turns(weekends, '2026-03-25T00:00:00Z', 4)).toEqual([
      '2026-03-27T19:00Z closes', '2026-03-28T05:00Z opens', '2026-04-03T18:00Z closes', '2026-04-04T04:00Z opens',
    ]);
    expect(turns(weekends, '2026-10-22T00:00:00Z', 4)).toEqual([
      '2026-10-23T18:00Z closes', '2026-10-24T04:00Z opens', '2026-10-30T19:00Z closes', '2026-10-31T05:00Z opens',
    ]);
  });

  const nights = (length: string) => calendar(['DTSTART;TZID=Europe/Berlin:20260103T220000', length, 'RRULE:FREQ=WEEKLY']);

  test('it lasts as long as from DTSTART to DTEND', () => {
    const exact = nights('DTEND;TZID=Europe/Berlin:20260104T220000');
    expect(turns(exact, '2026-03-28T12:00:00Z', 2)).toEqual(['2026-03-28T21:00Z closes', '2026-03-29T21:00Z opens']);
    expect(turns(exact, '2026-10-24T12:00:00Z', 2)).toEqual(['2026-10-24T20:00Z closes', '2026-10-25T20:00Z opens']);
  });

  test('or for the days of DURATION, however long they are', () => {
    const days = nights('DURATION:P1D');
    expect(turns(days, '2026-03-28T12:00:00Z', 2)).toEqual(['2026-03-28T21:00Z closes', '2026-03-29T20:00Z opens']);
    expect(turns(days, '2026-10-24T12:00:00Z', 2)).toEqual(['2026-10-24T20:00Z closes', '2026-10-25T21:00Z opens']);
  });
});

test.each([
  ['what the clocks jump over is as if they had not yet', '20260329T023000', '2026-03-29T01:30Z'],
  ['what they show twice is the first time', '20261025T023000', '2026-10-25T00:30Z'],
])('%s', (_, local, instant) => {
  const single = calendar([`DTSTART;TZID=Europe/Berlin:${local}`, 'DURATION:PT1H']);
  expect(turns(single, '2026-01-01T00:00:00Z', 1)).toEqual([`${instant} closes`]);
});

test.each([
  ['COUNT, the left out ones included', ['RRULE:FREQ=DAILY;COUNT=3', 'EXDATE:20260102T090000Z'], ['01-01', '01-03']],
  ['UNTIL, the last one included', ['RRULE:FREQ=DAILY;UNTIL=20260103T090000Z'], ['01-01', '01-02', '01-03']],
  ['INTERVAL', ['RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3'], ['01-01', '01-15', '01-29']],
  ['BYDAY of a week', ['RRULE:FREQ=WEEKLY;BYDAY=TH,FR;COUNT=4'], ['01-01', '01-02', '01-08', '01-09']],
  ['BYDAY of a month', ['RRULE:FREQ=MONTHLY;BYDAY=1TH;COUNT=3'], ['01-01', '02-05', '03-05']],
  ['the last working day of a month', ['RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;COUNT=3'], ['01-01', '02-02', '03-02']],
  ['BYMONTH and BYMONTHDAY', ['RRULE:FREQ=YEARLY;BYMONTH=1,3;BYMONTHDAY=1,15;COUNT=4'], ['01-01', '01-15', '03-01', '03-15']],
  ['RDATE', ['RDATE:20260210T090000Z,20260105T090000Z'], ['01-01', '01-05', '02-10']],
  ['RDATE beside RRULE, and EXDATE of one in another zone', [
    'RRULE:FREQ=DAILY;COUNT=2', 'RDATE:20260105T090000Z', 'RDATE:20260106T090000Z', 'EXDATE;TZID=Europe/Berlin:20260106T100000',
  ], ['01-01', '01-02', '01-05']],
])('%s', (_, lines, days) => {
  const found = turns(calendar(['DTSTART:20260101T090000Z', 'DURATION:PT1H', ...lines]), '2025-12-01T00:00:00Z', 99);
  expect(found.filter((turn) => turn.endsWith('closes'))).toEqual(days.map((day) => `2026-${day}T09:00Z closes`));
});

test('RDATE in another zone has days of that zone', () => {
  const moved = calendar(['DTSTART;TZID=America/New_York:20260101T000000', 'DURATION:P1D', 'RDATE;TZID=Europe/Berlin:20260329T000000']);
  expect(turns(moved, '2026-02-01T00:00:00Z', 99)).toEqual(['2026-03-28T23:00Z closes', '2026-03-29T22:00Z opens']);
});

test('UNTIL is an instant, whatever the zone of DTSTART', () => {
  const rule = (until: string) => calendar(['DTSTART;TZID=America/New_York:20260101T200000', 'DURATION:PT1H', `RRULE:FREQ=DAILY;UNTIL=${until}`]);
  expect(turns(rule('20260103T010000Z'), '2026-01-01T00:00:00Z', 99)).toHaveLength(4);
  expect(turns(rule('20260103T005959Z'), '2026-01-01T00:00:00Z', 99)).toHaveLength(2);
});

test('events that overlap or touch close it once', () => {
  const overlapping = calendar(
    ['DTSTART:20260101T000000Z', 'DTEND:20260103T000000Z'],
    ['DTSTART:20260101T120000Z', 'DTEND:20260101T130000Z'],
    ['DTSTART:20260102T000000Z', 'DURATION:P1D', 'RRULE:FREQ=DAILY;COUNT=3'],
    ['DTSTART:20260110T000000Z', 'DURATION:PT1H'],
  );
  expect(turns(overlapping, '2025-12-01T00:00:00Z', 99)).toEqual([
    '2026-01-01T00:00Z closes', '2026-01-05T00:00Z opens', '2026-01-10T00:00Z closes', '2026-01-10T01:00Z opens',
  ]);
});

test('closed by default, it is open during events', () => {
  const market = parseCalendar(text('DEFAULT_CLOSED', [['DTSTART;TZID=Europe/Berlin:20260105T080000', 'DURATION:PT10H', 'RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR']]));
  expect(turns(market, '2026-07-03T12:00:00Z', 3)).toEqual(['2026-07-03T16:00Z closes', '2026-07-06T06:00Z opens', '2026-07-06T16:00Z closes']);
  expect(isOpen(market, Date.parse('2026-01-01T12:00:00Z'))).toBe(false);
});

test('one that is closed for ever turns no more', () => {
  const closed = calendar(['DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=DAILY']);
  expect(turns(closed, '2025-12-01T00:00:00Z', 99)).toEqual(['2026-01-01T00:00Z closes']);
});

test('a zone that only the calendar knows is as its VTIMEZONE says', () => {
  const zone = [
    'BEGIN:VTIMEZONE', 'TZID:Our Office', 'BEGIN:STANDARD', 'DTSTART:19701025T030000', 'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
    'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100', 'END:STANDARD', 'BEGIN:DAYLIGHT', 'DTSTART:19700329T020000', 'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
    'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200', 'END:DAYLIGHT', 'END:VTIMEZONE',
  ];
  const event = (tzid: string) => [`DTSTART;TZID=${tzid}:20260105T080000`, 'DURATION:PT1H', 'RRULE:FREQ=MONTHLY'];
  const known = parseCalendar(text('DEFAULT_OPEN', [event('Our Office')], zone));
  expect(turns(known, '2026-01-01T00:00:00Z', 24)).toEqual(turns(calendar(event('Europe/Berlin')), '2026-01-01T00:00:00Z', 24));
});

test('asked in any order it says the same', () => {
  const nightly = () => calendar(['DTSTART;TZID=Europe/Berlin:20260101T220000', 'DURATION:PT8H', 'RRULE:FREQ=DAILY']);
  const asked = nightly();
  const times = Array.from({ length: 40 }, (_, i) => Date.UTC(2026, 0, 1) + ((i * 7919) % 2000) * HOUR);
  for (const time of times) expect(isOpen(asked, time)).toBe(isOpen(nightly(), time));
});

describe('refuses', () => {
  const refused = (event: string[]) => () => calendar(event);

  test.each([
    ['an event without DTSTART', ['DURATION:PT1H'], /lacks DTSTART/],
    ['DTEND and DURATION', ['DTSTART:20260101T000000Z', 'DTEND:20260101T010000Z', 'DURATION:PT1H'], /both DTEND and DURATION/],
    ['an end before the beginning', ['DTSTART:20260101T000000Z', 'DTEND:20251231T000000Z'], /ends before it begins/],
    ['a date and a time', ['DTSTART;VALUE=DATE:20260101', 'DTEND:20260102T000000Z'], /must both have a time, or neither/],
    ['a day that is none', ['DTSTART;VALUE=DATE:20260230'], /there is no '2026-02-30'/],
    ['a time that is none', ['DTSTART:soon', 'DURATION:PT1H'], /invalid date-time/],
    ['a zone that nobody knows', ['DTSTART;TZID=Mars/Olympus:20260101T000000', 'DURATION:PT1H'], /nobody knows the time zone 'Mars\/Olympus'/],
    ['a frequency that is none', ['DTSTART:20260101T000000Z', 'DURATION:PT1H', 'RRULE:FREQ=SOMETIMES'], /invalid frequency "SOMETIMES"/],
    ['UNTIL as a date beside a time', ['DTSTART:20260101T000000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;UNTIL=20260103'], /UNTIL and DTSTART/],
  ])('%s, as invalid', (_, event, message) => {
    expect(refused(event)).toThrow(expect.objectContaining({ name: 'InvalidDocumentContent', message: expect.stringMatching(message) as string }) as Error);
  });

  test.each([
    ['RECURRENCE-ID', ['DTSTART:20260101T000000Z', 'DURATION:PT1H', 'RECURRENCE-ID:20260101T000000Z'], /RECURRENCE-ID/],
    ['an event that lasts no time', ['DTSTART:20260101T000000Z'], /lasts no time/],
    ['what repeats within a day', ['DTSTART:20260101T000000Z', 'DURATION:PT1H', 'RRULE:FREQ=HOURLY;INTERVAL=6'], /FREQ=HOURLY/],
    ['BYHOUR', ['DTSTART:20260101T000000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;BYHOUR=0,12'], /BYHOUR/],
    ['BYWEEKNO', ['DTSTART:20260105T000000Z', 'DURATION:PT1H', 'RRULE:FREQ=YEARLY;BYWEEKNO=2;BYDAY=MO'], /BYWEEKNO/],
    ['29 February', ['DTSTART;VALUE=DATE:20240229', 'RRULE:FREQ=YEARLY'], /a day that not every year has/],
    ['a rule that leaves DTSTART out', ['DTSTART:20260101T000000Z', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;BYDAY=MO'], /does not give DTSTART/],
    ['a rule that never applies', ['DTSTART:20260101T000000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'], /does not give DTSTART/],
    ['EXDATE as a date beside a time', ['DTSTART:20260101T000000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY', 'EXDATE;VALUE=DATE:20260102'], /EXDATE as date/],
    ['periods', ['DTSTART:20260101T000000Z', 'DURATION:PT1H', 'RDATE;VALUE=PERIOD:20260110T000000Z/PT2H'], /RDATE as period/],
  ])('%s, by name', (_, event, message) => {
    expect(refused(event)).toThrow(expect.objectContaining({ name: 'NotSupportedError', message: expect.stringMatching(message) as string }) as Error);
  });
});
