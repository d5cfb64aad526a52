import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import { Snapshot, type SnapshotOptions } from './snapshot';
import { SnapshotResourceType } from './snapshot-contract';
import { SnapshotSource } from './snapshot-source';
import { NamedReference } from '../references/named-reference';

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
@propertyInjectable
export class DatabaseSnapshot extends Snapshot implements lightsail.IDatabaseSnapshotRef {
  /** Identifies the class to property injectors (`PropertyInjectors.of(app)`). */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-lightsail.DatabaseSnapshot';

  /**
   * Refers to a snapshot of a database that exists already, by its name.
   *
   * Its ARN ends in a UUID that cannot be derived from the name: `databaseSnapshotArn` of the reference is the pattern of any such snapshot.
   *
   * @param scope the parent
   * @param id the construct's id
   * @param snapshotName the name; may be a token
   */
  static fromSnapshotName(scope: Construct, id: string, snapshotName: string): lightsail.IDatabaseSnapshotRef {
    class Import extends NamedReference implements lightsail.IDatabaseSnapshotRef {
      readonly databaseSnapshotRef: lightsail.DatabaseSnapshotReference = {
        relationalDatabaseSnapshotName: snapshotName, databaseSnapshotArn: this.anyArn,
      };
    }
    return new Import(scope, id, { type: 'RelationalDatabaseSnapshot', prop: 'snapshotName', name: snapshotName });
  }

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
