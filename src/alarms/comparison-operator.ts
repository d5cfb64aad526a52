/**
 * How a metric's value is compared with the threshold. The value comes first: value > threshold.
 */
export enum ComparisonOperator {
  /** Greater than, or equal. */
  GREATER_THAN_OR_EQUAL_TO_THRESHOLD = 'GreaterThanOrEqualToThreshold',
  /** Greater than. */
  GREATER_THAN_THRESHOLD = 'GreaterThanThreshold',
  /** Less than. */
  LESS_THAN_THRESHOLD = 'LessThanThreshold',
  /** Less than, or equal. */
  LESS_THAN_OR_EQUAL_TO_THRESHOLD = 'LessThanOrEqualToThreshold',
}
