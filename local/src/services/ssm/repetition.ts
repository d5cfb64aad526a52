import type { Property, Recur, Time } from 'ical.js';
import { invalidContent } from './invalid-content';
import type { ToInstant } from './zones';
import { NotSupportedError } from '../../core/service';

/** An RRULE as it is written: its parts in lower case. */
type Parts = Readonly<Record<string, unknown>>;

const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
const PARTS = ['freq', 'until', 'count', 'interval', 'wkst', 'byday', 'bymonth', 'bymonthday', 'byyearday', 'bysetpos'];
const WEEK_DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
/** Of a year that is no leap year. */
const DAYS_OF_MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The beginnings that an RRULE gives, as the clocks show them, in order. It may go on for ever. */
export function* repeated(property: Property, start: Time, zone: ToInstant): Generator<Time> {
  const rule = (property.getFirstValue() as Recur).clone();
  const until = untilOf(rule, start, zone);
  // In ical.js' eyes UNTIL, which is in UTC, and the beginnings, which are in a zone, can't be compared.
  rule.until = null;
  const iterator = rule.iterator(start.clone());
  for (let time = iterator.next(); time && zone(time) <= until; time = iterator.next()) yield time.clone();
}

/** Refuses what RFC 5545 does not allow, and what it does not define or ical.js gets wrong. */
export function checkRule(property: Property, start: Time, zone: ToInstant): void {
  const parts = property.jCal[3] as Parts;
  const { freq, interval } = property.getFirstValue() as Recur;
  if (freq === null) throw invalidContent('an RRULE lacks FREQ');
  const unknown = Object.keys(parts).find((part) => !PARTS.includes(part));
  if (unknown) throw unsupported(`with ${unknown.toUpperCase()}`);
  if (!FREQUENCIES.includes(freq)) throw unsupported(`with FREQ=${freq}`);
  if (parts.byyearday !== undefined && (freq !== 'YEARLY' || parts.bymonth !== undefined || parts.bymonthday !== undefined || parts.byday !== undefined)) {
    throw unsupported('with BYYEARDAY beside other parts');
  }
  if (parts.bysetpos !== undefined && !hasKnownPositions(freq, parts)) throw unsupported(`with BYSETPOS, FREQ=${freq} and these other parts`);
  if (freq === 'MONTHLY' && parts.bymonth !== undefined && (interval > 1 || parts.byday !== undefined)) {
    throw unsupported('with BYMONTH beside INTERVAL or BYDAY, FREQ=MONTHLY');
  }
  if (freq === 'DAILY' && numbers(parts.bymonthday).some((day) => day < 0)) throw unsupported('with a negative BYMONTHDAY, FREQ=DAILY');
  if (freq === 'YEARLY') checkDaysOfYear(parts, start);
  // First without ical.js, which gives such a DTSTART for some rules, and searches for ever with others.
  if (!fits(parts, start) || first(repeated(property, start, zone))?.compare(start) !== 0) {
    throw unsupported('that does not give DTSTART, too (RFC 5545 leaves open what that means)');
  }
}

/** Whether the parts that name months and days name this one. */
function fits(parts: Parts, { year, month, day }: Time): boolean {
  const weekDay = WEEK_DAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
  return (parts.bymonth === undefined || numbers(parts.bymonth).includes(month))
    && (parts.bymonthday === undefined || numbers(parts.bymonthday).some((wanted) => wanted === day || wanted < 0))
    && (parts.byday === undefined || list(parts.byday).some((wanted) => String(wanted).endsWith(weekDay)));
}

function first<T>(values: Iterable<T>): T | undefined {
  const [value] = values;
  return value;
}

/** `FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1` and `FREQ=YEARLY;BYMONTH=11;BYDAY=TH;BYSETPOS=4` are right. */
function hasKnownPositions(freq: string, parts: Parts): boolean {
  const weekDaysAlone = parts.byday !== undefined && parts.bymonthday === undefined && list(parts.byday).every((day) => !/\d/.test(String(day)));
  return weekDaysAlone && (freq === 'MONTHLY' || (freq === 'YEARLY' && list(parts.bymonth).length === 1));
}

/** Where a month lacks a day, ical.js goes on to the next month instead of leaving it out. */
function checkDaysOfYear(parts: Parts, start: Time): void {
  if (parts.byday !== undefined || parts.byyearday !== undefined) {
    if (parts.bymonthday !== undefined) throw unsupported('with BYDAY and BYMONTHDAY, FREQ=YEARLY');
    return;
  }
  if (parts.bymonthday !== undefined && parts.bymonth === undefined) throw unsupported('with BYMONTHDAY and without BYMONTH, FREQ=YEARLY');
  const months = parts.bymonth === undefined ? [start.month] : numbers(parts.bymonth);
  const days = parts.bymonthday === undefined ? [start.day] : numbers(parts.bymonthday);
  if (days.some((day) => day < 0)) throw unsupported('with a negative BYMONTHDAY, FREQ=YEARLY');
  if (months.some((month) => days.some((day) => day > DAYS_OF_MONTHS[month - 1]))) throw unsupported('on a day that not every year has');
}

function untilOf({ until }: Recur, start: Time, zone: ToInstant): number {
  if (!until) return Infinity;
  if (until.isDate !== start.isDate) throw invalidContent('UNTIL and DTSTART must both have a time, or neither');
  return zone(until);
}

function numbers(value: unknown): number[] {
  return list(value).map(Number);
}

function list(value: unknown): unknown[] {
  return value === undefined ? [] : [value].flat();
}

function unsupported(what: string): NotSupportedError {
  return new NotSupportedError(`an RRULE ${what} in a change calendar`);
}
