import { type ExportStage, REGION } from './stage';
import type { ExportedResource } from '../../../src/metrics/metric-export-contract';
import { EXPORT_DIMENSION } from '../../../src/metrics/metric-export-contract';

const CALLS = {
  Instance: ['GetInstanceMetricData', 'instanceName'],
  RelationalDatabase: ['GetRelationalDatabaseMetricData', 'relationalDatabaseName'],
  LoadBalancer: ['GetLoadBalancerMetricData', 'loadBalancerName'],
  Distribution: ['GetDistributionMetricData', 'distributionName'],
  Bucket: ['GetBucketMetricData', 'bucketName'],
  ContainerService: ['GetContainerServiceMetricData', 'serviceName'],
} as const;

const STATISTICS = ['SampleCount', 'Sum', 'Minimum', 'Maximum', 'Average'];

/** What CloudWatch holds of a range equals what Lightsail reports of it, for every statistic, over each of these periods. */
export async function expectSame(
  stage: ExportStage, resources: readonly ExportedResource[], from: number, to: number, periods: readonly number[],
): Promise<number> {
  let compared = 0;
  for (const [kind, name, metrics] of resources) {
    const [operation, member] = CALLS[kind];
    for (const [metricName, unit, own] of metrics) {
      for (const period of new Set([own * 1000, ...periods.filter((length) => length >= own * 1000)])) {
        const truth = await stage.lightsailData(operation, {
          [member]: name, metricName, ...kind !== 'ContainerService' && { unit }, period: period / 1000, startTime: new Date(from), endTime: new Date(to), statistics: STATISTICS,
        }, kind === 'Distribution' ? 'us-east-1' : REGION);
        for (const statistic of STATISTICS) {
          const found = await stage.cloudWatchData(metricName, [EXPORT_DIMENSION[kind], name], statistic, period, from, to);
          const expected = [...truth].map(([at, values]): [number, number] => [at, values[statistic[0].toLowerCase() + statistic.slice(1)]]);
          expect({ metricName, statistic, period, data: sorted(found) }).toEqual({ metricName, statistic, period, data: sorted(expected) });
          compared += expected.length;
        }
      }
    }
  }
  return compared;
}

function sorted(data: Iterable<[number, number]>): Array<[string, number]> {
  return [...data].sort(([one], [other]) => one - other).map(([at, value]) => [new Date(at).toISOString(), value]);
}
