import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import type { Construct } from 'constructs';
import type { DatabaseScheduleOptions } from './database-schedule-options';
import { databaseTargets } from './database-targets';
import { LightsailSchedule } from './lightsail-schedule';
import { ScheduleAction } from './schedule-contract';
import { LightsailFamily } from '../provider/family';

/**
 * Properties of a schedule that starts databases.
 */
export interface DatabaseStartScheduleProps extends DatabaseScheduleOptions {}

/**
 * Starts databases on time, and waits until they are available.
 *
 * If a database is already available, the run succeeds without a call. If it is busy, the run waits. If it does not exist, the
 * run fails.
 *
 * A stopped Lightsail database is billed like a running one: schedules save no money.
 *
 * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-starting-stopping-your-database.html
 */
@propertyInjectable
export class DatabaseStartSchedule extends LightsailSchedule {
  /** Identifies the class to property injectors (`PropertyInjectors.of(app)`). */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-lightsail.DatabaseStartSchedule';

  constructor(scope: Construct, id: string, props: DatabaseStartScheduleProps) {
    super(scope, id, { ...props, families: [LightsailFamily.DATABASE_SCHEDULES] });
    this._schedule('Schedule', { Action: ScheduleAction.START_DATABASE, ...databaseTargets(this, props) });
  }
}
