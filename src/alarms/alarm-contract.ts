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
  /** Absent: the function makes a name. */
  readonly AlarmName?: string;
  readonly MetricName: string;
  readonly MonitoredResourceName: string;
  readonly MonitoredResourceType: MonitoredResourceType;
  readonly ComparisonOperator: string;
  readonly Threshold: number | string;
  readonly EvaluationPeriods: number | string;
  readonly DatapointsToAlarm: number | string;
  readonly TreatMissingData: string;
  /** Absent: no notifications, and no triggers either. */
  readonly ContactProtocols?: readonly string[];
  readonly NotificationTriggers?: readonly string[];
  readonly NotificationEnabled: boolean | string;
  /** Take over an alarm of that name that is not the resource's own. Absent: no. */
  readonly AdoptExisting?: boolean | string;
  /** Run TestAlarm once the alarm is made. Absent: no. */
  readonly VerifyOnDeploy?: boolean | string;
  readonly Tags?: ReadonlyArray<{ readonly Key: string; readonly Value: string }>;
  /** How long the whole request may take. */
  readonly TimeoutSeconds: number | string;
}

/** Attributes that `Fn::GetAtt` gives. */
export interface AlarmAttributes {
  readonly AlarmName: string;
  readonly AlarmArn: string;
  /** When the deployment ended: `OK`, `ALARM`, `INSUFFICIENT_DATA`. */
  readonly State: string;
}
