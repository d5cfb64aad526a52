import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import type { SnapshotSourceKind } from './snapshot-contract';

/**
 * What a snapshot is taken of.
 */
export class SnapshotSource {
  /**
   * A database.
   * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-creating-a-database-snapshot.html
   */
  static database(database: lightsail.IDatabaseRef): SnapshotSource {
    return new SnapshotSource('database', database.databaseRef.relationalDatabaseName, database);
  }

  /**
   * An instance with its system disk and the disks that are attached to it.
   * @see https://docs.aws.amazon.com/lightsail/latest/userguide/lightsail-how-to-create-a-snapshot-of-your-instance.html
   */
  static instance(instance: lightsail.IInstanceRef): SnapshotSource {
    return new SnapshotSource('instance', instance.instanceRef.instanceName, instance);
  }

  /**
   * A block storage disk.
   * @see https://docs.aws.amazon.com/lightsail/latest/userguide/create-block-storage-disk-snapshot.html
   */
  static disk(disk: lightsail.IDiskRef): SnapshotSource {
    return new SnapshotSource('disk', disk.diskRef.diskName, disk);
  }

  /**
   * The system disk of an instance, as a disk snapshot.
   * @see https://docs.aws.amazon.com/lightsail/latest/userguide/create-an-instance-root-volume-snapshot.html
   */
  static systemDisk(instance: lightsail.IInstanceRef): SnapshotSource {
    return new SnapshotSource('system-disk', instance.instanceRef.instanceName, instance);
  }

  private constructor(
    /** @internal */
    readonly _kind: SnapshotSourceKind,
    /** @internal */
    readonly _name: string,
    /** @internal */
    readonly _construct: IConstruct,
  ) {}
}
