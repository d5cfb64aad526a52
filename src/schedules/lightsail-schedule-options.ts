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
   * In spring, what the clocks jump over is left out; in autumn, what they show twice happens once.
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
   * It does not run before this time. For a rate, also the time of the first run.
   *
   * @default - from its deployment on
   */
  readonly start?: Date;

  /**
   * It does not run at this time or later.
   *
   * @default - for ever
   */
  readonly end?: Date;

  /**
   * The group of the schedule in EventBridge Scheduler.
   *
   * @default - the group `default`
   */
  readonly scheduleGroup?: scheduler.IScheduleGroup;

  /**
   * What the schedule is for.
   *
   * @default - what it does
   */
  readonly description?: string;

  /**
   * Change calendars of Systems Manager. While one of them is closed, a run is skipped.
   *
   * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-change-calendar.html
   * @default - it runs every time
   */
  readonly holidays?: ssm.IDocumentRef[];

  /**
   * How late a run may begin, 1 minute to 24 hours: until then a delivery that failed is tried again, and after that the
   * run is skipped.
   *
   * @default Duration.hours(1)
   */
  readonly maxEventAge?: Duration;

  /**
   * How often a delivery that failed is tried again within `maxEventAge`, 0 to 185 times.
   *
   * @default 185
   */
  readonly retryAttempts?: number;

  /**
   * Where runs go that could not be delivered to the function.
   *
   * @default - they are dropped; `AWS/Scheduler` has a metric for it
   */
  readonly deadLetterQueue?: sqs.IQueue;

  /**
   * How long a run may take, 5 minutes to 24 hours, the wait for a resource that is busy included. After that it fails
   * with what Lightsail said last.
   *
   * @default Duration.hours(2)
   */
  readonly timeout?: Duration;

  /**
   * What carries out the schedule.
   *
   * @default - the stack's own provider
   */
  readonly provider?: ILightsailProvider;
}
