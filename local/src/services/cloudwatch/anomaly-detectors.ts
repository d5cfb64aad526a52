import { createHash } from 'node:crypto';
import { metricView } from './describe-operations';
import { dimensionsOf, readStatistic } from './metric-queries';
import { invalid, timeOf } from './put-metric-data';
import { cloudWatchState, seriesKey, type StoredDetector } from './state';
import type { Account } from '../../core/account';
import { NotSupportedError, ServiceError } from '../../core/service';

type Input = Readonly<Record<string, unknown>>;

/** A detector as it was described, with an id that the metric and its statistic make. */
export function readDetector(region: string, input: Input): StoredDetector {
  for (const name of ['MetricMathAnomalyDetector', 'MetricCharacteristics']) {
    if (input[name] !== undefined) throw new NotSupportedError(`${name} of an anomaly detector of CloudWatch`);
  }
  const { Namespace, MetricName, Dimensions, Stat, AccountId } = (input.SingleMetricAnomalyDetector ?? input) as Input;
  if (AccountId !== undefined) throw new NotSupportedError('metrics of other accounts in CloudWatch');
  if (Namespace === undefined || MetricName === undefined || Stat === undefined) throw invalid('Namespace, MetricName and Stat are required.');
  // The API and CloudFormation spell it in two ways.
  const { ExcludedTimeRanges: ranges = [], MetricTimezone, MetricTimeZone: timeZone = MetricTimezone } = (input.Configuration ?? {}) as Input;
  const metric = { namespace: String(Namespace), metricName: String(MetricName), dimensions: dimensionsOf(Dimensions) };
  const statistic = readStatistic(Stat);
  return {
    id: createHash('sha256').update(`${seriesKey(region, metric)} ${statistic}`).digest('hex').slice(0, 32),
    region,
    metric,
    statistic,
    excluded: (ranges as Input[]).map(({ StartTime, EndTime }) => ({ from: moment(StartTime), to: moment(EndTime) })),
    ...timeZone !== undefined && { timeZone: String(timeZone) },
  };
}

/** In templates times are texts. */
function moment(value: unknown): number {
  const at = typeof value === 'string' ? Date.parse(value) : timeOf(value);
  if (at === undefined || Number.isNaN(at)) throw invalid(`The value ${String(value)} for parameter ExcludedTimeRanges is invalid.`);
  return at;
}

export function putDetector(account: Account, detector: StoredDetector): void {
  cloudWatchState(account).detectors[detector.id] = detector;
}

export function removeDetector(account: Account, id: string): void {
  const { detectors } = cloudWatchState(account);
  if (!Object.hasOwn(detectors, id)) throw new ServiceError('ResourceNotFoundException', 'The anomaly detector does not exist.', 404);
  delete detectors[id];
}

export function detectorView({ metric, statistic, excluded, timeZone }: StoredDetector): object {
  const single = { ...metricView(metric), Stat: statistic };
  return {
    ...single,
    SingleMetricAnomalyDetector: single,
    Configuration: {
      ExcludedTimeRanges: excluded.map(({ from, to }) => ({ StartTime: new Date(from), EndTime: new Date(to) })),
      ...timeZone !== undefined && { MetricTimezone: timeZone },
    },
    StateValue: 'TRAINED',
  };
}
