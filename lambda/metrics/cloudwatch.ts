import type { MetricToExport } from './export-event';
import type { Datapoint } from './lightsail-metrics';
import { EXPORT_DIMENSION, type MetricExportRequest } from '../../src/metrics/metric-export-contract';
import type { JsonClient } from '../aws/json-client';

/** What is to be added to what CloudWatch has of a metric. */
export interface Addition {
  readonly metric: MetricToExport;
  readonly point: Datapoint;
}

export interface CloudWatchMetrics {
  /** The statistic of each period that CloudWatch has values of, by the period's beginning; for each metric in turn. */
  read(request: MetricExportRequest, metrics: readonly MetricToExport[], statistic: 'SampleCount' | 'Sum', from: number, to: number):
  Promise<Array<ReadonlyMap<number, number>>>;
  /** Adds at most a thousand. Never repeated by itself: a second time would count again. */
  add(request: MetricExportRequest, additions: readonly Addition[]): Promise<void>;
}

/** What PutMetricData takes at once, and GetMetricData. */
export const MAX_ADDITIONS = 1000;
const MAX_QUERIES = 500;
/** The names of its members, its time, and four numbers of any length. */
const DATAPOINT_CHARACTERS = 250;

export class CloudWatchMetricData implements CloudWatchMetrics {
  /**
   * @param reading may repeat a call that the network lost
   * @param adding may not
   */
  constructor(private readonly reading: JsonClient, private readonly adding: JsonClient) {}

  async read(
    request: MetricExportRequest, metrics: readonly MetricToExport[], statistic: 'SampleCount' | 'Sum', from: number, to: number,
  ): Promise<Array<ReadonlyMap<number, number>>> {
    const found = metrics.map(() => new Map<number, number>());
    for (let first = 0; first < metrics.length; first += MAX_QUERIES) {
      await this.readSome(request, metrics.slice(first, first + MAX_QUERIES), found.slice(first, first + MAX_QUERIES), { statistic, from, to });
    }
    return found;
  }

  async add(request: MetricExportRequest, additions: readonly Addition[]): Promise<void> {
    await this.adding.call('PutMetricData', {
      Namespace: request.Namespace,
      MetricData: additions.map(({ metric, point: { at, sampleCount, sum, minimum, maximum } }) => ({
        MetricName: metric.name,
        Dimensions: dimensionsOf(request, metric),
        Timestamp: at / 1000,
        Unit: metric.unit,
        StatisticValues: { SampleCount: sampleCount, Sum: sum, Minimum: minimum, Maximum: maximum },
      })),
    });
  }

  private async readSome(
    request: MetricExportRequest, metrics: readonly MetricToExport[], found: ReadonlyArray<Map<number, number>>,
    { statistic, from, to }: { readonly statistic: string; readonly from: number; readonly to: number },
  ): Promise<void> {
    const MetricDataQueries = metrics.map((metric, index) => ({
      Id: `m${index}`,
      MetricStat: {
        Metric: { Namespace: request.Namespace, MetricName: metric.name, Dimensions: dimensionsOf(request, metric) },
        Period: metric.period / 1000,
        Stat: statistic,
        Unit: metric.unit,
      },
    }));
    let token: unknown;
    do {
      const page = await this.reading.call('GetMetricData', {
        MetricDataQueries, StartTime: from / 1000, EndTime: to / 1000, ...token !== undefined && { NextToken: token },
      });
      for (const { Id, Timestamps = [], Values = [] } of (page.MetricDataResults ?? []) as MetricDataResult[]) {
        Timestamps.forEach((time, index) => found[Number(Id.slice(1))].set(Math.round(time * 1000), Values[index]));
      }
      if (page.NextToken && page.NextToken === token) throw new Error('CloudWatch gave the same page token twice.');
      token = page.NextToken || undefined;
    } while (token !== undefined);
  }
}

interface MetricDataResult {
  readonly Id: string;
  /** Seconds. */
  readonly Timestamps?: number[];
  readonly Values?: number[];
}

/** About as many characters as a datapoint of the metric takes in a call. */
export function datapointSize(request: MetricExportRequest, metric: MetricToExport): number {
  return JSON.stringify([metric.name, metric.unit, dimensionsOf(request, metric)]).length + DATAPOINT_CHARACTERS;
}

function dimensionsOf({ Dimensions }: MetricExportRequest, { kind, resourceName }: MetricToExport): Array<{ Name: string; Value: string }> {
  return Object.entries({ ...Dimensions, [EXPORT_DIMENSION[kind]]: resourceName }).map(([Name, Value]) => ({ Name, Value }));
}
