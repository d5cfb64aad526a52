/**
 * The states of an alarm.
 */
export enum AlarmState {
  /** The metric is within the threshold. */
  OK = 'OK',
  /** The metric is beyond the threshold. */
  ALARM = 'ALARM',
  /** The alarm is new, or the metric has too few values. */
  INSUFFICIENT_DATA = 'INSUFFICIENT_DATA',
}
