import type { RegionState } from '../state';
import type { Statistic } from './metric-table';

/** A value, when it was measured, and when it gets known, if that is later. */
export type Point = [at: number, value: number, known?: number];

/** The values of a metric from a moment on, up to another one, as far as they are known at a third. */
export function pointsBetween(
  state: RegionState, resourceName: string, metricName: string, from: number, until: number, now = Number.POSITIVE_INFINITY,
): Point[] {
  const series = state.metrics?.[seriesKey(resourceName, metricName)] ?? [];
  const found: Point[] = [];
  for (let index = firstFrom(series, from); index < series.length && series[index][0] < until; index++) {
    const [at, , known = at] = series[index];
    if (known <= now) found.push(series[index]);
  }
  return found;
}

/** Series are in the order of time, and may hold months. */
function firstFrom(series: readonly Point[], from: number): number {
  let [low, high] = [0, series.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (series[middle][0] < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function addPoints(state: RegionState, resourceName: string, metricName: string, points: readonly Point[]): void {
  const metrics = state.metrics ??= {};
  const series = metrics[seriesKey(resourceName, metricName)] ?? [];
  metrics[seriesKey(resourceName, metricName)] = [...series, ...points].sort(([one], [other]) => one - other);
}

/** Undefined: no values. */
export function statisticOf(points: readonly Point[], statistic: Statistic): number | undefined {
  if (points.length === 0) return undefined;
  const values = points.map(([, value]) => value);
  const total = values.reduce((one, other) => one + other, 0);
  switch (statistic) {
    case 'Minimum': return Math.min(...values);
    case 'Maximum': return Math.max(...values);
    case 'Sum': return total;
    case 'Average': return total / values.length;
    case 'SampleCount': return values.length;
  }
}

/** Names are unique in a Region, whatever they are of. */
function seriesKey(resourceName: string, metricName: string): string {
  return `${resourceName}/${metricName}`;
}
