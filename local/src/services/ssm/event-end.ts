import type { Component, Duration, Property, Time } from 'ical.js';
import { invalidContent } from './invalid-content';
import { times } from './times';
import type { ToInstant, Zones } from './zones';
import { NotSupportedError } from '../../core/service';

/** When what began then ends: at a time in a zone, which is that instant. */
type End = (start: Time, from: number, zone: ToInstant) => number;

const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;

/**
 * How long it takes, each time. As RFC 5545 (3.8.5.3) has it: exactly as long as from DTSTART to DTEND, even when the clocks
 * change in between; but days are days, where DURATION or a date without a time says so.
 */
export function endOf(event: Component, beginning: Property, zones: Zones): End {
  const [start] = times(beginning);
  const ending = event.getFirstProperty('dtend');
  const duration = event.getFirstPropertyValue('duration') as Duration | null;
  if (ending && duration) throw invalidContent('an event has both DTEND and DURATION');
  if (duration) {
    const exact = (duration.hours * 3600 + duration.minutes * 60 + duration.seconds) * SECOND;
    const days = duration.weeks * 7 + duration.days;
    if (duration.isNegative || days * DAY + exact === 0) throw invalidContent('the DURATION of an event is not positive');
    if (start.isDate && exact > 0) throw invalidContent('an event begins on a date and lasts hours');
    return daysLater(days, exact);
  }
  if (!ending) {
    if (start.isDate) return daysLater(1);
    throw new NotSupportedError('an event that lasts no time (neither DTEND nor DURATION) in a change calendar');
  }
  const [end] = times(ending);
  if (end.isDate !== start.isDate) throw invalidContent('DTSTART and DTEND of an event must both have a time, or neither');
  if (start.isDate) {
    const days = end.toUnixTime() - start.toUnixTime();
    if (days <= 0) throw invalidContent('an event ends before it begins');
    return daysLater(days * SECOND / DAY);
  }
  const length = zones.of(ending)(end) - zones.of(beginning)(start);
  if (length <= 0) throw invalidContent('an event ends before it begins');
  return (_, from) => from + length;
}

function daysLater(days: number, exact = 0): End {
  return (start, from, zone) => {
    if (days === 0) return from + exact;
    const later = start.clone();
    later.adjust(days, 0, 0, 0);
    return zone(later) + exact;
  };
}
