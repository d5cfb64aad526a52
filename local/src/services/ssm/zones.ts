import ICAL, { type Component, type Property, type Time } from 'ical.js';
import { invalidContent } from './invalid-content';
import { timeZone } from '../../core/time-zone';

/** When the clocks of a zone show a time. */
export type ToInstant = (time: Time) => number;

const DAY = 24 * 60 * 60 * 1000;

/** The time zones that a calendar uses. */
export class Zones {
  constructor(private readonly calendar: Component) {}

  /** The zone of a property: its `TZID`. Assumed: without one, the calendar's (`X-WR-TIMEZONE`, as exported calendars have it), or UTC. */
  of(property: Property): ToInstant {
    const calendars = this.calendar.getFirstPropertyValue('x-wr-timezone');
    const zone = this.named(property.getParameter('tzid') ?? (calendars === null ? 'UTC' : String(calendars)));
    return (time) => time.zone === ICAL.Timezone.utcTimezone ? time.toUnixTime() * 1000 : zone(time);
  }

  private named(name: string): ToInstant {
    if (isIana(name)) return (time) => instantIn(name, time);
    const definition = this.calendar.getAllSubcomponents('vtimezone').find((component) => component.getFirstPropertyValue('tzid') === name);
    if (!definition) throw invalidContent(`nobody knows the time zone '${name}', and there is no VTIMEZONE of it`);
    const zone = new ICAL.Timezone(definition);
    return (time) => {
      const zoned = time.clone();
      zoned.zone = zone;
      return zoned.toUnixTime() * 1000;
    };
  }
}

/** As RFC 5545 (3.3.5) has it: what the clocks show twice is the first time, what they jump over is as if they had not yet. */
function instantIn(name: string, { year, month, day, hour, minute, second }: Time): number {
  const zone = timeZone(name);
  const [first] = zone.instants({ year, month, day, hour, minute, second });
  if (first !== undefined) return first;
  const [dayBefore] = zone.instants({ year, month, day: day - 1, hour, minute, second });
  return dayBefore + DAY;
}

function isIana(name: string): boolean {
  try {
    timeZone(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
