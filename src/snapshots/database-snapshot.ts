import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import { Snapshot, type SnapshotOptions } from './snapshot';
import { SnapshotResourceType } from './snapshot-contract';
import { SnapshotSource } from './snapshot-source';

/**
 * Properties of a database snapshot.
 */
export interface DatabaseSnapshotProps extends SnapshotOptions {
  /**
   * The database: an L1, or `Database.fromDatabaseName(…)`.
   */
  readonly database: lightsail.IDatabaseRef;
}

/**
 * A snapshot of a database, taken when the construct is deployed and whenever its `trigger` changes.
 *
 * A database on a standard plan does not answer for seconds to minutes while its snapshot is taken.
 *
 * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-creating-a-database-snapshot.html
 */
export class DatabaseSnapshot extends Snapshot implements lightsail.IDatabaseSnapshotRef {
  /**
   * The database's engine: `mysql` or `postgres`.
   * @attribute
   */
  public readonly snapshotEngine: string;

  /**
   * The version of the database's engine.
   * @attribute
   */
  public readonly snapshotEngineVersion: string;

  constructor(scope: Construct, id: string, props: DatabaseSnapshotProps) {
    super(scope, id, { ...props, source: SnapshotSource.database(props.database), resourceType: SnapshotResourceType.DATABASE });
    this.snapshotEngine = this._attribute('Engine');
    this.snapshotEngineVersion = this._attribute('EngineVersion');
  }

  /** A reference to this snapshot, for constructs that take one. */
  public get databaseSnapshotRef(): lightsail.DatabaseSnapshotReference {
    return { relationalDatabaseSnapshotName: this.snapshotName, databaseSnapshotArn: this.snapshotArn };
  }
}
