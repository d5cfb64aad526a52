import ICAL, { type Component } from 'ical.js';
import type { Calendar } from './calendar';
import { readEvent } from './event';
import { invalidContent } from './invalid-content';
import { inOrder, Series } from './occurrences';
import { Zones } from './zones';
import { NotSupportedError, ServiceError } from '../../core/service';

/**
 * Reads a change calendar, a text in the iCalendar format (RFC 5545). Events count; to-dos, which Systems Manager's console
 * puts into every new calendar, do not. Assumed, where Systems Manager's documentation says nothing: what RFC 5545 says.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-change-calendar.html
 */
export function parseCalendar(text: string): Calendar {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof ServiceError || error instanceof NotSupportedError) throw error;
    // ical.js throws errors without a class of their own.
    throw invalidContent(error instanceof Error ? error.message : String(error));
  }
}

function read(text: string): Calendar {
  const content = ICAL.parse(text);
  if (content[0] !== 'vcalendar') throw invalidContent('it is not one VCALENDAR');
  const calendar = new ICAL.Component(content);
  const zones = new Zones(calendar);
  const events = calendar.getAllSubcomponents('vevent').map((event) => readEvent(event, zones));
  const single = events.flatMap((event) => event.single).sort((one, other) => one.from - other.from);
  const series = [single.values(), ...events.flatMap((event) => event.byRules)].map((occurrences) => new Series(occurrences));
  return { defaultOpen: defaultState(calendar), occurrences: () => inOrder(series) };
}

function defaultState(calendar: Component): boolean {
  const type = calendar.getFirstPropertyValue('x-calendar-type');
  if (type === null) throw invalidContent('it has no X-CALENDAR-TYPE');
  if (type !== 'DEFAULT_OPEN' && type !== 'DEFAULT_CLOSED') throw invalidContent(`X-CALENDAR-TYPE is '${String(type)}'`);
  return type === 'DEFAULT_OPEN';
}
