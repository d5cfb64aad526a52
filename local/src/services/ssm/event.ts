import type { Component, Property, Time } from 'ical.js';
import type { Occurrence } from './calendar';
import { endOf } from './event-end';
import { invalidContent } from './invalid-content';
import { checkRule, repeated } from './repetition';
import { times } from './times';
import type { ToInstant, Zones } from './zones';
import { NotSupportedError } from '../../core/service';

/** When an event takes place. */
export interface EventTimes {
  /** One by one, in any order. */
  readonly single: readonly Occurrence[];
  /** By a rule, in order. */
  readonly byRules: readonly Iterator<Occurrence>[];
}

/** Reads a VEVENT. */
export function readEvent(event: Component, zones: Zones): EventTimes {
  if (event.hasProperty('recurrence-id') || event.hasProperty('exrule')) {
    throw new NotSupportedError('RECURRENCE-ID and EXRULE in a change calendar', 'Use EXDATE, and an event of its own.');
  }
  if (event.getFirstPropertyValue('status') === 'CANCELLED') throw new NotSupportedError('STATUS:CANCELLED in a change calendar');
  const beginning = event.getFirstProperty('dtstart');
  if (!beginning) throw invalidContent('an event lacks DTSTART');
  const [start] = times(beginning);
  const zone = zones.of(beginning);
  const end = endOf(event, beginning, zones);
  const occurrence = (time: Time, toInstant: ToInstant): Occurrence => {
    const from = toInstant(time);
    return { from, to: end(time, from, toInstant) };
  };
  const excluded = new Set(further(event, 'exdate', start).flatMap((property) => times(property).map(zones.of(property))));
  const wanted = ({ from }: Occurrence) => !excluded.has(from);
  const rules = event.getAllProperties('rrule');
  for (const rule of rules) checkRule(rule, start, zone);
  return {
    single: [
      ...rules.length === 0 ? [occurrence(start, zone)] : [],
      ...further(event, 'rdate', start).flatMap((property) => times(property).map((time) => occurrence(time, zones.of(property)))),
    ].filter(wanted),
    byRules: rules.map((rule) => occurrences(repeated(rule, start, zone), (time) => occurrence(time, zone), wanted)),
  };
}

function* occurrences(starts: Iterable<Time>, occurrence: (time: Time) => Occurrence, wanted: (found: Occurrence) => boolean): Generator<Occurrence> {
  for (const time of starts) {
    const found = occurrence(time);
    if (wanted(found)) yield found;
  }
}

/** EXDATE and RDATE. */
function further(event: Component, name: string, start: Time): Property[] {
  const properties = event.getAllProperties(name);
  const other = properties.find((property) => property.type !== (start.isDate ? 'date' : 'date-time'));
  if (other) throw new NotSupportedError(`${name.toUpperCase()} as ${other.type} beside DTSTART as ${start.isDate ? 'date' : 'date-time'} in a change calendar`);
  return properties;
}
