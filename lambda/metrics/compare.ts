import type { Addition, CloudWatchMetrics } from './cloudwatch';
import type { MetricToExport } from './export-event';
import type { Datapoint } from './lightsail-metrics';
import type { Reading } from './read-all';
import type { MetricExportRequest } from '../../src/metrics/metric-export-contract';

export interface Comparison {
  readonly additions: readonly Addition[];
  /** Periods of which CloudWatch has more than Lightsail: another export puts them, too. */
  readonly surplus: number;
}

/** What CloudWatch lacks of what Lightsail has: whole datapoints, and what came to a datapoint after it was put. */
export async function compare(request: MetricExportRequest, readings: readonly Reading[], cloudWatch: CloudWatchMetrics): Promise<Comparison> {
  const additions: Addition[] = [];
  const byWindow = new Map<string, Reading[]>();
  let surplus = 0;
  for (const reading of readings) {
    const { metric, window: { ask, from, to }, points } = reading;
    if (!ask) {
      for (const point of points) additions.push({ metric, point });
    } else if (points.length > 0) {
      const group = byWindow.get(`${from} ${to}`) ?? [];
      byWindow.set(`${from} ${to}`, group);
      group.push(reading);
    }
  }
  // One call returns many metrics in the same window; the sums are needed only where a datapoint has grown.
  for (const group of byWindow.values()) {
    const counts = await askFor(request, group, 'SampleCount', cloudWatch);
    const grown = group.filter(({ metric, points }) => points.some((point) => {
      const count = countOf(counts, metric, point);
      return count > 0 && count < point.sampleCount;
    }));
    const sums = grown.length > 0 ? await askFor(request, grown, 'Sum', cloudWatch) : new Map();
    for (const { metric, points } of group) {
      for (const point of points) {
        const count = countOf(counts, metric, point);
        if (count === 0) additions.push({ metric, point });
        else if (count < point.sampleCount) additions.push({ metric, point: rest(point, count, countOf(sums, metric, point)) });
        else if (count > point.sampleCount) surplus++;
      }
    }
  }
  return { additions, surplus };
}

/** Statistic sets add up: this one and what is there make the whole. Its samples lie between the whole's minimum and maximum. */
function rest(point: Datapoint, count: number, sum: number): Datapoint {
  return { ...point, sampleCount: point.sampleCount - count, sum: point.sum - sum };
}

type Answers = ReadonlyMap<MetricToExport, ReadonlyMap<number, number>>;

async function askFor(
  request: MetricExportRequest, group: readonly Reading[], statistic: 'SampleCount' | 'Sum', cloudWatch: CloudWatchMetrics,
): Promise<Answers> {
  const [{ window: { from, to } }] = group;
  const found = await cloudWatch.read(request, group.map(({ metric }) => metric), statistic, from, to);
  return new Map(group.map(({ metric }, index) => [metric, found[index]]));
}

/** CloudWatch returns the beginnings of periods; a datapoint of Lightsail's may lie within one. */
function countOf(answers: Answers, metric: MetricToExport, { at }: Datapoint): number {
  return answers.get(metric)?.get(Math.floor(at / metric.period) * metric.period) ?? 0;
}
