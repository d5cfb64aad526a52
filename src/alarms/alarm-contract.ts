/**
 * What an alarm construct sends to the function. Free of the CDK. Scalars arrive as strings: CloudFormation makes them so.
 */
export const ALARM_RESOURCE_TYPE = 'Custom::LightsailAlarm';

/** What can have alarms, as Lightsail names the types. */
export type MonitoredResourceType = 'Instance' | 'RelationalDatabase' | 'LoadBalancer';

/** Lightsail takes no more alarms than this for one metric of one resource. */
export const MAX_ALARMS_PER_METRIC = 2;

/**
 * Keys of the tags that hold what an alarm was before a deployment put this library's in its place: they begin so.
 */
export const FORMER_ALARM_TAG = 'cdk-lightsail:former';

/** Properties of the custom resource, as the template holds them. */
export interface AlarmProperties {
  /**
   * The alarm's name, unique among all Lightsail resources of the region.
   * @pattern ^\w[\w-]{0,253}\w$
   * @default generated from the stack's name and the logical id
   * @change replaced
   */
  readonly AlarmName?: string;
  /**
   * The metric to watch, as Lightsail names it: `CPUUtilization`, `BurstCapacityPercentage`, …
   * @change in place
   */
  readonly MetricName: string;
  /**
   * The name of the instance, database or load balancer.
   * @change in place
   */
  readonly MonitoredResourceName: string;
  /**
   * What it is.
   * @values Instance, RelationalDatabase, LoadBalancer
   * @change in place
   */
  readonly MonitoredResourceType: MonitoredResourceType;
  /**
   * How the metric is compared with the threshold.
   * @values GreaterThanOrEqualToThreshold, GreaterThanThreshold, LessThanThreshold, LessThanOrEqualToThreshold
   * @change in place
   */
  readonly ComparisonOperator: string;
  /**
   * What the metric is compared with, in the metric's unit.
   * @change in place
   */
  readonly Threshold: number | string;
  /**
   * Over how many periods of five minutes the metric is compared.
   * @minimum 1
   * @maximum 288
   * @default 1
   * @change in place
   */
  readonly EvaluationPeriods?: number | string;
  /**
   * In how many of these periods the metric must be beyond the threshold; at most `EvaluationPeriods`.
   * @minimum 1
   * @maximum 288
   * @default `EvaluationPeriods`
   * @change in place
   */
  readonly DatapointsToAlarm?: number | string;
  /**
   * What a period without any value counts as.
   * @values breaching, notBreaching, ignore, missing
   * @default missing
   * @change in place
   */
  readonly TreatMissingData?: string;
  /**
   * Who is notified: the contact methods of the region.
   * @values Email, SMS
   * @default no notifications
   * @change in place
   */
  readonly ContactProtocols?: readonly string[];
  /**
   * The states that cause a notification. `ALARM` must be one of them. Only together with `ContactProtocols`.
   * @values OK, ALARM, INSUFFICIENT_DATA
   * @default `ALARM`, with `ContactProtocols`
   * @change in place
   */
  readonly NotificationTriggers?: readonly string[];
  /**
   * Whether notifications are sent.
   * @default true
   * @change in place
   */
  readonly NotificationEnabled?: boolean | string;
  /**
   * Whether an alarm of that name that no stack owns is taken over. The function needs the permissions of the family
   * `ALARM_ADOPTION`.
   * @default false
   * @change nothing
   */
  readonly AdoptExisting?: boolean | string;
  /**
   * Whether `TestAlarm` is called once the alarm is created.
   * @default false
   * @change nothing
   */
  readonly VerifyOnDeploy?: boolean | string;
  /**
   * Tags, besides those by which the library recognizes what it owns: at most 45.
   * @change in place
   */
  readonly Tags?: ReadonlyArray<{ readonly Key: string; readonly Value: string }>;
  /**
   * How long a request may take, in seconds.
   * @minimum 1
   * @maximum 3300
   * @default 1200
   * @change nothing
   */
  readonly TimeoutSeconds?: number | string;
}

/** Attributes that `Fn::GetAtt` gives. */
export interface AlarmAttributes {
  /** The alarm's name. */
  readonly AlarmName: string;
  /** The alarm's ARN. */
  readonly AlarmArn: string;
  /** When the deployment ended: `OK`, `ALARM`, `INSUFFICIENT_DATA`. */
  readonly State: string;
}
