import type { ApiCall } from '../service';
import { type Find, readQueries, valuesOf } from './metric-queries';
import { invalid, timeOf } from './put-metric-data';
import type { StoredQuery } from './state';

const MAX_QUERIES = 500;

/** Answers GetMetricData, a page at a time: a page has so many datapoints, and may end within a series. */
export function getMetricData({ input }: ApiCall, pageSize: number, find: Find): Record<string, unknown> {
  const queries = readQueries(input.MetricDataQueries);
  if (queries.length === 0 || queries.length > MAX_QUERIES) throw invalid(`The collection MetricDataQueries must have 1 to ${MAX_QUERIES} members.`);
  const [from, to] = [timeOf(input.StartTime), timeOf(input.EndTime)];
  if (from === undefined || to === undefined || !(from < to)) throw invalid('The parameter StartTime must be less than the parameter EndTime.');

  const returned = queries.filter((query) => query.returned);
  const values = (query: StoredQuery, before = to) => valuesOf(queries, query, from, query.stat ? before : to, find);
  const { pages, next } = fill(returned, pageSize, values, input.NextToken);
  return {
    MetricDataResults: returned.map(({ id, label }, index) => ({
      Id: id,
      Label: label,
      StatusCode: next === undefined ? 'Complete' : 'PartialData',
      Timestamps: pages[index].map(([at]) => new Date(at)),
      Values: pages[index].map(([, value]) => value),
    })),
    Messages: [],
    ...next !== undefined && { NextToken: next },
  };
}

type Point = [begin: number, value: number];

/** A token names the query and the beginning of the period that came last. */
function fill(queries: readonly StoredQuery[], pageSize: number, values: (query: StoredQuery, before?: number) => Iterable<Point>, token: unknown) {
  const [first, last] = token === undefined ? [0] : String(token).split(' ').map(Number);
  const pages = queries.map((): Point[] => []);
  let [size, previous] = [0, ''];
  for (let index = first; index < queries.length; index++) {
    const before = index === first ? last : undefined;
    for (const point of values(queries[index], before)) {
      // An expression may need what was told already.
      if (before !== undefined && point[0] >= before) continue;
      if (size === pageSize) return { pages, next: previous };
      pages[index].push(point);
      previous = `${index} ${point[0]}`;
      size++;
    }
  }
  return { pages, next: undefined };
}
