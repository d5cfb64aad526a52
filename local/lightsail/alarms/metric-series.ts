import type { RegionState } from '../state';
import type { Statistic } from './metric-table';

/** A value, and when it was measured. */
export type Point = [at: number, value: number];

/** The values of a metric from a moment on, up to another one. */
export function pointsBetween(state: RegionState, resourceName: string, metricName: string, from: number, until: number): Point[] {
  return (state.metrics?.[seriesKey(resourceName, metricName)] ?? []).filter(([at]) => at >= from && at < until);
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
