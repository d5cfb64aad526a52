import { NotSupportedError } from '../service';

/** One of the six fields: its range, and the names that its numbers have. */
export interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

export const MINUTES: CronField = { name: 'minutes', min: 0, max: 59 };
export const HOURS: CronField = { name: 'hours', min: 0, max: 23 };
export const DAY_OF_MONTH: CronField = { name: 'day-of-month', min: 1, max: 31 };
export const MONTH: CronField = { name: 'month', min: 1, max: 12, names: MONTHS };
/** 1 is Sunday. */
export const DAY_OF_WEEK: CronField = { name: 'day-of-week', min: 1, max: 7, names: DAYS };
export const YEAR: CronField = { name: 'year', min: 1970, max: 2199 };

/** The field is none of those that AWS takes. */
export class CronFieldError extends Error {
  constructor(field: CronField, text: string) {
    super(`'${text}' in the field ${field.name}`);
    this.name = 'CronFieldError';
  }
}

/** The numbers that a list of values, ranges and steps stands for. */
export function numbers(field: CronField, text: string): Set<number> {
  const found = new Set<number>();
  for (const item of text.split(',')) {
    const [, base, step] = /^([^/]+)(?:\/(\d+))?$/.exec(item) ?? [];
    if (base === undefined || step === '0') throw new CronFieldError(field, item);
    const [from, to] = range(field, base, step !== undefined);
    for (let value = from; value <= to; value += Number(step ?? 1)) found.add(value);
  }
  return found;
}

/** A number of the field, or the name of one. */
export function number(field: CronField, text: string): number {
  const named = field.names?.indexOf(text.toUpperCase()) ?? -1;
  const value = named >= 0 ? named + field.min : Number(text);
  if (!(named >= 0 || /^\d+$/.test(text)) || value < field.min || value > field.max) throw new CronFieldError(field, text);
  return value;
}

function range(field: CronField, text: string, stepped: boolean): [number, number] {
  if (text === '*') return [field.min, field.max];
  const [first, last, ...more] = text.split('-');
  if (more.length > 0) throw new CronFieldError(field, text);
  const from = number(field, first);
  // `5/15`: from 5 on, every 15.
  const to = last === undefined ? (stepped ? field.max : from) : number(field, last);
  if (to < from) throw new NotSupportedError(`what AWS makes of the range '${text}' in the cron field ${field.name}`, 'Write it as two ranges.');
  return [from, to];
}
