import { isPercentile } from './metric-queries';
import { invalid } from './put-metric-data';
import { type AlarmBase, type AnyAlarm, cloudWatchState, isComposite, type StoredAlarm, type StoredCompositeAlarm, type StoredMetric, type StoredMetricStat } from './state';
import type { Account } from '../../core/account';
import type { JsonObject } from '../../core/json';
import { type ApiCall, NotSupportedError, ServiceError } from '../../core/service';

type Read = (account: Account, call: ApiCall) => Record<string, unknown>;

/** What shows people what there is: `aws cloudwatch list-metrics`, `describe-alarms`, `list-dashboards`, `get-dashboard`. */
export const READING: ReadonlyMap<string, Read> = new Map(Object.entries({ ListMetrics, DescribeAlarms, ListDashboards, GetDashboard }));

/** A metric is listed for two weeks after its last value. */
const LISTED = 14 * 24 * 60 * 60 * 1000;
const METRICS_PAGE = 500;
const ALARMS_PAGE = 50;
const MAX_ALARMS_PAGE = 100;

function ListMetrics(account: Account, { input, region }: ApiCall): Record<string, unknown> {
  only(input, ['Namespace', 'MetricName', 'Dimensions', 'NextToken']);
  const { Namespace: namespace, MetricName: name, Dimensions: dimensions = [] } = input;
  const wanted = dimensions as Array<{ Name: string; Value?: string }>;
  const found = Object.values(cloudWatchState(account).series).flatMap((series) => series.slice(-1)).filter((last) => last.region === region
    && last.at >= account.clock.now() - LISTED
    && (namespace ?? last.namespace) === last.namespace
    && (name ?? last.metricName) === last.metricName
    && wanted.every(({ Name, Value }) => Object.hasOwn(last.dimensions, Name) && (Value ?? last.dimensions[Name]) === last.dimensions[Name]));
  return page('Metrics', found.map(metricView), METRICS_PAGE, input.NextToken);
}

function DescribeAlarms(account: Account, { input, region }: ApiCall): Record<string, unknown> {
  only(input, ['AlarmNames', 'AlarmNamePrefix', 'AlarmTypes', 'StateValue', 'MaxRecords', 'NextToken']);
  const { AlarmNames: names, AlarmNamePrefix: prefix = '', StateValue: state, MaxRecords: size = ALARMS_PAGE } = input;
  if (!(Number(size) >= 1 && Number(size) <= MAX_ALARMS_PAGE)) throw invalid(`MaxRecords must be from 1 to ${MAX_ALARMS_PAGE}.`);
  // Metric alarms alone unless others are asked for.
  const types = (input.AlarmTypes ?? ['MetricAlarm']) as string[];
  const { alarms, composites } = cloudWatchState(account);
  const all: AnyAlarm[] = [...types.includes('MetricAlarm') ? Object.values(alarms) : [], ...types.includes('CompositeAlarm') ? Object.values(composites) : []];
  const found = all
    .filter((alarm) => alarm.region === region
      && (!Array.isArray(names) || names.includes(alarm.name))
      && alarm.name.startsWith(String(prefix))
      && (state ?? alarm.state) === alarm.state)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const { Alarms: shown, ...rest } = page('Alarms', found, Number(size), input.NextToken);
  const onPage = shown as AnyAlarm[];
  return {
    CompositeAlarms: onPage.filter(isComposite).map(compositeAlarmView),
    MetricAlarms: onPage.flatMap((alarm) => isComposite(alarm) ? [] : [alarmView(alarm)]),
    ...rest,
  };
}

function ListDashboards(account: Account, { input }: ApiCall): Record<string, unknown> {
  only(input, ['DashboardNamePrefix']);
  const { dashboards } = cloudWatchState(account);
  const names = Object.keys(dashboards).filter((name) => name.startsWith(String(input.DashboardNamePrefix ?? ''))).sort();
  return {
    DashboardEntries: names.map((name) => ({
      DashboardName: name, DashboardArn: dashboardArn(account, name), Size: JSON.stringify(dashboards[name]).length,
    })),
  };
}

function GetDashboard(account: Account, { input }: ApiCall): Record<string, unknown> {
  only(input, ['DashboardName']);
  const name = String(input.DashboardName);
  const { dashboards } = cloudWatchState(account);
  const body: JsonObject | undefined = Object.hasOwn(dashboards, name) ? dashboards[name] : undefined;
  if (!body) throw new ServiceError('ResourceNotFound', `Dashboard ${name} does not exist`, 404);
  return { DashboardName: name, DashboardArn: dashboardArn(account, name), DashboardBody: JSON.stringify(body) };
}

function dashboardArn({ id }: Account, name: string): string {
  return `arn:aws:cloudwatch::${id}:dashboard/${name}`;
}

export function metricView({ namespace, metricName, dimensions }: StoredMetric): object {
  return { Namespace: namespace, MetricName: metricName, Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })) };
}

/** What alarms of either kind show. */
function baseView(alarm: AlarmBase): object {
  return {
    AlarmName: alarm.name,
    AlarmArn: alarm.arn,
    AlarmDescription: alarm.description,
    ActionsEnabled: alarm.actionsEnabled,
    OKActions: alarm.actions.OK,
    AlarmActions: alarm.actions.ALARM,
    InsufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
    StateValue: alarm.state,
    StateReason: alarm.reason,
    StateUpdatedTimestamp: new Date(alarm.since),
    StateTransitionedTimestamp: new Date(alarm.since),
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configuredAt),
  };
}

function compositeAlarmView(alarm: StoredCompositeAlarm): object {
  const { suppressor, suppressed } = alarm;
  return {
    ...baseView(alarm),
    AlarmRule: alarm.rule,
    ...suppressor && {
      ActionsSuppressor: suppressor.arn,
      ActionsSuppressorWaitPeriod: suppressor.waitPeriod / 1000,
      ActionsSuppressorExtensionPeriod: suppressor.extensionPeriod / 1000,
    },
    ...suppressed && { ActionsSuppressedBy: suppressed.by },
  };
}

function alarmView(alarm: StoredAlarm): object {
  const [single] = alarm.queries;
  const isMetric = alarm.queries.length === 1 && single.stat !== undefined;
  return {
    ...baseView(alarm),
    ...isMetric && single.stat ? statView(single.stat) : {
      Metrics: alarm.queries.map(({ id, label, returned, stat, expression }) => ({
        Id: id, Label: label, ReturnData: returned, Expression: expression, ...stat && { MetricStat: metricStatView(stat) },
      })),
    },
    EvaluationPeriods: alarm.evaluationPeriods,
    DatapointsToAlarm: alarm.datapointsToAlarm,
    ...alarm.bandId === undefined ? { Threshold: alarm.threshold } : { ThresholdMetricId: alarm.bandId },
    ComparisonOperator: alarm.comparisonOperator,
    TreatMissingData: alarm.treatMissingData,
  };
}

function statView({ metric, statistic, period, unit }: StoredMetricStat): object {
  const name = isPercentile(statistic) ? 'ExtendedStatistic' : 'Statistic';
  return { ...metricView(metric), [name]: statistic, Period: period / 1000, Unit: unit };
}

function metricStatView({ metric, statistic, period, unit }: StoredMetricStat): object {
  return { Metric: metricView(metric), Stat: statistic, Period: period / 1000, Unit: unit };
}

/** A token is the number of what was told already. */
function page(member: string, all: readonly object[], size: number, token: unknown): Record<string, unknown> {
  const first = Number(token ?? 0);
  if (!Number.isInteger(first) || first < 0) throw new ServiceError('InvalidNextToken', 'The specified token is not valid.');
  const next = first + size;
  return { [member]: all.slice(first, next), ...next < all.length && { NextToken: String(next) } };
}

function only(input: ApiCall['input'], known: readonly string[]): void {
  const unknown = Object.keys(input).filter((name) => input[name] !== undefined && !known.includes(name));
  if (unknown.length > 0) throw new NotSupportedError(`${unknown.join(', ')} in this call of CloudWatch`);
}
