import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import type { LightsailScheduleOptions } from './lightsail-schedule-options';

/**
 * Options that start and stop schedules share.
 */
export interface DatabaseScheduleOptions extends LightsailScheduleOptions {
  /**
   * The database: an L1, or `Database.fromDatabaseName(…)`.
   *
   * @default - those of `databases` or `databasesByTag`; exactly one of the three is required
   */
  readonly database?: lightsail.IDatabaseRef;

  /**
   * Several databases, at most 500. One that fails does not stop the others.
   *
   * @default - those of `database` or `databasesByTag`
   */
  readonly databases?: lightsail.IDatabaseRef[];

  /**
   * All databases of the account and region that carry these tags, at the time of the run. An empty value stands for a
   * tag without a value.
   *
   * @default - those of `database` or `databases`
   */
  readonly databasesByTag?: { [key: string]: string };
}
