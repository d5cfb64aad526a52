import type { Duration } from 'aws-cdk-lib';
import type * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { aws_ssm as ssm } from 'aws-cdk-lib/interfaces';
import type { ILightsailProvider } from '../provider/provider-ref';

/**
 * Options that all schedules share.
 */
export interface LightsailScheduleOptions {
  /**
   * When it runs: a cron expression in a time zone, a rate, or a point in time.
   *
   * A time that the clocks skip in spring is left out; one that they show twice in autumn runs once.
   *
   * A cron expression without a minute runs every minute, which causes a warning at synthesis.
   *
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
   */
  readonly schedule: scheduler.ScheduleExpression;

  /**
   * Whether it runs at all.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * It does not run before this time. A rate counts from it: the first run is at this time, or at the next full minute.
   *
   * The function leaves out the runs before it, without a result; the schedule in EventBridge Scheduler has no start date,
   * because the schedule could then be updated only until five minutes after that date. Not for schedules that run once (`at`).
   *
   * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html
   * @default - from its deployment on
   */
  readonly start?: Date;

  /**
   * It does not run at this time or later. The function leaves out the runs from then on, without a result. Not for schedules
   * that run once (`at`).
   *
   * @default - no end
   */
  readonly end?: Date;

  /**
   * The group of the schedule in EventBridge Scheduler.
   *
   * @default - the group `default`
   */
  readonly scheduleGroup?: scheduler.IScheduleGroup;

  /**
   * The description of the schedule in EventBridge Scheduler.
   *
   * @default - what the schedule does, and its path
   */
  readonly description?: string;

  /**
   * Change calendars of Systems Manager, in the stack's account and region. While one of them is closed, a run is skipped.
   *
   * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-change-calendar.html
   * @default - it runs every time
   */
  readonly holidays?: ssm.IDocumentRef[];

  /**
   * How late a run may begin, 1 minute to 24 hours. Until then a failed delivery is tried again; after that the run is
   * skipped.
   *
   * @default Duration.hours(1)
   */
  readonly maxEventAge?: Duration;

  /**
   * How often a failed delivery is tried again within `maxEventAge`, 0 to 185 times.
   *
   * @default 185
   */
  readonly retryAttempts?: number;

  /**
   * The queue for runs that could not be delivered to the function.
   *
   * @default - they are dropped; `AWS/Scheduler` has a metric for it
   */
  readonly deadLetterQueue?: sqs.IQueue;

  /**
   * How long a run may take for one target, 5 minutes to 24 hours, including the wait for a resource that is busy. After that
   * it fails and reports the last state that Lightsail returned.
   *
   * @default Duration.hours(2)
   */
  readonly timeout?: Duration;

  /**
   * The provider that carries out the schedule.
   *
   * @default - the default of the scope (`LightsailProvider.setDefault`), otherwise the stack's own provider
   */
  readonly provider?: ILightsailProvider;
}
