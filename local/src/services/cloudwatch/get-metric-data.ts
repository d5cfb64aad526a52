import { type Find, readQueries, valuesOf } from './metric-queries';
import { invalid, timeOf } from './put-metric-data';
import type { StoredQuery } from './state';
import { type ApiCall, ServiceError } from '../../core/service';

const MAX_QUERIES = 500;
const MAX_DATAPOINTS = 100_800;
const ORDERS: readonly unknown[] = ['TimestampDescending', 'TimestampAscending'];

/** Answers GetMetricData, a page at a time: a page has so many datapoints, and may end within a series. */
export function getMetricData({ input }: ApiCall, pageSize: number, find: Find): Record<string, unknown> {
  const queries = readQueries(input.MetricDataQueries);
  if (queries.length === 0 || queries.length > MAX_QUERIES) throw invalid(`The collection MetricDataQueries must have 1 to ${MAX_QUERIES} members.`);
  const [from, to] = [timeOf(input.StartTime), timeOf(input.EndTime)];
  if (from === undefined || to === undefined || !(from < to)) throw invalid('The parameter StartTime must be less than the parameter EndTime.');

  const returned = queries.filter((query) => query.returned);
  const values = (query: StoredQuery, before = to) => valuesOf(queries, query, from, query.stat ? before : to, find);
  const { ScanBy: order = 'TimestampDescending', MaxDatapoints: most = pageSize } = input;
  if (!ORDERS.includes(order)) throw invalid(`The value ${String(order)} for parameter ScanBy is not valid: it must be one of ${ORDERS.join(', ')}.`);
  if (!Number.isInteger(most) || Number(most) < 1 || Number(most) > MAX_DATAPOINTS) throw invalid(`MaxDatapoints must be from 1 to ${MAX_DATAPOINTS}.`);
  const { pages, next } = fill(returned, Math.min(pageSize, Number(most)), order === 'TimestampAscending', values, input.NextToken);
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
function fill(
  queries: readonly StoredQuery[],
  pageSize: number,
  ascending: boolean,
  values: (query: StoredQuery, before?: number) => Iterable<Point>,
  token: unknown,
) {
  const [first, last] = token === undefined ? [0] : position(String(token));
  const pages = queries.map((): Point[] => []);
  let [size, previous] = [0, ''];
  for (let index = first; index < queries.length; index++) {
    const behind = index === first ? last : undefined;
    // What comes newest first is read no further than the page needs it.
    const points = ascending ? [...values(queries[index])].reverse() : values(queries[index], behind);
    for (const point of points) {
      // An expression may need what was told already.
      if (behind !== undefined && (ascending ? point[0] <= behind : point[0] >= behind)) continue;
      if (size === pageSize) return { pages, next: previous };
      pages[index].push(point);
      previous = `${index} ${point[0]}`;
      size++;
    }
  }
  return { pages, next: undefined };
}

function position(token: string): [index: number, begin: number] {
  const [, index, begin] = /^(\d+) (-?\d+)$/.exec(token) ?? [];
  if (index === undefined || begin === undefined) throw new ServiceError('InvalidNextToken', 'The specified token is not valid.');
  return [Number(index), Number(begin)];
}
