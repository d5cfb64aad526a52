import {
  type BucketMetricName, type ContainerServiceMetricName, type DistributionMetricName, GetBucketMetricDataCommand,
  GetContainerServiceMetricDataCommand, GetDistributionMetricDataCommand, GetInstanceMetricDataCommand, GetLoadBalancerMetricDataCommand,
  GetRelationalDatabaseMetricDataCommand,
  type InstanceMetricName, type LoadBalancerMetricName, type MetricDatapoint, type MetricStatistic, type MetricUnit,
  type RelationalDatabaseMetricName,
} from '@aws-sdk/client-lightsail';
import type { MetricToExport } from './export-event';
import type { Window } from './windows';
import type { LightsailClients } from '../lightsail/client';

/** All that Lightsail knows of a period. The average follows from it. */
export interface Datapoint {
  /** The beginning of the period. Milliseconds. */
  readonly at: number;
  readonly sampleCount: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

export interface LightsailMetrics {
  /** In no order. */
  read(metric: MetricToExport, window: Window): Promise<Datapoint[]>;
}

/** Lightsail has distributions in one region only. */
const DISTRIBUTION_REGION = 'us-east-1';

const STATISTICS: MetricStatistic[] = ['SampleCount', 'Sum', 'Minimum', 'Maximum'];

export class LightsailMetricData implements LightsailMetrics {
  constructor(private readonly region: string, private readonly client: (region: string) => LightsailClients) {}

  async read(metric: MetricToExport, { from, to }: Window): Promise<Datapoint[]> {
    const points = await this.call(metric, {
      period: metric.period / 1000,
      startTime: new Date(from),
      endTime: new Date(to),
      unit: metric.unit as MetricUnit,
      statistics: STATISTICS,
    });
    return (points ?? []).flatMap(read).filter(({ at }) => at >= from && at < to);
  }

  private async call({ kind, resourceName, name }: MetricToExport, range: Range): Promise<MetricDatapoint[] | undefined> {
    const client = this.client(kind === 'Distribution' ? DISTRIBUTION_REGION : this.region);
    switch (kind) {
      case 'Instance': return (await client.read.send(new GetInstanceMetricDataCommand(
        { instanceName: resourceName, metricName: name as InstanceMetricName, ...range },
      ))).metricData;
      case 'RelationalDatabase': return (await client.read.send(new GetRelationalDatabaseMetricDataCommand(
        { relationalDatabaseName: resourceName, metricName: name as RelationalDatabaseMetricName, ...range },
      ))).metricData;
      case 'LoadBalancer': return (await client.read.send(new GetLoadBalancerMetricDataCommand(
        { loadBalancerName: resourceName, metricName: name as LoadBalancerMetricName, ...range },
      ))).metricData;
      case 'Distribution': return (await client.read.send(new GetDistributionMetricDataCommand(
        { distributionName: resourceName, metricName: name as DistributionMetricName, ...range },
      ))).metricData;
      case 'Bucket': return (await client.read.send(new GetBucketMetricDataCommand(
        { bucketName: resourceName, metricName: name as BucketMetricName, ...range },
      ))).metricData;
      case 'ContainerService': {
        // The one call that takes no unit.
        const { unit: _, ...rest } = range;
        return (await client.read.send(new GetContainerServiceMetricDataCommand(
          { serviceName: resourceName, metricName: name as ContainerServiceMetricName, ...rest },
        ))).metricData;
      }
    }
  }
}

interface Range {
  readonly period: number;
  readonly startTime: Date;
  readonly endTime: Date;
  readonly unit: MetricUnit;
  readonly statistics: MetricStatistic[];
}

/** A period without values is no datapoint. */
function read({ timestamp, sampleCount, sum, minimum, maximum }: MetricDatapoint): Datapoint[] {
  if (timestamp === undefined || !sampleCount || sum === undefined || minimum === undefined || maximum === undefined) return [];
  return [{ at: timestamp.getTime(), sampleCount, sum, minimum, maximum }];
}
