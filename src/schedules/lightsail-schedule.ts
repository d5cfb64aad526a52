import { Duration, Lazy, type RemovalPolicy, Resource, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { datedSchedule } from './dated-schedule';
import { invokeRole } from './invoke-role';
import type { LightsailScheduleOptions } from './lightsail-schedule-options';
import { checkScheduleOptions } from './schedule-checks';
import {
  METRIC_NAMESPACE, MetricDimension, RESULT_SOURCE, ResultDetailType, ScheduleAction, type ScheduleEvent, ScheduleMetricName, type ScheduleRequest,
} from './schedule-contract';
import { warnOfRegion } from '../private/environment-checks';
import type { LightsailFamily } from '../provider/family';
import { LightsailProvider } from '../provider/lightsail-provider';
import type { ILightsailProvider } from '../provider/provider-ref';

/**
 * Properties of the base class.
 */
export interface LightsailScheduleProps extends LightsailScheduleOptions {
  /** Whose permissions are needed. */
  readonly families: LightsailFamily[];
}

/** What a request says besides where it comes from. */
type RequestBody = Pick<ScheduleRequest, 'Action'> & Partial<ScheduleRequest>;

/**
 * A schedule: EventBridge Scheduler calls the provider's function, which does the work and publishes the result.
 */
export abstract class LightsailSchedule extends Resource {
  private readonly options: LightsailScheduleProps;
  private readonly provider: ILightsailProvider;
  private main?: scheduler.CfnSchedule;
  private readonly schedules: scheduler.CfnSchedule[] = [];
  private removalPolicy?: RemovalPolicy;

  constructor(scope: Construct, id: string, props: LightsailScheduleProps) {
    super(scope, id);
    checkScheduleOptions(this, props);
    warnOfRegion(this);
    this.options = props;
    this.provider = props.provider ?? LightsailProvider.of(this);
  }

  /**
   * A rule for runs that succeeded, or found that nothing had to be done. There is one event for each target.
   *
   * @param id the rule's id
   * @param options the rule's target and more
   */
  onSuccess(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onResult(id, 'succeeded', options);
  }

  /**
   * A rule for runs that failed. There is one event for each target, or one for a run that could not begin.
   *
   * @param id the rule's id
   * @param options the rule's target and more
   */
  onFailure(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onResult(id, 'failed', options);
  }

  /**
   * A rule for runs that were skipped: on a holiday, because the target is held, or because they were too late.
   *
   * @param id the rule's id
   * @param options the rule's target and more
   */
  onSkip(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onResult(id, 'skipped', options);
  }

  /**
   * How many targets succeeded.
   *
   * @default - sum over 5 minutes
   * @param props what differs from the default
   */
  metricSucceeded(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this._metric(ScheduleMetricName.SUCCEEDED, { statistic: cloudwatch.Stats.SUM, ...props });
  }

  /**
   * How many targets failed.
   *
   * @default - sum over 5 minutes
   * @param props what differs from the default
   */
  metricFailed(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this._metric(ScheduleMetricName.FAILED, { statistic: cloudwatch.Stats.SUM, ...props });
  }

  /**
   * How many targets were skipped.
   *
   * @default - sum over 5 minutes
   * @param props what differs from the default
   */
  metricSkipped(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this._metric(ScheduleMetricName.SKIPPED, { statistic: cloudwatch.Stats.SUM, ...props });
  }

  /**
   * How many seconds it took from the scheduled time until the target was done. Only targets that succeeded count.
   *
   * @default - maximum over 5 minutes
   * @param props what differs from the default
   */
  metricDuration(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this._metric(ScheduleMetricName.DURATION, { statistic: cloudwatch.Stats.MAXIMUM, ...props });
  }

  /**
   * Applies the removal policy to the schedule, and to the schedules that it adds: of `keepStopped`, and of `metricAge()`.
   *
   * A schedule that is retained goes on calling the provider's function, which may be gone. What it took is not touched by the
   * policy: snapshots are kept in any case.
   *
   * @param policy what happens to the schedules when the construct leaves the stack
   */
  public override applyRemovalPolicy(policy: RemovalPolicy): void {
    this.removalPolicy = policy;
    for (const schedule of this.schedules) schedule.applyRemovalPolicy(policy);
  }

  /** @internal */
  protected _metric(metricName: string, props: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: METRIC_NAMESPACE,
      metricName,
      dimensionsMap: { [MetricDimension.STACK]: Stack.of(this).stackName, [MetricDimension.SCHEDULE]: this.logicalId() },
      ...props,
    }).attachTo(this);
  }

  /**
   * Makes a schedule that sends this request. The first one is the schedule that owns what all of them make.
   *
   * @internal
   */
  protected _schedule(id: string, body: RequestBody, expression = this.options.schedule): scheduler.Schedule {
    const { enabled, scheduleGroup, deadLetterQueue, retryAttempts = 185, families } = this.options;
    const dated = datedSchedule(expression, this.options);
    const role = invokeRole(this, this.provider);
    const permissions = families.map((family) => this.provider.useFamily(family, this));
    const mayUseQueue = deadLetterQueue?.grantSendMessages(role);
    const maxEventAge = this.maxEventAge();
    const schedule = new scheduler.Schedule(this, id, {
      schedule: dated.expression,
      description: this.options.description ?? `${DESCRIPTION[body.Action]} (${this.node.path})`.slice(0, 512),
      enabled,
      scheduleGroup,
      target: {
        bind: () => ({
          arn: this.provider.functionArn,
          role,
          input: scheduler.ScheduleTargetInput.fromObject(this.event({ ...dated.request, ...body })),
          deadLetterConfig: deadLetterQueue && { arn: deadLetterQueue.queueArn },
        }),
      },
    });
    const resource = schedule.node.defaultChild as scheduler.CfnSchedule;
    // Past the L2, which takes tokens for wrong numbers; checked above.
    resource.addPropertyOverride('Target.RetryPolicy', {
      MaximumEventAgeInSeconds: maxEventAge.toSeconds(), MaximumRetryAttempts: retryAttempts,
    });
    // The template refers to the role; that its permissions must be there, too, it does not say. Nor that of a group by name.
    schedule.node.addDependency(...permissions, ...scheduleGroup ? [scheduleGroup] : []);
    mayUseQueue?.applyBefore(schedule);
    this.schedules.push(resource);
    this.main ??= resource;
    this.node.defaultChild = this.main;
    if (this.removalPolicy) resource.applyRemovalPolicy(this.removalPolicy);
    return schedule;
  }

  private onResult(id: string, result: keyof typeof ResultDetailType, options: events.OnEventOptions): events.Rule {
    const rule = new events.Rule(options.crossStackScope ?? this, id, options);
    rule.addEventPattern({
      source: [RESULT_SOURCE],
      detailType: [ResultDetailType[result]],
      detail: { stack: [Stack.of(this).stackId], schedule: [this.logicalId()] },
    });
    rule.addTarget(options.target);
    return rule;
  }

  private event(body: RequestBody): ScheduleEvent {
    const stack = Stack.of(this);
    const { holidays = [], timeout = Duration.hours(2) } = this.options;
    return {
      CdkLightsailSchedule: {
        StackId: stack.stackId,
        StackName: stack.stackName,
        LogicalId: this.logicalId(),
        ScheduleArn: scheduler.ContextAttribute.scheduleArn,
        ScheduledTime: scheduler.ContextAttribute.scheduledTime,
        MaxAgeSeconds: this.maxEventAge().toSeconds(),
        TimeoutSeconds: timeout.toSeconds(),
        Calendars: holidays.map(({ documentRef }) => documentRef.documentName),
        Targets: [],
        TargetTags: [],
        ...body,
      },
    };
  }

  private maxEventAge(): Duration {
    return this.options.maxEventAge ?? Duration.hours(1);
  }

  /** Known only when the schedule is made; the schedule's own input holds it, too. */
  private logicalId(): string {
    return Lazy.string({ produce: () => this.main?.logicalId });
  }
}

const DESCRIPTION: Readonly<Record<ScheduleAction, string>> = {
  [ScheduleAction.START_DATABASE]: 'Starts Lightsail databases',
  [ScheduleAction.STOP_DATABASE]: 'Stops Lightsail databases',
  [ScheduleAction.KEEP_DATABASE_STOPPED]: 'Stops Lightsail databases that AWS has started again',
  [ScheduleAction.TAKE_SNAPSHOT]: 'Takes and prunes Lightsail snapshots',
  [ScheduleAction.REPORT_SNAPSHOT_AGE]: 'Reports the age of the newest Lightsail snapshots',
};
