import type { ResourceKind } from '../state';

export type Statistic = 'Minimum' | 'Maximum' | 'Sum' | 'Average' | 'SampleCount';

/** What Lightsail publishes of a metric. */
export interface MetricFacts {
  readonly unit: string;
  /** The statistic by which alarms judge it: nobody can choose another one. */
  readonly statistic: Statistic;
  /** Published, but PutAlarm's list of metrics lacks it. */
  readonly withoutAlarms?: true;
}

const average = (unit: string): MetricFacts => ({ unit, statistic: 'Average' });
const sum = (unit: string): MetricFacts => ({ unit, statistic: 'Sum' });

const INSTANCE: Readonly<Record<string, MetricFacts>> = {
  BurstCapacityPercentage: average('Percent'),
  BurstCapacityTime: average('Seconds'),
  CPUUtilization: average('Percent'),
  DiskQueueLength: average('Count'),
  DiskReadBytes: sum('Bytes'),
  DiskReadOps: sum('Count'),
  DiskTotalReadTime: average('Seconds'),
  DiskTotalWriteTime: average('Seconds'),
  DiskWriteBytes: sum('Bytes'),
  DiskWriteOps: sum('Count'),
  MetadataNoToken: { ...sum('Count'), withoutAlarms: true },
  NetworkIn: sum('Bytes'),
  NetworkOut: sum('Bytes'),
  StatusCheckFailed: sum('Count'),
  StatusCheckFailed_Instance: sum('Count'),
  StatusCheckFailed_System: sum('Count'),
};

const DATABASE: Readonly<Record<string, MetricFacts>> = {
  CPUUtilization: average('Percent'),
  DatabaseConnections: { unit: 'Count', statistic: 'Maximum' },
  DiskQueueDepth: sum('Count'),
  // The documentation calls the sum the most useful statistic of it; of one value a minute, the alarm's is the average.
  FreeStorageSpace: average('Bytes'),
  FreeableMemory: average('Bytes'),
  NetworkReceiveThroughput: average('Bytes/Second'),
  NetworkTransmitThroughput: average('Bytes/Second'),
  SwapUsage: average('Bytes'),
};

const LOAD_BALANCER: Readonly<Record<string, MetricFacts>> = {
  ClientTLSNegotiationErrorCount: sum('Count'),
  HTTPCode_Instance_2XX_Count: sum('Count'),
  HTTPCode_Instance_3XX_Count: sum('Count'),
  HTTPCode_Instance_4XX_Count: sum('Count'),
  HTTPCode_Instance_5XX_Count: sum('Count'),
  HTTPCode_LB_4XX_Count: sum('Count'),
  HTTPCode_LB_5XX_Count: sum('Count'),
  HealthyHostCount: average('Count'),
  InstanceResponseTime: average('Seconds'),
  RejectedConnectionCount: sum('Count'),
  RequestCount: sum('Count'),
  UnhealthyHostCount: average('Count'),
};

const withoutAlarms = (facts: MetricFacts): MetricFacts => ({ ...facts, withoutAlarms: true });

/** The kinds of resources that have metrics, but no alarms. */
const OTHERS: Readonly<Partial<Record<ResourceKind, Readonly<Record<string, MetricFacts>>>>> = {
  Distribution: {
    BytesDownloaded: withoutAlarms(sum('None')),
    BytesUploaded: withoutAlarms(sum('None')),
    Http4xxErrorRate: withoutAlarms(average('Percent')),
    Http5xxErrorRate: withoutAlarms(average('Percent')),
    Requests: withoutAlarms(sum('None')),
    TotalErrorRate: withoutAlarms(average('Percent')),
    WafAllowedRequests: withoutAlarms(sum('None')),
    WafBlockedRequests: withoutAlarms(sum('None')),
  },
  Bucket: {
    BucketSizeBytes: withoutAlarms({ unit: 'Bytes', statistic: 'Maximum' }),
    NumberOfObjects: withoutAlarms(average('Count')),
  },
  ContainerService: {
    CPUUtilization: withoutAlarms(average('Percent')),
    MemoryUtilization: withoutAlarms(average('Percent')),
  },
};

/** The kinds of resources that have metrics for alarms. */
export const METRICS: Readonly<Partial<Record<ResourceKind, Readonly<Record<string, MetricFacts>>>>> = {
  Instance: INSTANCE,
  RelationalDatabase: DATABASE,
  LoadBalancer: LOAD_BALANCER,
};

export function metricFacts(kind: ResourceKind, metricName: string): MetricFacts | undefined {
  const metrics = METRICS[kind] ?? OTHERS[kind];
  return metrics && Object.hasOwn(metrics, metricName) ? metrics[metricName] : undefined;
}
