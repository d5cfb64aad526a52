import type { Account } from '../../core/account';
import type { AlarmRule, AlarmState } from '../../core/alarm-verdict';
import type { JsonObject } from '../../core/json';

/** CloudWatch's section of the account's state. */
export interface CloudWatchState {
  /** By Region, namespace, name and dimensions; each in the order of the data's own times. */
  series: Record<string, StoredDatum[]>;
  /** By ARN. */
  alarms: Record<string, StoredAlarm>;
  /** By name: dashboards belong to no Region. */
  dashboards: Record<string, JsonObject>;
}

/** What was put by one datum: one value, or a set of which the statistics are known. */
export interface StoredDatum {
  namespace: string;
  metricName: string;
  region: string;
  dimensions: Record<string, string>;
  /** The value, or the average of a set. */
  value: number;
  statistics: StatisticSet;
  unit: string;
  at: number;
  putAt: number;
}

export interface StatisticSet {
  sampleCount: number;
  sum: number;
  minimum: number;
  maximum: number;
}

export type Statistic = 'SampleCount' | 'Sum' | 'Minimum' | 'Maximum' | 'Average';

export interface StoredAlarm extends AlarmRule {
  arn: string;
  name: string;
  region: string;
  description?: string;
  /** What it watches is the one of these that is returned. */
  queries: StoredQuery[];
  evaluationPeriods: number;
  actionsEnabled: boolean;
  /** ARNs to tell of a state. */
  actions: Record<AlarmState, string[]>;
  state: AlarmState;
  /** Why it is in this state, as CloudWatch says it, and since when. */
  reason: string;
  since: number;
  /** When it was put last. */
  configuredAt: number;
  /** The states that it came into, oldest first: as AWS does, of the last 30 days. */
  history: Array<{ at: number; state: AlarmState }>;
  appointment?: number;
}

/** A metric, or an expression of others. */
export interface StoredQuery {
  id: string;
  label: string;
  returned: boolean;
  stat?: StoredMetricStat;
  expression?: string;
}

export interface StoredMetricStat {
  metric: StoredMetric;
  statistic: Statistic;
  /** Milliseconds. */
  period: number;
  /** Absent: any. */
  unit?: string;
}

export interface StoredMetric {
  namespace: string;
  metricName: string;
  dimensions: Record<string, string>;
}

export function cloudWatchState(account: Account): CloudWatchState {
  return account.section<CloudWatchState>('cloudwatch', () => ({ series: {}, alarms: {}, dashboards: {} }));
}

/** A metric is what has exactly these dimensions. */
export function seriesKey(region: string, { namespace, metricName, dimensions }: StoredMetric): string {
  const sorted = Object.entries(dimensions).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([region, namespace, metricName, sorted]);
}
