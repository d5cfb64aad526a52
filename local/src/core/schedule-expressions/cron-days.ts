import { CronFieldError, DAY_OF_MONTH, DAY_OF_WEEK, number, numbers } from './cron-field';
import { NotSupportedError } from '../service';

/** A month of some year. `month`: 1 to 12. */
export interface Month {
  readonly year: number;
  readonly month: number;
}

/** The days of a month on which an expression fires. */
export type Days = (month: Month) => Set<number>;

/** `L`, `15W`, and lists of days. */
export function daysOfMonth(text: string): Days {
  if (/^L[W-]/.test(text)) throw new NotSupportedError(`what AWS makes of '${text}' in the cron field day-of-month`);
  const items = text.split(',').map((item): Days => {
    if (item === 'L') return (month) => new Set([lengthOf(month)]);
    const weekday = /^(\d+)W$/.exec(item);
    if (weekday) {
      const day = number(DAY_OF_MONTH, weekday[1]);
      return (month) => new Set(day > lengthOf(month) ? [] : [nearestWeekday(month, day)]);
    }
    const days = numbers(DAY_OF_MONTH, item);
    return (month) => new Set([...days].filter((day) => day <= lengthOf(month)));
  });
  return (month) => new Set(items.flatMap((item) => [...item(month)]));
}

/** `L` (Saturday), `6L` (the last Friday), `6#3` (the third Friday), and lists of days of the week. */
export function daysOfWeek(text: string): Days {
  const nth = /^([^#,]+)#(\d)$/.exec(text);
  if (nth) {
    const day = number(DAY_OF_WEEK, nth[1]);
    const count = Number(nth[2]);
    if (count < 1 || count > 5) throw new CronFieldError(DAY_OF_WEEK, text);
    return (month) => new Set(datesOf(month, day).slice(count - 1, count));
  }
  const items = text.split(',').map((item): Days => {
    if (item === 'L') return (month) => new Set(datesOf(month, 7));
    const last = /^(.+)L$/.exec(item);
    if (last) {
      const day = number(DAY_OF_WEEK, last[1]);
      return (month) => new Set(datesOf(month, day).slice(-1));
    }
    const days = numbers(DAY_OF_WEEK, item);
    return (month) => new Set([...days].flatMap((day) => datesOf(month, day)));
  });
  return (month) => new Set(items.flatMap((item) => [...item(month)]));
}

/** The dates of a day of the week; 1 is Sunday. */
function datesOf(month: Month, dayOfWeek: number): number[] {
  const dates: number[] = [];
  for (let day = 1; day <= lengthOf(month); day++) if (weekdayOf(month, day) === dayOfWeek) dates.push(day);
  return dates;
}

/** The weekday closest to that day, in the same month. */
function nearestWeekday(month: Month, day: number): number {
  switch (weekdayOf(month, day)) {
    case 7: return day === 1 ? day + 2 : day - 1;
    case 1: return day === lengthOf(month) ? day - 2 : day + 1;
    default: return day;
  }
}

function weekdayOf({ year, month }: Month, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
}

function lengthOf({ year, month }: Month): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
