import { cloudWatchState, seriesKey, type StatisticSet, type StoredDatum } from './state';
import { indexOf } from './statistics';
import type { Account } from '../../core/account';
import { type ApiCall, NotSupportedError, ServiceError } from '../../core/service';

const MAX_DATA = 1000;
const MAX_DIMENSIONS = 30;
const HOUR = 60 * 60 * 1000;
const OLDEST = 14 * 24 * HOUR;
const NEWEST = 2 * HOUR;
/** CloudWatch forgets data after 15 months. */
const KEPT = 455 * 24 * HOUR;

/** All of a call is taken, or nothing. It adds to what is there: nothing is ever overwritten. */
export function putMetricData(account: Account, { input, region }: ApiCall): void {
  const namespace = String(input.Namespace ?? '');
  if (!/^[^:].{0,254}$/.test(namespace) || namespace.startsWith('AWS/')) {
    throw invalid('The value AWS/ or a colon at the beginning of the parameter Namespace is not valid.');
  }
  const data = (Array.isArray(input.MetricData) ? input.MetricData : []) as Datum[];
  if (data.length === 0 || data.length > MAX_DATA) throw invalid(`The collection MetricData must have 1 to ${MAX_DATA} members.`);
  for (const datum of data.map((given) => read(namespace, region, given, account.clock.now()))) keep(account, datum);
}

function keep(account: Account, datum: StoredDatum): void {
  const series = cloudWatchState(account).series[seriesKey(datum.region, datum)] ??= [];
  series.splice(indexOf(series, datum.at), 0, datum);
  const expired = indexOf(series, account.clock.now() - KEPT);
  if (expired > 0) series.splice(0, expired);
}

type Datum = Readonly<Record<string, unknown>>;

function read(namespace: string, region: string, datum: Datum, now: number): StoredDatum {
  for (const name of ['Values', 'Counts', 'StorageResolution']) {
    if (datum[name] !== undefined) throw new NotSupportedError(`${name} in the metric data of CloudWatch`);
  }
  if (typeof datum.MetricName !== 'string' || datum.MetricName === '') throw invalid('The parameter MetricData.member.1.MetricName is required.');
  const statistics = statisticsOf(datum);
  const at = timeOf(datum.Timestamp) ?? now;
  if (at < now - OLDEST || at > now + NEWEST) {
    throw invalid(`The parameter MetricData.member.1.Timestamp must specify a time no more than two weeks in the past: ${new Date(at).toISOString()}`);
  }
  return {
    namespace,
    metricName: datum.MetricName,
    region,
    dimensions: dimensionsOf(datum),
    value: statistics.sum / statistics.sampleCount,
    statistics,
    unit: datum.Unit === undefined ? 'None' : String(datum.Unit),
    at,
    putAt: now,
  };
}

function statisticsOf({ Value, StatisticValues }: Datum): StatisticSet {
  if (StatisticValues === undefined) {
    const value = number(Value, 'Value');
    return { sampleCount: 1, sum: value, minimum: value, maximum: value };
  }
  if (Value !== undefined) throw invalid('The parameters MetricData.member.1.Value and MetricData.member.1.StatisticValues are mutually exclusive.');
  const set = StatisticValues as Record<string, unknown>;
  const [sampleCount, sum, minimum, maximum] = ['SampleCount', 'Sum', 'Minimum', 'Maximum'].map((name) => number(set[name], `StatisticValues.${name}`));
  if (sampleCount <= 0) throw invalid('The value for parameter MetricData.member.1.StatisticValues.SampleCount must be greater than 0.');
  if (minimum > maximum) throw invalid('The parameter MetricData.member.1.StatisticValues.Maximum must be greater than StatisticValues.Minimum.');
  return { sampleCount, sum, minimum, maximum };
}

function dimensionsOf(datum: Datum): Record<string, string> {
  const dimensions = (Array.isArray(datum.Dimensions) ? datum.Dimensions : []) as Array<{ Name?: unknown; Value?: unknown }>;
  if (dimensions.length > MAX_DIMENSIONS) throw invalid(`At most ${MAX_DIMENSIONS} dimensions.`);
  return Object.fromEntries(dimensions.map(({ Name, Value }) => [String(Name), String(Value)]));
}

function number(value: unknown, name: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw invalid(`The value ${String(value)} for parameter MetricData.member.1.${name} is invalid.`);
}

/** Milliseconds; over the wire it is a number of seconds. */
export function timeOf(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  return value instanceof Date ? value.getTime() : Number(value) * 1000;
}

export function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterValueException', message);
}
