import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LightsailFamily } from './family';
import type { OwnedBy } from './ownership-conditions';
import { snapshotStatements } from '../snapshots/snapshot-statements';

/** The permissions of each family. A new family adds its line here. */
export const familyStatements: Readonly<Record<LightsailFamily, (owned: OwnedBy) => PolicyStatement[]>> = {
  [LightsailFamily.SNAPSHOTS]: snapshotStatements,
};
