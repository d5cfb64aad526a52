/**
 * What the values of a metric are counted in. Lightsail publishes each metric in one unit.
 *
 * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-resource-health-metrics.html
 */
export enum MetricUnit {
  /** Seconds. */
  SECONDS = 'Seconds',
  /** Bytes. */
  BYTES = 'Bytes',
  /** Bytes a second. */
  BYTES_PER_SECOND = 'Bytes/Second',
  /** 0 to 100. */
  PERCENT = 'Percent',
  /** A number of something. */
  COUNT = 'Count',
  /** No unit. */
  NONE = 'None',
}
