/** A time during which an event lasts: from the first instant to the one after the last. */
export interface Occurrence {
  readonly from: number;
  readonly to: number;
}

/** A change calendar: open or closed by default, and the other during its events. */
export interface Calendar {
  readonly defaultOpen: boolean;
  /** Of all events, overlaps included, in the order of their beginnings. They may go on for ever. */
  occurrences(): Iterable<Occurrence>;
}

/** How far `nextTransition` looks ahead through events that follow each other without a gap. */
const HORIZON = 10 * 365 * 24 * 60 * 60 * 1000;

export function isOpen(calendar: Calendar, at: number): boolean {
  return calendar.defaultOpen !== duringEvents(calendar, at);
}

/** When the calendar turns next; `undefined`: never, or not for ten years. */
export function nextTransition(calendar: Calendar, at: number): number | undefined {
  let end = at;
  for (const { from, to } of calendar.occurrences()) {
    if (from > end) return end > at ? end : from;
    end = Math.max(end, to);
    if (end > at + HORIZON) return undefined;
  }
  return end > at ? end : undefined;
}

/** Several calendars are open when all of them are. */
export function areOpen(calendars: readonly Calendar[], at: number): boolean {
  return calendars.every((calendar) => isOpen(calendar, at));
}

/** When that turns next; `undefined`: never, or not for ten years. */
export function nextCommonTransition(calendars: readonly Calendar[], at: number): number | undefined {
  const now = areOpen(calendars, at);
  for (let time = at; time < at + HORIZON;) {
    const next = calendars.map((calendar) => nextTransition(calendar, time)).filter((transition) => transition !== undefined);
    if (next.length === 0) return undefined;
    time = Math.min(...next);
    if (areOpen(calendars, time) !== now) return time;
  }
  return undefined;
}

function duringEvents(calendar: Calendar, at: number): boolean {
  for (const { from, to } of calendar.occurrences()) {
    if (from > at) return false;
    if (at < to) return true;
  }
  return false;
}
