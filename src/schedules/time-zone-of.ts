import type { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';

/** The IANA name of a schedule's time zone. */
export function timeZoneOf(schedule: ScheduleExpression): string {
  return schedule.timeZone?.timezoneName ?? 'Etc/UTC';
}
