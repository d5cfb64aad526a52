import type { Property, Time } from 'ical.js';
import { invalidContent } from './invalid-content';

/** The times that a property gives. */
export function times(property: Property): Time[] {
  if (property.type !== 'date' && property.type !== 'date-time') throw invalidContent(`${property.name.toUpperCase()} is no time`);
  return (property.getValues() as Time[]).map((time, i) => {
    // ical.js takes 30 February for 2 March.
    if (time.toString() !== property.jCal[3 + i]) throw invalidContent(`there is no '${String(property.jCal[3 + i])}'`);
    return time;
  });
}
