import { type Duration, Token } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { IConstruct } from 'constructs';
import type { LightsailScheduleOptions } from './lightsail-schedule-options';
import { checkScheduleExpression } from './schedule-expression-check';
import { warnOfEveryMinute } from './schedule-frequency';
import { refuse } from '../private/refuse';
import { checkClass, checkIsDuration } from '../private/untyped-checks';

const SCHEDULER = 'https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html';

export function checkScheduleOptions(scope: IConstruct, options: LightsailScheduleOptions): void {
  checkClass(scope, 'schedule', options.schedule, ScheduleExpression, "ScheduleExpression.cron({ hour: '3', minute: '0' })");
  checkScheduleExpression(scope, options.schedule);
  warnOfEveryMinute(scope, options.schedule);
  checkDuration(scope, 'maxEventAge', options.maxEventAge, 60, '1 minute to 24 hours', SCHEDULER);
  checkDuration(scope, 'timeout', options.timeout, 300, '5 minutes to 24 hours');
  const { retryAttempts, start, end } = options;
  if (retryAttempts !== undefined && !Token.isUnresolved(retryAttempts) && !isRetryCount(retryAttempts)) {
    refuse(scope, { got: `${retryAttempts} as retryAttempts`, expected: 'a whole number from 0 to 185', fix: 'choose such a number', see: SCHEDULER });
  }
  checkDate(scope, 'start', start, options.schedule);
  checkDate(scope, 'end', end, options.schedule);
  if (start && end && end <= start) {
    refuse(scope, {
      got: `an end (${end.toISOString()}) that is not after the start (${start.toISOString()})`, expected: 'an end after the start', fix: 'correct one of them',
    });
  }
}

function checkDate(scope: IConstruct, prop: string, value: Date | undefined, { expressionString: schedule }: ScheduleExpression): void {
  if (value === undefined) return;
  if (Number.isNaN(value.getTime())) refuse(scope, { got: `an invalid date as ${prop}`, expected: 'a date', fix: `correct it, or leave the ${prop} out` });
  if (Token.isUnresolved(schedule) || !schedule.startsWith('at(')) return;
  refuse(scope, { got: `the ${prop} of a schedule that runs once, '${schedule}'`, expected: 'cron(…) or rate(…)', fix: `leave the ${prop} out` });
}

function isRetryCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 185;
}

function checkDuration(scope: IConstruct, prop: string, value: Duration | undefined, min: number, expected: string, see?: string): void {
  if (value === undefined) return;
  checkIsDuration(scope, prop, value);
  if (value.isUnresolved()) return;
  const seconds = value.toSeconds({ integral: false });
  if (Number.isInteger(seconds) && seconds >= min && seconds <= 86_400) return;
  refuse(scope, { got: `${value.toHumanString()} as ${prop}`, expected, fix: 'choose a duration in that range', see });
}
