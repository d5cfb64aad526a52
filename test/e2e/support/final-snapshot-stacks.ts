import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import type { Define } from './test-cloud';
import { FinalSnapshot, type FinalSnapshotProps, SnapshotSource } from '../../../src';
import { SnapshotResourceType } from '../../../src/snapshots/snapshot-contract';

export const FINAL_SNAPSHOT = SnapshotResourceType.FINAL;

export interface FinalStackProps extends Partial<FinalSnapshotProps> {
  /** Default: `shop-db`. Another name replaces the database. */
  readonly databaseName?: string;
  /** Default: true. */
  readonly withSnapshot?: boolean;
  /** A disk, which a test may let fail. It is made when everything else is. */
  readonly withDisk?: boolean;
}

/** A stack with a native database and its final snapshot. */
export function finalSnapshot({ databaseName = 'shop-db', withSnapshot = true, withDisk = false, ...props }: FinalStackProps = {}): Define {
  return (stack) => {
    const database = new lightsail.CfnDatabase(stack, 'Database', {
      relationalDatabaseName: databaseName,
      relationalDatabaseBlueprintId: 'mysql_8_0',
      relationalDatabaseBundleId: 'micro_2_0',
      masterDatabaseName: 'shop',
      masterUsername: 'shopadmin',
    });
    const disk = withDisk ? new lightsail.CfnDisk(stack, 'Data', { diskName: 'shop-data', sizeInGb: 8 }) : undefined;
    disk?.node.addDependency(database);
    if (!withSnapshot) return;
    const final = new FinalSnapshot(stack, 'Final', { source: SnapshotSource.database(database), ...props });
    disk?.node.addDependency(final);
  };
}
