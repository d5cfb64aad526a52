/**
 * What a metric is of.
 */
export enum MetricResourceType {
  /** An instance. */
  INSTANCE = 'Instance',
  /** A database. */
  DATABASE = 'RelationalDatabase',
  /** A load balancer. */
  LOAD_BALANCER = 'LoadBalancer',
  /** A distribution. */
  DISTRIBUTION = 'Distribution',
  /** A bucket. */
  BUCKET = 'Bucket',
  /** A container service. */
  CONTAINER_SERVICE = 'ContainerService',
}
