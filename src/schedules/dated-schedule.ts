import { TimeZone, Token } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { LightsailScheduleOptions } from './lightsail-schedule-options';
import type { ScheduleRequest } from './schedule-contract';

/** A schedule between two dates: when EventBridge Scheduler calls the function, and what the function must know to leave out the rest. */
export interface DatedSchedule {
  readonly expression: ScheduleExpression;
  readonly request: Pick<ScheduleRequest, 'Start' | 'End' | 'RateMinutes'>;
}

const MINUTE = 60_000;
const UNITS: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 24 * 60 };

/**
 * Keeps the dates out of the schedule: EventBridge Scheduler rejects a `StartDate` more than five minutes ago, so that neither
 * an update nor a roll-back would be possible any more. What it does about an `EndDate` in the past is not documented.
 *
 * A rate counts from its start, which then nothing would say. So it becomes a cron expression: of the same times if there is
 * one, otherwise of more, among which the function finds those of the rate.
 */
export function datedSchedule(expression: ScheduleExpression, { start, end }: Pick<LightsailScheduleOptions, 'start' | 'end'>): DatedSchedule {
  const dates = { ...start && { Start: start.toISOString() }, ...end && { End: end.toISOString() } };
  const rate = start && rateMinutes(expression.expressionString);
  if (!start || rate === undefined) return { expression, request: dates };
  const first = Math.ceil(start.getTime() / MINUTE);
  const { fields, minutes } = grid(rate, first);
  return {
    expression: ScheduleExpression.expression(`cron(${fields} * * ? *)`, TimeZone.ETC_UTC),
    request: { ...dates, Start: new Date(first * MINUTE).toISOString(), ...minutes !== rate && { RateMinutes: rate } },
  };
}

function rateMinutes(expression: string): number | undefined {
  if (Token.isUnresolved(expression)) return undefined;
  const [, count, unit] = /^rate\(\s*(\d+) +(minute|hour|day)s?\s*\)$/.exec(expression) ?? [];
  return count === undefined ? undefined : Number(count) * UNITS[unit];
}

/** The widest grid of every day that has all times of a rate: its fields `minutes hours`, and how many minutes it is wide. */
function grid(rate: number, first: number): { readonly fields: string; readonly minutes: number } {
  const ofDay = gcd(rate, UNITS.day);
  if (ofDay % 60 === 0) return { fields: `${first % 60} ${every(ofDay / 60, Math.floor(first / 60), 24)}`, minutes: ofDay };
  const ofHour = gcd(ofDay, 60);
  return { fields: `${every(ofHour, first, 60)} *`, minutes: ofHour };
}

/** The field of all numbers below `end` that are `step` apart, one of them `some` modulo `end`. */
function every(step: number, some: number, end: number): string {
  if (step === 1) return '*';
  return Array.from({ length: end / step }, (_, index) => (some % step) + index * step).join(',');
}

function gcd(one: number, other: number): number {
  return other === 0 ? one : gcd(other, one % other);
}
