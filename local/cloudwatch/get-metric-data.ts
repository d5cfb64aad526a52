import { type ApiCall, NotSupportedError } from '../service';
import { invalid, timeOf } from './put-metric-data';
import type { Statistic, StoredMetric } from './state';

const MAX_QUERIES = 500;
const MINUTE = 60_000;

export interface MetricQuery {
  readonly metric: StoredMetric;
  readonly statistic: Statistic;
  readonly period: number;
  readonly from: number;
  readonly to: number;
  readonly unit?: string;
}

/** Answers GetMetricData, a page at a time: a page has so many datapoints, and may end within a series. */
export function getMetricData({ input }: ApiCall, pageSize: number, find: (query: MetricQuery) => Map<number, number>): Record<string, unknown> {
  const queries = (Array.isArray(input.MetricDataQueries) ? input.MetricDataQueries : []) as Query[];
  if (queries.length === 0 || queries.length > MAX_QUERIES) throw invalid(`The collection MetricDataQueries must have 1 to ${MAX_QUERIES} members.`);
  const [from, to] = [timeOf(input.StartTime), timeOf(input.EndTime)];
  if (from === undefined || to === undefined || !(from < to)) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  const ids = new Set(queries.map(({ Id }) => String(Id)));
  if (ids.size < queries.length) throw invalid('The values for parameter Id in MetricDataQueries must be unique.');

  const all = queries.flatMap((query) => [...find(read(query, from, to))].map(([at, value]) => ({ id: String(query.Id), at, value })).reverse());
  const first = input.NextToken === undefined ? 0 : Number(input.NextToken);
  const page = all.slice(first, first + pageSize);
  const complete = first + page.length >= all.length;
  return {
    MetricDataResults: [...ids].map((id) => {
      const mine = page.filter((point) => point.id === id);
      return { Id: id, Label: id, StatusCode: complete ? 'Complete' : 'PartialData', Timestamps: mine.map(({ at }) => new Date(at)), Values: mine.map(({ value }) => value) };
    }),
    Messages: [],
    ...!complete && { NextToken: String(first + page.length) },
  };
}

type Query = Readonly<Record<string, unknown>>;

function read(query: Query, from: number, to: number): MetricQuery {
  if (typeof query.Id !== 'string' || !/^[a-z][a-zA-Z0-9_]*$/.test(query.Id)) throw invalid(`The value ${String(query.Id)} for parameter Id is not valid.`);
  if (query.MetricStat === undefined) throw new NotSupportedError('metric math and searches in GetMetricData of CloudWatch');
  const { Metric, Period, Stat, Unit } = query.MetricStat as { Metric: Record<string, unknown>; Period: unknown; Stat: unknown; Unit?: unknown };
  const period = Number(Period) * 1000;
  if (!(period >= MINUTE) || period % MINUTE !== 0) throw invalid('The parameter Period must be a multiple of 60.');
  return {
    metric: {
      namespace: String(Metric.Namespace),
      metricName: String(Metric.MetricName),
      dimensions: Object.fromEntries(((Metric.Dimensions ?? []) as Array<{ Name: string; Value: string }>).map(({ Name, Value }) => [Name, Value])),
    },
    statistic: statistic(Stat),
    period,
    from,
    to,
    ...Unit !== undefined && { unit: String(Unit) },
  };
}

const STATISTICS: readonly string[] = ['SampleCount', 'Sum', 'Minimum', 'Maximum', 'Average'];

/** Percentiles need the values themselves. */
export function statistic(value: unknown): Statistic {
  if (!STATISTICS.includes(String(value))) throw new NotSupportedError(`the statistic ${String(value)} of CloudWatch`);
  return value as Statistic;
}
