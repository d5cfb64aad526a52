import { BUCKET_METRICS } from './bucket-metric';
import { CONTAINER_SERVICE_METRICS } from './container-service-metric';
import { DATABASE_METRICS } from './database-metric';
import { DISTRIBUTION_METRICS } from './distribution-metric';
import { INSTANCE_METRICS } from './instance-metric';
import type { LightsailMetric } from './lightsail-metric';
import { LOAD_BALANCER_METRICS } from './load-balancer-metric';
import type { MetricDescription } from './metric-description';
import { MetricResourceType } from './metric-resource-type';

const BY_TYPE: Readonly<Record<MetricResourceType, Readonly<Record<string, MetricDescription>>>> = {
  [MetricResourceType.INSTANCE]: INSTANCE_METRICS,
  [MetricResourceType.DATABASE]: DATABASE_METRICS,
  [MetricResourceType.LOAD_BALANCER]: LOAD_BALANCER_METRICS,
  [MetricResourceType.DISTRIBUTION]: DISTRIBUTION_METRICS,
  [MetricResourceType.BUCKET]: BUCKET_METRICS,
  [MetricResourceType.CONTAINER_SERVICE]: CONTAINER_SERVICE_METRICS,
};

/** What is known of a metric; undefined for a class of metrics that is not this library's. */
export function describeMetric(metric: LightsailMetric): MetricDescription | undefined {
  return BY_TYPE[metric.resourceType]?.[metric.metricName];
}
