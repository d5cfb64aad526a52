import { Duration } from 'aws-cdk-lib';
import { MetricStatistic } from './metric-statistic';
import { MetricUnit } from './metric-unit';

/** What is known of a metric, whatever resource it is of. */
export interface MetricDescription {
  readonly unit: MetricUnit;
  /** The one that AWS calls the most useful. Of several, the one that a single peak changes least. */
  readonly statistic: MetricStatistic;
  /** How far apart Lightsail's own values are. */
  readonly period: Duration;
  /** The highest possible value; absent: no limit. The lowest is 0. */
  readonly max?: number;
  /** Why Lightsail has no alarms for it. Absent: it has. */
  readonly noAlarms?: string;
}

export const MINUTE = Duration.minutes(1);
export const FIVE_MINUTES = Duration.minutes(5);
export const DAY = Duration.days(1);

/** Why the metrics of some kinds of resources have no alarms. */
export const NO_ALARMS = 'Lightsail has alarms only for instances, databases and load balancers. Export the metric (MetricExport), and create a '
  + 'CloudWatch alarm';

export function average(unit: MetricUnit, period: Duration): MetricDescription {
  return { unit, statistic: MetricStatistic.AVERAGE, period, ...(unit === MetricUnit.PERCENT ? { max: 100 } : {}) };
}

export function sum(unit: MetricUnit, period: Duration): MetricDescription {
  return { unit, statistic: MetricStatistic.SUM, period };
}
