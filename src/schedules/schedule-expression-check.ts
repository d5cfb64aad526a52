import { Token } from 'aws-cdk-lib';
import type { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { IConstruct } from 'constructs';
import { type Refusal, refuse } from '../private/refuse';

const TYPES = 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html';

/** What a field of a cron expression is made of. */
interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
  /** What it takes besides numbers, lists, ranges and steps. `n` stands for a number of the field. */
  readonly special?: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: 'minutes', min: 0, max: 59 },
  { name: 'hours', min: 0, max: 23 },
  { name: 'day-of-month', min: 1, max: 31, special: ['?', 'L', 'LW', 'nW', 'L-n'] },
  { name: 'month', min: 1, max: 12, names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] },
  { name: 'day-of-week', min: 1, max: 7, names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'], special: ['?', 'L', 'nL', 'n#1', 'n#2', 'n#3', 'n#4', 'n#5'] },
  { name: 'year', min: 1970, max: 2199 },
];

/** EventBridge Scheduler takes any text, and refuses a wrong one only when it is deployed. */
export function checkScheduleExpression(scope: IConstruct, { expressionString: text, timeZone }: ScheduleExpression): void {
  const zone = timeZone?.timezoneName;
  if (zone !== undefined && !Token.isUnresolved(zone) && !isTimeZone(zone)) {
    refuse(scope, { got: `the time zone '${zone}'`, expected: "an IANA name such as 'Europe/Berlin'", fix: 'take one of the class TimeZone', see: TYPES });
  }
  if (Token.isUnresolved(text)) return;
  const refusal = refusalOf(text);
  if (refusal) refuse(scope, { ...refusal, got: `the schedule '${text}'${refusal.got}`, see: TYPES });
}

function refusalOf(text: string): Refusal | undefined {
  const [, kind, content] = /^(cron|rate|at)\((.*)\)$/.exec(text) ?? [];
  switch (kind) {
    case 'cron': return cronRefusal(content.trim().split(/\s+/));
    case 'rate': return /^\s*0*[1-9]\d* +(minute|hour|day)s?\s*$/.test(content) ? undefined : {
      got: '', expected: 'rate(value unit) with a positive whole number of minutes, hours or days', fix: 'use ScheduleExpression.rate(Duration)',
    };
    case 'at': return isLocalTime(content) ? undefined : {
      got: '', expected: 'at(yyyy-mm-ddThh:mm:ss) with a date and time that exist', fix: 'use ScheduleExpression.at(Date)',
    };
    default: return { got: '', expected: 'cron(…), rate(…) or at(…)', fix: 'use a method of ScheduleExpression' };
  }
}

function cronRefusal(fields: readonly string[]): Refusal | undefined {
  if (fields.length !== FIELDS.length) {
    return { got: ` with ${fields.length} fields`, expected: `six: ${FIELDS.map(({ name }) => name).join(' ')}`, fix: 'use ScheduleExpression.cron({ … })' };
  }
  const wrong = FIELDS.findIndex((field, index) => !fields[index].split(',').every((item) => isItem(field, item)));
  if (wrong >= 0) {
    const { name, min, max } = FIELDS[wrong];
    return { got: ` with '${fields[wrong]}' as ${name}`, expected: `numbers from ${min} to ${max}, lists, ranges and steps of them, or *`, fix: 'correct that field' };
  }
  if ((fields[2] === '?') === (fields[4] === '?')) {
    return {
      got: ` with '${fields[2]}' as day-of-month and '${fields[4]}' as day-of-week`, expected: "'?' as exactly one of the two", fix: "write '?' as the one that does not matter",
    };
  }
  return undefined;
}

function isItem(field: Field, item: string): boolean {
  if (field.special?.some((pattern) => matchesSpecial(field, pattern, item))) return true;
  const [base, step, ...more] = item.split('/');
  if (more.length > 0 || (step !== undefined && !/^0*[1-9]\d*$/.test(step))) return false;
  if (base === '*') return true;
  const ends = base.split('-');
  return ends.length <= 2 && ends.every((end) => isNumber(field, end));
}

function matchesSpecial(field: Field, pattern: string, item: string): boolean {
  const [before, after] = pattern.split('n');
  if (after === undefined) return item === pattern;
  return item.startsWith(before) && item.endsWith(after) && isNumber(field, item.slice(before.length, item.length - after.length));
}

function isNumber({ names, min, max }: Field, text: string): boolean {
  return names?.includes(text.toUpperCase()) || (/^\d+$/.test(text) && Number(text) >= min && Number(text) <= max);
}

function isLocalTime(text: string): boolean {
  const time = new Date(`${text}Z`);
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text) && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
