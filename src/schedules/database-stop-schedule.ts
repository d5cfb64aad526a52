import { Duration } from 'aws-cdk-lib';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import type { Construct } from 'constructs';
import type { DatabaseScheduleOptions } from './database-schedule-options';
import { databaseTargets } from './database-targets';
import { LightsailSchedule } from './lightsail-schedule';
import { ScheduleAction } from './schedule-contract';
import { SnapshotRetention } from './snapshot-retention';
import { timeZoneOf } from './time-zone-of';
import { refuse } from '../private/refuse';
import { checkClass } from '../private/untyped-checks';
import { LightsailFamily } from '../provider/family';

/**
 * Properties of a schedule that stops databases.
 */
export interface DatabaseStopScheduleProps extends DatabaseScheduleOptions {
  /**
   * Whether a snapshot is taken before each stop, those of `keepStopped` included. If it cannot be taken, the database is not
   * stopped.
   *
   * @default false
   */
  readonly snapshotBeforeStop?: boolean;

  /**
   * Which of these snapshots are kept. Requires `snapshotBeforeStop`.
   *
   * @default SnapshotRetention.count(7)
   */
  readonly snapshotRetention?: SnapshotRetention;

  /**
   * Whether a database that AWS started again is stopped again within the hour. AWS starts every database that has been
   * stopped for seven days.
   *
   * This holds from a stop by this schedule (with `snapshotBeforeStop`: once the snapshot can be used) until the next start by a
   * `DatabaseStartSchedule`. In between the database carries the tag `cdk-lightsail:keep-stopped`: if you start it by hand and
   * want it to run, remove the tag.
   *
   * @default false
   */
  readonly keepStopped?: boolean;
}

/**
 * Stops databases on time, and waits until they are stopped.
 *
 * If a database is already stopped, the run succeeds without a call. If it is busy, the run waits. If it does not exist, the run
 * fails.
 *
 * A stopped Lightsail database is billed like a running one: schedules save no money; they reduce exposure and load.
 *
 * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-starting-stopping-your-database.html
 */
@propertyInjectable
export class DatabaseStopSchedule extends LightsailSchedule {
  /** Identifies the class to property injectors (`PropertyInjectors.of(app)`). */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-lightsail.DatabaseStopSchedule';

  constructor(scope: Construct, id: string, props: DatabaseStopScheduleProps) {
    const { snapshotBeforeStop = false, keepStopped = false } = props;
    super(scope, id, {
      ...props,
      families: [LightsailFamily.DATABASE_SCHEDULES, ...snapshotBeforeStop ? [LightsailFamily.SNAPSHOTS] : []],
    });
    if (props.snapshotRetention && !snapshotBeforeStop) {
      refuse(this, {
        got: 'a snapshotRetention without snapshotBeforeStop', expected: 'both or neither', fix: 'set `snapshotBeforeStop: true`, or leave the retention out',
      });
    }
    if (props.snapshotRetention) checkClass(this, 'snapshotRetention', props.snapshotRetention, SnapshotRetention, 'SnapshotRetention.count(7)');
    const targets = databaseTargets(this, props);
    const request = {
      ...targets,
      KeepStopped: keepStopped,
      SnapshotBeforeStop: snapshotBeforeStop,
      ...snapshotBeforeStop && { Retention: (props.snapshotRetention ?? SnapshotRetention.count(7))._policy(timeZoneOf(props.schedule)) },
    };
    this._schedule('Schedule', { Action: ScheduleAction.STOP_DATABASE, ...request });
    if (keepStopped) {
      const hourly = scheduler.ScheduleExpression.rate(Duration.hours(1));
      this._schedule('KeepStopped', { Action: ScheduleAction.KEEP_DATABASE_STOPPED, ...request }, hourly);
    }
  }
}
