import { Annotations, Token } from 'aws-cdk-lib';
import type { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { IConstruct } from 'constructs';
import { refuse } from '../private/refuse';

const SEE = 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based';

/** A cron expression without a minute means every minute: hardly ever what is meant. */
export function warnOfEveryMinute(scope: IConstruct, { expressionString: text }: ScheduleExpression): void {
  if (Token.isUnresolved(text) || cronMinutes(text)?.size !== 60) return;
  Annotations.of(scope).addWarningV2('cdk-lightsail:scheduleWillRunEveryMinute', `The schedule '${text}' runs every minute of its hours: `
    + "so does cron without 'minute'. Pass minute: '0' to run once an hour; if every minute is what you intend, acknowledge this warning.");
}

/** Sixty snapshots an hour push all older ones out of a retention that counts. */
export function checkHourly(scope: IConstruct, { expressionString: text }: ScheduleExpression): void {
  if (Token.isUnresolved(text) || !isMoreThanHourly(text)) return;
  refuse(scope, {
    got: `the schedule '${text}', which takes snapshots more often than hourly`,
    expected: "at most one an hour: cron without 'minute' means every minute",
    fix: "pass minute: '0', or a rate of an hour or more; if you need them more often, set `allowMoreThanHourly: true`",
    see: SEE,
  });
}

function isMoreThanHourly(text: string): boolean {
  const [, rate] = /^rate\(\s*(\d+) +minutes?\s*\)$/.exec(text) ?? [];
  return rate === undefined ? (cronMinutes(text)?.size ?? 0) > 1 : Number(rate) < 60;
}

/** The minutes of the hour at which a cron expression runs; undefined: it is none. The expression has been checked. */
function cronMinutes(text: string): Set<number> | undefined {
  const [, field] = /^cron\(\s*(\S+)/.exec(text) ?? [];
  return field === undefined ? undefined : new Set(field.split(',').flatMap(minutesOf));
}

/** Of one item: `5`, `*`, `10-20`, `0/15`, `10-20/5`. */
function minutesOf(item: string): number[] {
  const [base, step] = item.split('/');
  const [from, to] = base === '*' ? [0, 59] : base.split('-').map(Number);
  const last = to ?? (step === undefined ? from : 59);
  const minutes: number[] = [];
  for (let minute = from; minute <= last; minute += Number(step ?? 1)) minutes.push(minute);
  return minutes;
}
