import { type Days, daysOfMonth, daysOfWeek } from './cron-days';
import { HOURS, MINUTES, MONTH, numbers, YEAR } from './cron-field';
import type { TimeZone } from '../time-zone';

/** `cron(minutes hours day-of-month month day-of-week year)`, as EventBridge reads it. */
export class Cron {
  private readonly minutes: number[];
  private readonly hours: number[];
  private readonly days: Days;
  private readonly months: Set<number>;
  private readonly years: Set<number>;

  /** @param fields the six fields, between the brackets */
  constructor(fields: string) {
    const parts = fields.trim().split(/\s+/);
    if (parts.length !== 6) throw new Error(`${parts.length} fields instead of 6`);
    const [minutes, hours, dayOfMonth, month, dayOfWeek, year] = parts;
    if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
      throw new Error(`'${dayOfMonth}' in the field day-of-month and '${dayOfWeek}' in the field day-of-week: exactly one of them must be '?'`);
    }
    this.minutes = [...numbers(MINUTES, minutes)].sort((one, other) => one - other);
    this.hours = [...numbers(HOURS, hours)].sort((one, other) => one - other);
    this.days = dayOfWeek === '?' ? daysOfMonth(dayOfMonth) : daysOfWeek(dayOfWeek);
    this.months = numbers(MONTH, month);
    this.years = numbers(YEAR, year);
  }

  /**
   * The first instant after this one at which it fires; `undefined`: never again.
   *
   * What the clocks jump over in spring is left out. What they show twice in autumn happens once: the first time.
   *
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time
   */
  next(after: number, zone: TimeZone): number | undefined {
    const now = zone.wallTime(after);
    for (let year = now.year; year <= YEAR.max; year++) {
      if (!this.years.has(year)) continue;
      for (let month = year === now.year ? now.month : 1; month <= 12; month++) {
        if (!this.months.has(month)) continue;
        const firstDay = year === now.year && month === now.month ? now.day : 1;
        for (const day of [...this.days({ year, month })].sort((one, other) => one - other)) {
          if (day < firstDay) continue;
          const found = this.nextOnDay({ year, month, day }, after, zone);
          if (found !== undefined) return found;
        }
      }
    }
    return undefined;
  }

  private nextOnDay(date: { year: number; month: number; day: number }, after: number, zone: TimeZone): number | undefined {
    for (const hour of this.hours) {
      for (const minute of this.minutes) {
        const [first] = zone.instants({ ...date, hour, minute, second: 0 });
        if (first !== undefined && first > after) return first;
      }
    }
    return undefined;
  }
}
