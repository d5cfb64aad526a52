import { LightsailFamily } from './family';
import type { OwnedBy } from './ownership-conditions';
import type { Permission } from './permission';
import { alarmAdoptionStatements, alarmStatements } from '../alarms/alarm-statements';
import { contactMethodStatements } from '../alarms/contact-method-statements';
import { cacheResetStatements, distributionAdoptionStatements, distributionStatements } from '../distributions/distribution-statements';
import { metricExportStatements } from '../metrics/metric-statements';
import { databaseScheduleStatements } from '../schedules/database-schedule-statements';
import { snapshotCopyStatements } from '../schedules/snapshot-copy-statements';
import { snapshotScheduleStatements } from '../schedules/snapshot-schedule-statements';
import { finalSnapshotStatements } from '../snapshots/final-snapshot-statements';
import { snapshotStatements } from '../snapshots/snapshot-statements';

/** The permissions of a family. */
type Statements = (owned: OwnedBy) => Permission[];

/** The permissions of each family. A new family adds its line here. */
export const familyStatements: Readonly<Record<LightsailFamily, Statements>> = {
  [LightsailFamily.SNAPSHOTS]: snapshotStatements,
  [LightsailFamily.FINAL_SNAPSHOTS]: finalSnapshotStatements,
  [LightsailFamily.ALARMS]: alarmStatements,
  [LightsailFamily.ALARM_ADOPTION]: alarmAdoptionStatements,
  [LightsailFamily.CONTACT_METHODS]: contactMethodStatements,
  [LightsailFamily.DISTRIBUTIONS]: distributionStatements,
  [LightsailFamily.DISTRIBUTION_ADOPTION]: distributionAdoptionStatements,
  [LightsailFamily.DISTRIBUTION_CACHE_RESETS]: cacheResetStatements,
  [LightsailFamily.DATABASE_SCHEDULES]: databaseScheduleStatements,
  [LightsailFamily.SNAPSHOT_SCHEDULES]: snapshotScheduleStatements,
  [LightsailFamily.SNAPSHOT_COPIES]: snapshotCopyStatements,
  [LightsailFamily.METRICS]: metricExportStatements,
};
