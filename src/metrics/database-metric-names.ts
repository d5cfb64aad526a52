import { average, type MetricDescription, MINUTE, sum } from './metric-description';
import { MetricStatistic } from './metric-statistic';
import { MetricUnit } from './metric-unit';

export type DatabaseMetricName =
  | 'CPUUtilization' | 'DatabaseConnections' | 'DiskQueueDepth' | 'FreeStorageSpace' | 'FreeableMemory'
  | 'NetworkReceiveThroughput' | 'NetworkTransmitThroughput' | 'SwapUsage';

export const DATABASE_METRICS: Readonly<Record<DatabaseMetricName, MetricDescription>> = {
  CPUUtilization: average(MetricUnit.PERCENT, MINUTE),
  DatabaseConnections: { unit: MetricUnit.COUNT, statistic: MetricStatistic.MAXIMUM, period: MINUTE },
  DiskQueueDepth: sum(MetricUnit.COUNT, MINUTE),
  FreeStorageSpace: sum(MetricUnit.BYTES, MINUTE),
  // Nothing is documented of these two beyond their names: unit and statistic are those of the same metrics in Amazon RDS.
  FreeableMemory: average(MetricUnit.BYTES, MINUTE),
  NetworkReceiveThroughput: average(MetricUnit.BYTES_PER_SECOND, MINUTE),
  NetworkTransmitThroughput: average(MetricUnit.BYTES_PER_SECOND, MINUTE),
  SwapUsage: average(MetricUnit.BYTES, MINUTE),
};
