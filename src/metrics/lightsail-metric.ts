import type { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { MetricResourceType } from './metric-resource-type';
import type { MetricStatistic } from './metric-statistic';
import type { MetricUnit } from './metric-unit';

/**
 * Properties of the base class.
 */
export interface LightsailMetricProps {
  /** What the metric is of. */
  readonly resourceType: MetricResourceType;
  /** The name of the resource; may be a token. */
  readonly resourceName: string;
  /**
   * The construct that stands for the resource: its account and region must be those of what uses the metric.
   * @default - not checked
   */
  readonly resource?: IConstruct;
  /** Lightsail's name of the metric. */
  readonly metricName: string;
  /** The unit in which Lightsail publishes it. */
  readonly unit: MetricUnit;
  /** The statistic that AWS calls the most useful for it. */
  readonly statistic: MetricStatistic;
  /** How far apart the values are that Lightsail publishes. */
  readonly period: Duration;
}

/**
 * A metric of one Lightsail resource: what `InstanceMetric`, `DatabaseMetric` and their like have in common.
 *
 * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-resource-health-metrics.html
 */
export abstract class LightsailMetric {
  /** What the metric is of. */
  public readonly resourceType: MetricResourceType;

  /** The name of the resource. */
  public readonly resourceName: string;

  /** Lightsail's name of the metric. */
  public readonly metricName: string;

  /** The unit in which Lightsail publishes it. */
  public readonly unit: MetricUnit;

  /** The statistic that AWS calls the most useful for it. */
  public readonly statistic: MetricStatistic;

  /** How far apart the values are that Lightsail publishes. */
  public readonly period: Duration;

  /** @internal */
  readonly _resource?: IConstruct;

  protected constructor(props: LightsailMetricProps) {
    this.resourceType = props.resourceType;
    this.resourceName = props.resourceName;
    this._resource = props.resource;
    this.metricName = props.metricName;
    this.unit = props.unit;
    this.statistic = props.statistic;
    this.period = props.period;
  }
}
