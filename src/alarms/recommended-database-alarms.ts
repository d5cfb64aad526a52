import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import { ComparisonOperator } from './comparison-operator';
import type { Recommendation } from './recommendation';
import type { RecommendedAlarmOptions, RecommendedAlarmsOptions } from './recommended-alarm-options';
import { TreatMissingData } from './treat-missing-data';
import { DatabaseMetric } from '../metrics/database-metric';

const MEBIBYTE = 1024 ** 2;
const GIBIBYTE = 1024 ** 3;

/**
 * The recommended alarms of a database.
 */
export interface DatabaseAlarmsProps extends RecommendedAlarmsOptions {
  /**
   * The database: an L1, or a reference by name.
   */
  readonly database: lightsail.IDatabaseRef;

  /**
   * The CPU is busy all the time, not only for a report or a backup.
   *
   * @default - over 90 percent for 30 minutes
   */
  readonly cpuUtilization?: RecommendedAlarmOptions;

  /**
   * The storage is running out; a database without free storage stops. 4 GiB are a tenth of the smallest plan's storage: set more for
   * a larger plan.
   *
   * @default - below 4 GiB for 15 minutes
   */
  readonly freeStorageSpace?: RecommendedAlarmOptions;

  /**
   * Connections are running out. The smallest plan has 1 GB of memory, for which MySQL takes about 80 connections by default:
   * set more for a larger plan.
   *
   * @default - over 60 for 15 minutes
   */
  readonly databaseConnections?: RecommendedAlarmOptions;

  /**
   * The memory is running out; what follows is swapping, or a restart of the database.
   *
   * @default - below 64 MiB for 15 minutes
   */
  readonly freeableMemory?: RecommendedAlarmOptions;
}

export function databaseAlarms(props: DatabaseAlarmsProps): Recommendation[] {
  const { database } = props;
  return [
    {
      id: 'Cpu',
      metric: DatabaseMetric.cpuUtilization(database),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: 90,
      evaluationPeriods: 6,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      changes: props.cpuUtilization,
    },
    {
      id: 'FreeStorage',
      metric: DatabaseMetric.freeStorageSpace(database),
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: 4 * GIBIBYTE,
      evaluationPeriods: 3,
      treatMissingData: TreatMissingData.MISSING,
      changes: props.freeStorageSpace,
    },
    {
      id: 'Connections',
      metric: DatabaseMetric.databaseConnections(database),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: 60,
      evaluationPeriods: 3,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      changes: props.databaseConnections,
    },
    {
      id: 'FreeMemory',
      metric: DatabaseMetric.freeableMemory(database),
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: 64 * MEBIBYTE,
      evaluationPeriods: 3,
      treatMissingData: TreatMissingData.MISSING,
      changes: props.freeableMemory,
    },
  ];
}
