import { DAY, HOUR } from '../support/test-cloud';

/** Berlin is two hours ahead of UTC from the last Sunday of March to that of October, 1:00 UTC, and one hour otherwise. */
export function berlin(year: number, month: number, day: number, hour: number, minute: number): number {
  const lastSunday = (ofMonth: number) => {
    const last = new Date(Date.UTC(year, ofMonth, 0));
    return Date.UTC(year, ofMonth - 1, last.getUTCDate() - last.getUTCDay(), 1);
  };
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  const winter = asUtc - HOUR;
  return winter >= lastSunday(3) && asUtc - 2 * HOUR < lastSunday(10) ? asUtc - 2 * HOUR : winter;
}

export interface Daily {
  readonly hour: number;
  readonly minute?: number;
  readonly weekdaysOnly?: boolean;
}

/** The instants, from `begin` and for so many days, at which the clocks of Berlin show a time. */
export function berlinTimes(begin: number, days: number, { hour, minute = 0, weekdaysOnly = false }: Daily): number[] {
  const times: number[] = [];
  for (let date = begin; date < begin + days * DAY; date += DAY) {
    const day = new Date(date);
    if (weekdaysOnly && [0, 6].includes(day.getUTCDay())) continue;
    const at = berlin(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate(), hour, minute);
    // In spring an hour is jumped over: what would be in it does not exist.
    if (new Date(at).toLocaleString('sv-SE', { timeZone: 'Europe/Berlin', hour: 'numeric' }) !== String(hour).padStart(2, '0')) continue;
    times.push(at);
  }
  return times;
}
