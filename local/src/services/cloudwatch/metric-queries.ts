import { evaluateMath, type Series } from './metric-math';
import { invalid } from './put-metric-data';
import type { Statistic, StoredMetric, StoredMetricStat, StoredQuery } from './state';
import { NotSupportedError } from '../../core/service';

/** A metric's statistic over a range of times. Milliseconds. */
export interface MetricQuery extends StoredMetricStat {
  readonly from: number;
  readonly to: number;
}

/** The values of periods that show, the newest first. */
export type Find = (query: MetricQuery) => Iterable<[begin: number, value: number]>;

const MINUTE = 60_000;

/** What GetMetricData and alarms are given: metrics, and expressions of them. */
export function readQueries(given: unknown): StoredQuery[] {
  const queries = (Array.isArray(given) ? given : []) as Array<Readonly<Record<string, unknown>>>;
  const read = queries.map(readQuery);
  if (new Set(read.map(({ id }) => id)).size < read.length) throw invalid('The values for parameter Id in MetricDataQueries must be unique.');
  return read;
}

function readQuery({ Id: id, MetricStat, Expression, Label, ReturnData, Period, AccountId }: Readonly<Record<string, unknown>>): StoredQuery {
  if (typeof id !== 'string' || !/^[a-z][a-zA-Z0-9_]*$/.test(id)) throw invalid(`The value ${String(id)} for parameter Id is not valid.`);
  if ((MetricStat === undefined) === (Expression === undefined)) throw invalid(`The query ${id} must have either MetricStat or Expression.`);
  if (AccountId !== undefined) throw new NotSupportedError('metrics of other accounts in CloudWatch');
  if (Expression !== undefined && Period !== undefined) throw new NotSupportedError('the Period of an expression in CloudWatch');
  return {
    id,
    label: String(Label ?? id),
    returned: String(ReturnData ?? true) === 'true',
    ...MetricStat === undefined ? { expression: String(Expression) } : { stat: readStat(MetricStat as Readonly<Record<string, unknown>>) },
  };
}

function readStat({ Metric, Period, Stat, Unit }: Readonly<Record<string, unknown>>): StoredMetricStat {
  if (Metric === undefined) throw invalid('The parameter MetricStat.Metric is required.');
  const { Namespace, MetricName, Dimensions } = Metric as Readonly<Record<string, unknown>>;
  const period = Number(Period) * 1000;
  if (!(period >= MINUTE) || period % MINUTE !== 0) throw invalid('The parameter Period must be a multiple of 60.');
  return {
    metric: { namespace: String(Namespace), metricName: String(MetricName), dimensions: dimensionsOf(Dimensions) },
    statistic: readStatistic(Stat),
    period,
    ...Unit !== undefined && { unit: String(Unit) },
  };
}

export function dimensionsOf(given: unknown): StoredMetric['dimensions'] {
  return Object.fromEntries(((given ?? []) as Array<{ Name: string; Value: string }>).map(({ Name, Value }) => [Name, Value]));
}

const STATISTICS: readonly string[] = ['SampleCount', 'Sum', 'Minimum', 'Maximum', 'Average'] satisfies Statistic[];

/** A percentile, with up to ten digits behind the point. */
const PERCENTILE = /^p(?:100|\d{1,2}(?:\.\d{1,10})?)$/;

export function isPercentile(statistic: string): boolean {
  return PERCENTILE.test(statistic);
}

export function readStatistic(value: unknown): Statistic {
  if (!STATISTICS.includes(String(value)) && !isPercentile(String(value))) throw new NotSupportedError(`the statistic ${String(value)} of CloudWatch`);
  return value as Statistic;
}

/** The values of a query in a range of times, the newest first. */
export function valuesOf(
  queries: readonly StoredQuery[], query: StoredQuery, from: number, to: number, find: Find,
): Iterable<[begin: number, value: number]> {
  if (query.stat) return find({ ...query.stat, from, to });
  const times = timesOf(periodOf(queries, query.id), from, to);
  const evaluation = new Evaluation(queries, times, (stat) => new Map(find({ ...stat, from, to })));
  return [...evaluation.series(query.id)].sort(([one], [other]) => other - one);
}

/** The period of a metric, or of all metrics that an expression may speak of. Milliseconds. */
export function periodOf(queries: readonly StoredQuery[], id: string): number {
  const own = queries.find((query) => query.id === id)?.stat?.period;
  if (own !== undefined) return own;
  const periods = new Set(queries.flatMap(({ stat }) => stat?.period ?? []));
  if (periods.size === 0) throw invalid(`The expression ${id} has no metrics.`);
  if (periods.size > 1) throw new NotSupportedError('expressions of metrics with different periods in CloudWatch');
  return Math.max(...periods);
}

function timesOf(period: number, from: number, to: number): number[] {
  const first = Math.floor(from / period) * period;
  return Array.from({ length: Math.ceil((to - first) / period) }, (_, index) => first + index * period);
}

/** Each metric and expression is worked out once, when it is first spoken of. */
class Evaluation {
  private readonly known = new Map<string, Series | 'under way'>();

  constructor(
    private readonly queries: readonly StoredQuery[],
    private readonly times: readonly number[],
    private readonly read: (stat: StoredMetricStat) => Series,
  ) {}

  series(id: string): Series {
    const known = this.known.get(id);
    if (known === 'under way') throw invalid(`The expression ${id} speaks of itself.`);
    if (known) return known;
    const query = this.queries.find((candidate) => candidate.id === id);
    if (!query) throw invalid(`There is no metric or expression ${id}.`);
    this.known.set(id, 'under way');
    const found = query.stat ? this.read(query.stat) : this.evaluate(query.expression ?? '');
    this.known.set(id, found);
    return found;
  }

  private evaluate(expression: string): Series {
    return evaluateMath(expression, {
      series: (id) => this.series(id),
      period: (id) => periodOf(this.queries, id),
      metrics: this.queries.filter(({ stat }) => stat).map(({ id }) => id),
      times: this.times,
    });
  }
}
