/**
 * How the values of a period become one.
 */
export enum MetricStatistic {
  /** The lowest value. */
  MINIMUM = 'Minimum',
  /** The highest value. */
  MAXIMUM = 'Maximum',
  /** All values added up. */
  SUM = 'Sum',
  /** The sum divided by the number of values. */
  AVERAGE = 'Average',
  /** The number of values. */
  SAMPLE_COUNT = 'SampleCount',
}
