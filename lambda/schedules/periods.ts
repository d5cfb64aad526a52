export type Period = 'day' | 'week' | 'month';

const DAY = 24 * 60 * 60 * 1000;

/** The day, week (from Monday) or month of an instant, as the clocks of a zone show it: a key that sorts by time. */
export function periodOf(period: Period, instant: number, timeZone: string): string {
  const date = localDate(instant, timeZone);
  switch (period) {
    case 'day': return isoDate(date);
    case 'week': return isoDate(date - ((new Date(date).getUTCDay() + 6) % 7) * DAY);
    case 'month': return isoDate(date).slice(0, 7);
  }
}

/** The local date as midnight in UTC: dates alone are counted with. */
function localDate(instant: number, timeZone: string): number {
  const parts = new Map(formatOf(timeZone).formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(parts.get('year') ?? NaN, (parts.get('month') ?? NaN) - 1, parts.get('day'));
}

function isoDate(date: number): string {
  return new Date(date).toISOString().slice(0, 10);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one is costly: each is kept. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-US', {
    timeZone, calendar: 'gregory', numberingSystem: 'latn', year: 'numeric', month: 'numeric', day: 'numeric',
  });
  formats.set(timeZone, known);
  return known;
}
