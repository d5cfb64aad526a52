import { timeZone } from '../scheduler/time-zone';
import { NotSupportedError, ServiceError } from '../service';

/** A change calendar: open or closed by default, and the other during its events. */
export interface Calendar {
  readonly defaultOpen: boolean;
  readonly events: ReadonlyArray<{ readonly from: number; readonly to: number }>;
}

/**
 * Reads a calendar in the iCalendar format, as far as Systems Manager's own calendars use it: single events.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/change-calendar-create.html
 */
export function parseCalendar(text: string): Calendar {
  // A line that begins with a space goes on with the one before it.
  const lines = text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/).filter((line) => line !== '');
  if (lines[0] !== 'BEGIN:VCALENDAR') throw invalid('it does not begin with BEGIN:VCALENDAR');
  const events: Array<{ from: number; to: number }> = [];
  let defaultOpen: boolean | undefined;
  let event: { from?: number; to?: number } | undefined;
  for (const line of lines) {
    const [, name, parameters, value] = /^([A-Z-]+)((?:;[^:]+)?):(.*)$/.exec(line) ?? [];
    if (line === 'BEGIN:VEVENT') {event = {};} else if (line === 'END:VEVENT') {
      if (event?.from === undefined || event.to === undefined) throw invalid('an event lacks DTSTART or DTEND');
      events.push({ from: event.from, to: event.to });
      event = undefined;
    } else if (name === 'X-CALENDAR-TYPE') {defaultOpen = defaultState(value);} else if (event && name === 'DTSTART') {event.from = instant(parameters, value);} else if (event && name === 'DTEND') {event.to = instant(parameters, value);} else if (event && ['RRULE', 'RDATE', 'EXDATE', 'DURATION'].includes(name)) {throw new NotSupportedError(`${name} in a change calendar`);}
  }
  if (defaultOpen === undefined) throw invalid('it has no X-CALENDAR-TYPE');
  return { defaultOpen, events };
}

export function isOpen({ defaultOpen, events }: Calendar, at: number): boolean {
  return events.some(({ from, to }) => from <= at && at < to) ? !defaultOpen : defaultOpen;
}

/** When the calendar turns next; `undefined`: never. */
export function nextTransition(calendar: Calendar, at: number): number | undefined {
  const now = isOpen(calendar, at);
  return calendar.events.flatMap(({ from, to }) => [from, to])
    .filter((time) => time > at && isOpen(calendar, time) !== now)
    .sort((one, other) => one - other)[0];
}

function defaultState(value: string): boolean {
  if (value !== 'DEFAULT_OPEN' && value !== 'DEFAULT_CLOSED') throw invalid(`X-CALENDAR-TYPE is '${value}'`);
  return value === 'DEFAULT_OPEN';
}

/** `20261224T000000Z`, or without the Z in the zone of `TZID`; a date alone is its midnight. */
function instant(parameters: string, value: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(value);
  if (!match) throw invalid(`'${value}' is no date`);
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const zone = timeZone(match[7] === 'Z' ? 'UTC' : /TZID=([^;:]+)/.exec(parameters)?.[1] ?? 'UTC');
  const [first] = zone.instants({ year, month, day, hour, minute, second });
  return first ?? Date.UTC(year, month - 1, day, hour, minute, second);
}

function invalid(reason: string): ServiceError {
  return new ServiceError('InvalidDocumentContent', `The content of the change calendar is not valid: ${reason}.`);
}
