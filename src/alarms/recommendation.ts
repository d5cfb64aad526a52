import type { AlarmProps } from './alarm';
import type { RecommendedAlarmOptions } from './recommended-alarm-options';

/** An alarm of a recommended set, and what the user wants different. */
export interface Recommendation extends Pick<AlarmProps,
  'metric' | 'threshold' | 'comparisonOperator' | 'evaluationPeriods' | 'datapointsToAlarm' | 'treatMissingData'> {
  /** The construct's id: never changed, or the alarm is replaced. */
  readonly id: string;
  readonly changes: RecommendedAlarmOptions | undefined;
}
