import { type CustomResource, Duration, type ITaggableV2, RemovalPolicy, Resource, TagManager, TagType } from 'aws-cdk-lib';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import { checkAlarm } from './alarm-checks';
import { ALARM_RESOURCE_TYPE, type AlarmAttributes, type AlarmProperties } from './alarm-contract';
import { registerAlarm } from './alarm-registry';
import { AlarmState } from './alarm-state';
import type { ComparisonOperator } from './comparison-operator';
import { checkContactMethods } from './contact-method-checks';
import type { IContactMethod } from './contact-method-ref';
import { TreatMissingData } from './treat-missing-data';
import type { LightsailMetric } from '../metrics/lightsail-metric';
import { checkEnvironment } from '../private/environment-checks';
import { lightsailCustomResource } from '../private/lightsail-custom-resource';
import { LightsailFamily } from '../provider/family';
import { LightsailProvider } from '../provider/lightsail-provider';
import type { ILightsailProvider } from '../provider/provider-ref';
import { NamedReference } from '../references/named-reference';

/**
 * Options that an alarm has besides its metric and its threshold.
 */
export interface AlarmOptions {
  /**
   * The alarm's name: 2 to 255 letters, digits, hyphens or underscores, unique among all Lightsail resources of the
   * region. Another name replaces the alarm.
   *
   * @default - generated from the stack's name and the construct's logical id
   */
  readonly alarmName?: string;

  /**
   * Over how many periods the metric is compared with the threshold, 1 to 288. A period is five minutes long; neither it
   * nor the statistic can be chosen.
   *
   * @default 1
   */
  readonly evaluationPeriods?: number;

  /**
   * In how many of these periods the metric must be beyond the threshold for the alarm to go off: "M out of N".
   *
   * @default - in all of them
   */
  readonly datapointsToAlarm?: number;

  /**
   * What a period without any value counts as.
   *
   * @default TreatMissingData.MISSING
   */
  readonly treatMissingData?: TreatMissingData;

  /**
   * Who is notified.
   *
   * @default - no notifications: the alarm only shows in the Lightsail console
   */
  readonly contactMethods?: IContactMethod[];

  /**
   * The states that cause a notification when the alarm changes to them. `AlarmState.ALARM` must be one of them; requires
   * `contactMethods`.
   *
   * @default - AlarmState.ALARM, if there are contact methods
   */
  readonly notifyOn?: AlarmState[];

  /**
   * Whether notifications are sent. The alarm itself works without them.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Tags of the alarm, besides those of `Tags.of(…)`.
   *
   * @default - only those of `Tags.of(…)`
   */
  readonly tags?: { [key: string]: string };

  /**
   * Whether an alarm of this name that exists already, and that no stack owns, is overwritten. From then on it belongs to the
   * stack, and is deleted with it. Without this option, such an alarm makes the deployment fail, and is not touched.
   *
   * If the deployment fails, the alarm gets back its configuration and its tags. In a nested stack that also happens when the
   * stack is deleted: its deletion and the failure of its parent look the same. An alarm that another stack owns is never
   * adopted. The option may be removed once the alarm is adopted. Requires `alarmName`.
   *
   * @default false
   */
  readonly adoptExisting?: boolean;

  /**
   * Whether the alarm is tested once when it is created, with a notification to the contact methods as if it had gone off.
   *
   * Lightsail refuses the test in some states of an alarm. The deployment then goes on.
   *
   * @see https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_TestAlarm.html
   * @default false
   */
  readonly verifyOnDeploy?: boolean;

  /**
   * How long the alarm may take, 1 to 55 minutes. It is created at once, unless Lightsail throttles.
   *
   * @default Duration.minutes(20)
   */
  readonly timeout?: Duration;

  /**
   * What happens to the alarm when the construct leaves the stack.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * The provider that creates the alarm.
   *
   * @default - the default of the scope (`LightsailProvider.setDefault`), otherwise the stack's own provider
   */
  readonly provider?: ILightsailProvider;
}

/**
 * Properties of an alarm.
 */
export interface AlarmProps extends AlarmOptions {
  /**
   * The metric to watch, from `InstanceMetric`, `DatabaseMetric` or `LoadBalancerMetric`.
   */
  readonly metric: LightsailMetric;

  /**
   * What the metric is compared with, in the metric's unit.
   */
  readonly threshold: number;

  /**
   * How the metric is compared with the threshold.
   */
  readonly comparisonOperator: ComparisonOperator;
}

/**
 * An alarm on a metric of an instance, a database or a load balancer.
 *
 * Every property except the name is changed in place, and the alarm keeps its state. Lightsail allows two alarms for one
 * metric of one resource. Properties that Lightsail would refuse, and thresholds that can never or always be exceeded, are
 * rejected at synthesis.
 *
 * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-alarms.html
 */
@propertyInjectable
export class Alarm extends Resource implements lightsail.IAlarmRef, ITaggableV2 {
  /** Identifies the class to property injectors (`PropertyInjectors.of(app)`). */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-lightsail.Alarm';

  /**
   * Refers to an alarm that exists already, by its name.
   *
   * Its ARN ends in a UUID that cannot be derived from the name: `alarmArn` of the reference is the pattern of any alarm.
   *
   * @param scope the parent
   * @param id the construct's id
   * @param alarmName the name; may be a token
   */
  static fromAlarmName(scope: Construct, id: string, alarmName: string): lightsail.IAlarmRef {
    class Import extends NamedReference implements lightsail.IAlarmRef {
      readonly alarmRef: lightsail.AlarmReference = { alarmName: alarmName, alarmArn: this.anyArn };
    }
    return new Import(scope, id, { type: 'Alarm', prop: 'alarmName', name: alarmName });
  }

  /** The tags, for `Tags.of(…)`. */
  public readonly cdkTagManager: TagManager;

  /**
   * The alarm's name.
   * @attribute
   */
  public readonly alarmName: string;

  /**
   * The alarm's ARN.
   * @attribute
   */
  public readonly alarmArn: string;

  /**
   * The state when the deployment ended: `OK`, `ALARM`, or `INSUFFICIENT_DATA`, the state of every new alarm.
   * @attribute
   */
  public readonly alarmState: string;

  /** The metric that is watched. */
  public readonly metric: LightsailMetric;

  private readonly resource: CustomResource;

  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id, { physicalName: props.alarmName });
    checkAlarm(this, props);
    checkContactMethods(this, props.contactMethods);
    registerAlarm(this, props.metric, props.alarmName);
    checkEnvironment(this, props.metric._resource);
    this.metric = props.metric;
    this.cdkTagManager = new TagManager(TagType.MAP, ALARM_RESOURCE_TYPE, props.tags);

    const provider = props.provider ?? LightsailProvider.of(this);
    this.resource = lightsailCustomResource(this, 'Resource', {
      resourceType: ALARM_RESOURCE_TYPE,
      family: LightsailFamily.ALARMS,
      provider,
      timeout: props.timeout ?? Duration.minutes(20),
      removalPolicy: props.removalPolicy ?? RemovalPolicy.DESTROY,
      tags: this.cdkTagManager,
      properties: properties(props),
    });
    if (props.adoptExisting) this.resource.node.addDependency(provider.useFamily(LightsailFamily.ALARM_ADOPTION, this));
    // Lightsail knows contact methods only by their protocol, so nothing in the properties refers to them.
    for (const contactMethod of props.contactMethods ?? []) this.resource.node.addDependency(contactMethod);

    this.alarmName = this.resource.ref;
    this.alarmArn = this.attribute('AlarmArn');
    this.alarmState = this.attribute('State');
  }

  /** A reference to this alarm, for constructs that take one. */
  public get alarmRef(): lightsail.AlarmReference {
    return { alarmName: this.alarmName, alarmArn: this.alarmArn };
  }

  private attribute(name: keyof AlarmAttributes): string {
    return this.resource.getAttString(name);
  }
}

function properties(props: AlarmProps): Omit<AlarmProperties, 'Tags' | 'TimeoutSeconds'> {
  const protocols = [...new Set((props.contactMethods ?? []).map(({ protocol }) => protocol))].sort();
  const notifies = protocols.length > 0;
  return {
    AlarmName: props.alarmName,
    MetricName: props.metric.metricName,
    MonitoredResourceName: props.metric.resourceName,
    // The other types have no alarms, and are refused by now.
    MonitoredResourceType: props.metric.resourceType as AlarmProperties['MonitoredResourceType'],
    ComparisonOperator: props.comparisonOperator,
    Threshold: props.threshold,
    EvaluationPeriods: props.evaluationPeriods ?? 1,
    DatapointsToAlarm: props.datapointsToAlarm ?? props.evaluationPeriods ?? 1,
    TreatMissingData: props.treatMissingData ?? TreatMissingData.MISSING,
    ContactProtocols: notifies ? protocols : undefined,
    NotificationTriggers: notifies ? [...new Set(props.notifyOn ?? [AlarmState.ALARM])].sort() : undefined,
    NotificationEnabled: props.enabled ?? true,
    AdoptExisting: props.adoptExisting || undefined,
    VerifyOnDeploy: props.verifyOnDeploy || undefined,
  };
}
