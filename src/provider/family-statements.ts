import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LightsailFamily } from './family';
import type { OwnedBy } from './ownership-conditions';
import { alarmAdoptionStatements, alarmStatements } from '../alarms/alarm-statements';
import { contactMethodStatements } from '../alarms/contact-method-statements';
import { snapshotStatements } from '../snapshots/snapshot-statements';

/** The permissions of each family. A new family adds its line here. */
export const familyStatements: Readonly<Record<LightsailFamily, (owned: OwnedBy) => PolicyStatement[]>> = {
  [LightsailFamily.SNAPSHOTS]: snapshotStatements,
  [LightsailFamily.ALARMS]: alarmStatements,
  [LightsailFamily.ALARM_ADOPTION]: alarmAdoptionStatements,
  [LightsailFamily.CONTACT_METHODS]: contactMethodStatements,
};
