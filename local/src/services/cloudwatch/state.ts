import type { Account } from '../../core/account';
import type { AlarmRule, AlarmState } from '../../core/alarm-verdict';
import type { JsonObject } from '../../core/json';

/** CloudWatch's section of the account's state. */
export interface CloudWatchState {
  /** By Region, namespace, name and dimensions; each in the order of the data's own times. */
  series: Record<string, StoredDatum[]>;
  /** By ARN. */
  alarms: Record<string, StoredAlarm>;
  composites: Record<string, StoredCompositeAlarm>;
  /** By id. */
  detectors: Record<string, StoredDetector>;
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

/** `p99.9`: a percentile. */
export type Statistic = 'SampleCount' | 'Sum' | 'Minimum' | 'Maximum' | 'Average' | `p${number}`;

/** What every alarm has, whatever it watches. */
export interface AlarmBase {
  arn: string;
  name: string;
  region: string;
  description?: string;
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
}

/** An alarm on a metric, or on an expression of metrics. */
export interface StoredAlarm extends AlarmBase, AlarmRule {
  /** What it watches is the one of these that is returned, and is no band. */
  queries: StoredQuery[];
  /** The query that is a band around what it watches: there is no threshold then. */
  bandId?: string;
  evaluationPeriods: number;
  appointment?: number;
}

/** An alarm on the states of others. */
export interface StoredCompositeAlarm extends AlarmBase {
  rule: string;
  suppressor?: {
    /** The ARN of the alarm that keeps actions back while it is in ALARM. */
    arn: string;
    /** Milliseconds. */
    waitPeriod: number;
    extensionPeriod: number;
  };
  /** What keeps back the actions of the state that it is in, and of which state it came. */
  suppressed?: { by: 'WaitPeriod' | 'ExtensionPeriod' | 'Alarm'; before: AlarmState; appointment?: number };
}

export type AnyAlarm = StoredAlarm | StoredCompositeAlarm;

export function isComposite(alarm: AnyAlarm): alarm is StoredCompositeAlarm {
  return 'rule' in alarm;
}

/** Says what the band around a metric is made of. */
export interface StoredDetector {
  id: string;
  region: string;
  metric: StoredMetric;
  statistic: Statistic;
  excluded: Array<{ from: number; to: number }>;
  timeZone?: string;
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
  return account.section<CloudWatchState>('cloudwatch', () => ({ series: {}, alarms: {}, composites: {}, detectors: {}, dashboards: {} }));
}

/** A metric is what has exactly these dimensions. */
export function seriesKey(region: string, { namespace, metricName, dimensions }: StoredMetric): string {
  const sorted = Object.entries(dimensions).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([region, namespace, metricName, sorted]);
}

export function alarmArn(account: Account, region: string, name: string): string {
  return `arn:aws:cloudwatch:${region}:${account.id}:alarm:${name}`;
}

/** The alarm of that ARN, of either kind. */
export function findAlarm(account: Account, arn: string): AnyAlarm | undefined {
  const { alarms, composites } = cloudWatchState(account);
  if (Object.hasOwn(alarms, arn)) return alarms[arn];
  return Object.hasOwn(composites, arn) ? composites[arn] : undefined;
}

/** What an alarm begins with, unless there was one of that name: then it stays as it is. */
export function situationOf(account: Account, arn: string): Pick<AlarmBase, 'state' | 'reason' | 'since' | 'history'> {
  const { state, reason, since, history } = findAlarm(account, arn) ?? {
    state: 'INSUFFICIENT_DATA' as const, reason: 'Unchecked: Initial alarm creation', since: account.clock.now(), history: [],
  };
  return { state, reason, since, history };
}
