/**
 * What an export of metrics passes to the function, and what the function publishes. Free of the CDK.
 */

/** The target's input, with the Scheduler's context attributes put in. */
export interface MetricExportEvent {
  readonly CdkLightsailMetricExport: MetricExportRequest;
}

/** What has metrics, as the template spells it. */
export type ExportedKind = 'Instance' | 'RelationalDatabase' | 'LoadBalancer' | 'Distribution' | 'Bucket' | 'ContainerService';

export interface MetricExportRequest {
  readonly StackId: string;
  readonly StackName: string;
  /** The logical id of the schedule: events name the export by it. */
  readonly LogicalId: string;
  /** In CloudWatch. With the stack it names the chain of runs: a stack has one export per namespace. */
  readonly Namespace: string;
  /** ISO 8601, UTC; on the grid of `RUN_GRID_SECONDS`. */
  readonly ScheduledTime: string;
  /** Dimensions besides the resource's own. */
  readonly Dimensions: Readonly<Record<string, string>>;
  readonly Resources: readonly ExportedResource[];
}

/** Lists, not objects: the Scheduler's limit of an input is 256 KB. */
export type ExportedResource = readonly [kind: ExportedKind, name: string, metrics: readonly ExportedMetric[]];

export type ExportedMetric = readonly [name: string, unit: string, periodSeconds: number];

/** How the resource's own dimension is called in CloudWatch. Names that alarms and dashboards depend on: never changed. */
export const EXPORT_DIMENSION: Readonly<Record<ExportedKind, string>> = {
  Instance: 'InstanceName',
  RelationalDatabase: 'DatabaseName',
  LoadBalancer: 'LoadBalancerName',
  Distribution: 'DistributionName',
  Bucket: 'BucketName',
  ContainerService: 'ServiceName',
};

/** Every interval is a multiple of it, and divides an hour: whatever the interval is or was, runs meet on one grid. */
export const RUN_GRID_SECONDS = 300;

/** A run must have claimed its place by then: before the next one of the grid can begin. */
export const CLAIM_LIMIT_SECONDS = 240;

/** The default namespace, and what other namespaces begin with: the function may put metrics into no other. */
export const EXPORT_NAMESPACE = 'Lightsail';

/** So many metrics a run reads, compares and puts within the function's time and memory. */
export const MAX_EXPORTED_METRICS = 500;

/** The detail type of the event about a metric that cannot be exported. The source is that of the schedules' results. */
export const NOT_EXPORTED_DETAIL_TYPE = 'Lightsail Metrics Not Exported';

/** The detail of that event: sent once, until the metric could be read again. */
export interface NotExported {
  /** ARN of the stack, logical id of the export's schedule. */
  readonly stack: string;
  readonly stackName: string;
  readonly export: string;
  readonly namespace: string;
  readonly resource: { readonly kind: ExportedKind; readonly name: string };
  /** Absent: none of the resource's metrics. */
  readonly metric?: string;
  readonly reason: string;
}
