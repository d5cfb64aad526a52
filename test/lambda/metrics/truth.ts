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
          const reported = statistic[0].toLowerCase() + statistic.slice(1);
          const expected = new Map([...truth].map(([at, values]) => [at, values[reported]]));
          const what = { metricName, statistic, period };
          expect({ ...what, differences: differences(found, expected) }).toEqual({ ...what, differences: [] });
          compared += expected.size;
        }
      }
    }
  }
  return compared;
}

/** No period has more samples in CloudWatch than in Lightsail. */
export async function expectNothingTwice(stage: ExportStage, resources: readonly ExportedResource[], from: number, to: number): Promise<void> {
  for (const [kind, name, metrics] of resources) {
    const [operation, member] = CALLS[kind];
    for (const [metricName, unit, own] of metrics) {
      const truth = await stage.lightsailData(operation, {
        [member]: name, metricName, unit, period: own, startTime: new Date(from), endTime: new Date(to), statistics: ['SampleCount'],
      });
      const found = await stage.cloudWatchData(metricName, [EXPORT_DIMENSION[kind], name], 'SampleCount', own * 1000, from, to);
      const beyond = [...found].filter(([at, count]) => count > (truth.get(at)?.sampleCount ?? 0));
      expect({ metricName, beyond: beyond.map(([at, count]) => `${new Date(at).toISOString()}: ${count}`) }).toEqual({ metricName, beyond: [] });
    }
  }
}

/** In words, for whoever has to find out why. Far cheaper than to let Jest compare months. */
function differences(found: ReadonlyMap<number, number>, expected: ReadonlyMap<number, number>): string[] {
  const times = [...new Set([...expected.keys(), ...found.keys()])].filter((at) => !Object.is(found.get(at), expected.get(at)));
  return times.sort((one, other) => one - other)
    .map((at) => `${new Date(at).toISOString()}: CloudWatch has ${found.get(at) ?? 'nothing'}, Lightsail ${expected.get(at) ?? 'nothing'}`);
}
