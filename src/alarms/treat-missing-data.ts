/**
 * What a period without any value counts as.
 *
 * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-alarms.html
 */
export enum TreatMissingData {
  /** As beyond the threshold. */
  BREACHING = 'breaching',
  /** As within the threshold. */
  NOT_BREACHING = 'notBreaching',
  /** As nothing: the alarm stays in the state that it is in. */
  IGNORE = 'ignore',
  /** As missing: an alarm that has nothing else goes to INSUFFICIENT_DATA. */
  MISSING = 'missing',
}
