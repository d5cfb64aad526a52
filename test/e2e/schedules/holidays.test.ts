import { TimeZone } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Database, DatabaseStopSchedule } from '../../../src';
import { scheduleResults } from '../../support/schedule-results';
import { DAY, REGION, TestCloud } from '../support/test-cloud';

const HOLIDAYS = [
  'BEGIN:VCALENDAR', 'PRODID:-//AWS//Change Calendar 1.0//EN', 'VERSION:2.0', 'X-CALENDAR-TYPE:DEFAULT_OPEN',
  'BEGIN:VEVENT', 'UID:labour-day', 'DTSTAMP:20200101T000000Z', 'SUMMARY:Labour Day',
  'DTSTART;TZID=Europe/Berlin:20200501T000000', 'DTEND;TZID=Europe/Berlin:20200502T000000', 'RRULE:FREQ=YEARLY',
  'END:VEVENT', 'END:VCALENDAR', '',
].join('\r\n');

let cloud: TestCloud;
beforeEach(() => { cloud = new TestCloud({ beginning: Date.parse('2026-04-28T00:00:00Z') }); });
afterEach(() => cloud.close());

test('a holiday of every year is skipped, and nothing else', async () => {
  cloud.cloud.lightsail.seedDatabase(REGION, 'shop-db');
  await cloud.deployed((stack) => {
    const calendar = new ssm.CfnDocument(stack, 'Holidays', { name: 'bank-holidays', documentType: 'ChangeCalendar', documentFormat: 'TEXT', content: {} });
    // The property wants an object, as other documents are.
    calendar.addPropertyOverride('Content', HOLIDAYS);
    new DatabaseStopSchedule(stack, 'Night', {
      database: Database.fromDatabaseName(stack, 'Db', 'shop-db'),
      // In Berlin, Labour Day ends two hours before it does in UTC.
      schedule: ScheduleExpression.cron({ minute: '30', hour: '0,23', timeZone: TimeZone.EUROPE_BERLIN }),
      holidays: [calendar],
    });
  });
  await cloud.cloud.advance(6 * DAY);
  const results = scheduleResults(cloud.cloud.events);
  expect(results.map(({ scheduledTime, result }) => `${scheduledTime} ${result}`)).toEqual([
    '2026-04-28T21:30:00.000Z succeeded', '2026-04-28T22:30:00.000Z succeeded',
    '2026-04-29T21:30:00.000Z succeeded', '2026-04-29T22:30:00.000Z succeeded',
    '2026-04-30T21:30:00.000Z succeeded', '2026-04-30T22:30:00.000Z skipped',
    '2026-05-01T21:30:00.000Z skipped', '2026-05-01T22:30:00.000Z succeeded',
    '2026-05-02T21:30:00.000Z succeeded', '2026-05-02T22:30:00.000Z succeeded',
    '2026-05-03T21:30:00.000Z succeeded', '2026-05-03T22:30:00.000Z succeeded',
  ]);
  expect(cloud.calls('StopRelationalDatabase')).toBe(1);
});
