import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import { ComparisonOperator } from './comparison-operator';
import type { Recommendation } from './recommendation';
import type { RecommendedAlarmOptions, RecommendedAlarmsOptions } from './recommended-alarm-options';
import { TreatMissingData } from './treat-missing-data';
import { InstanceMetric } from '../metrics/instance-metric';

/**
 * The recommended alarms of an instance.
 */
export interface InstanceAlarmsProps extends RecommendedAlarmsOptions {
  /**
   * The instance: an L1, or a reference by name.
   */
  readonly instance: lightsail.IInstanceRef;

  /**
   * Burst capacity is running out. At 0 the CPU is held at the plan's baseline, a fraction of what it can do, until the
   * instance has rested: 20 percent leaves some time to find the cause.
   *
   * @default - below 20 percent for 15 minutes
   */
  readonly burstCapacityPercentage?: RecommendedAlarmOptions;

  /**
   * The CPU is busy all the time, not only for a job or a backup.
   *
   * @default - over 90 percent for 30 minutes
   */
  readonly cpuUtilization?: RecommendedAlarmOptions;

  /**
   * The instance or the system below it is not reachable. A reboot shows as a single period, so it takes two; a stopped
   * instance has no values and is no alarm.
   *
   * @default - failed in 2 periods in a row
   */
  readonly statusCheckFailed?: RecommendedAlarmOptions;
}

export function instanceAlarms(props: InstanceAlarmsProps): Recommendation[] {
  const { instance } = props;
  return [
    {
      id: 'BurstCapacity',
      metric: InstanceMetric.burstCapacityPercentage(instance),
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: 20,
      evaluationPeriods: 3,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      changes: props.burstCapacityPercentage,
    },
    {
      id: 'Cpu',
      metric: InstanceMetric.cpuUtilization(instance),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: 90,
      evaluationPeriods: 6,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      changes: props.cpuUtilization,
    },
    {
      id: 'StatusCheck',
      metric: InstanceMetric.statusCheckFailed(instance),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 2,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      changes: props.statusCheckFailed,
    },
  ];
}
