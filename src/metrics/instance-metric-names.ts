import { average, FIVE_MINUTES, type MetricDescription, MINUTE, sum } from './metric-description';
import { MetricUnit } from './metric-unit';

export type InstanceMetricName =
  | 'BurstCapacityPercentage' | 'BurstCapacityTime' | 'CPUUtilization'
  | 'DiskQueueLength' | 'DiskReadBytes' | 'DiskReadOps' | 'DiskTotalReadTime' | 'DiskTotalWriteTime' | 'DiskWriteBytes' | 'DiskWriteOps'
  | 'MetadataNoToken' | 'NetworkIn' | 'NetworkOut'
  | 'StatusCheckFailed' | 'StatusCheckFailed_Instance' | 'StatusCheckFailed_System';

export const INSTANCE_METRICS: Readonly<Record<InstanceMetricName, MetricDescription>> = {
  BurstCapacityPercentage: average(MetricUnit.PERCENT, FIVE_MINUTES),
  BurstCapacityTime: average(MetricUnit.SECONDS, FIVE_MINUTES),
  CPUUtilization: average(MetricUnit.PERCENT, FIVE_MINUTES),
  DiskQueueLength: average(MetricUnit.COUNT, FIVE_MINUTES),
  DiskReadBytes: sum(MetricUnit.BYTES, FIVE_MINUTES),
  DiskReadOps: sum(MetricUnit.COUNT, FIVE_MINUTES),
  DiskTotalReadTime: average(MetricUnit.SECONDS, FIVE_MINUTES),
  DiskTotalWriteTime: average(MetricUnit.SECONDS, FIVE_MINUTES),
  DiskWriteBytes: sum(MetricUnit.BYTES, FIVE_MINUTES),
  DiskWriteOps: sum(MetricUnit.COUNT, FIVE_MINUTES),
  MetadataNoToken: {
    ...sum(MetricUnit.COUNT, FIVE_MINUTES),
    noAlarms: 'Lightsail publishes it, but PutAlarm does not take it: its list of metric names lacks MetadataNoToken',
  },
  NetworkIn: sum(MetricUnit.BYTES, FIVE_MINUTES),
  NetworkOut: sum(MetricUnit.BYTES, FIVE_MINUTES),
  StatusCheckFailed: sum(MetricUnit.COUNT, MINUTE),
  StatusCheckFailed_Instance: sum(MetricUnit.COUNT, MINUTE),
  StatusCheckFailed_System: sum(MetricUnit.COUNT, MINUTE),
};
