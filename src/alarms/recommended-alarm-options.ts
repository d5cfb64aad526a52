import type { AlarmState } from './alarm-state';
import type { IContactMethod } from './contact-method-ref';
import type { TreatMissingData } from './treat-missing-data';
import type { ILightsailProvider } from '../provider/provider-ref';

/**
 * Changes to a recommended alarm.
 */
export interface RecommendedAlarmOptions {
  /**
   * Leaves the alarm out.
   *
   * @default false
   */
  readonly omit?: boolean;

  /**
   * Another threshold, in the metric's unit.
   *
   * @default - the recommended one
   */
  readonly threshold?: number;

  /**
   * Another number of five-minute periods, 1 to 288.
   *
   * @default - the recommended one
   */
  readonly evaluationPeriods?: number;

  /**
   * In how many of these periods the metric must be beyond the threshold.
   *
   * @default - the recommended number; in all of them, if `evaluationPeriods` is given
   */
  readonly datapointsToAlarm?: number;

  /**
   * What a period without any value counts as.
   *
   * @default - the recommended treatment
   */
  readonly treatMissingData?: TreatMissingData;

  /**
   * Who is notified by this alarm.
   *
   * @default - the contact methods of all alarms of the set
   */
  readonly contactMethods?: IContactMethod[];

  /**
   * The states of this alarm that cause a notification.
   *
   * @default - those of all alarms of the set
   */
  readonly notifyOn?: AlarmState[];
}

/**
 * What the alarms of a recommended set have in common.
 */
export interface RecommendedAlarmsOptions {
  /**
   * Who is notified.
   *
   * @default - no notifications: the alarms only show in the Lightsail console
   */
  readonly contactMethods?: IContactMethod[];

  /**
   * The states that cause a notification. `AlarmState.ALARM` must be one of them.
   *
   * @default - AlarmState.ALARM, if there are contact methods
   */
  readonly notifyOn?: AlarmState[];

  /**
   * The provider that creates the alarms.
   *
   * @default - the default of the scope (`LightsailProvider.setDefault`), otherwise the stack's own provider
   */
  readonly provider?: ILightsailProvider;
}
