import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import type { SnapshotSourceKind } from './snapshot-contract';
import { resourceNameOf } from '../private/resource-name';

/**
 * What a snapshot is taken of.
 */
export class SnapshotSource {
  /**
   * A database.
   * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-creating-a-database-snapshot.html
   * @param database the database
   */
  static database(database: lightsail.IDatabaseRef): SnapshotSource {
    return new SnapshotSource('database', resourceNameOf(database, database?.databaseRef?.relationalDatabaseName, 'database'), database);
  }

  /**
   * An instance with its system disk and the disks that are attached to it.
   * @see https://docs.aws.amazon.com/lightsail/latest/userguide/lightsail-how-to-create-a-snapshot-of-your-instance.html
   * @param instance the instance
   */
  static instance(instance: lightsail.IInstanceRef): SnapshotSource {
    return new SnapshotSource('instance', resourceNameOf(instance, instance?.instanceRef?.instanceName, 'instance'), instance);
  }

  /**
   * A block storage disk.
   * @see https://docs.aws.amazon.com/lightsail/latest/userguide/create-block-storage-disk-snapshot.html
   * @param disk the disk
   */
  static disk(disk: lightsail.IDiskRef): SnapshotSource {
    return new SnapshotSource('disk', resourceNameOf(disk, disk?.diskRef?.diskName, 'disk'), disk);
  }

  /**
   * The system disk of an instance, as a disk snapshot.
   * @see https://docs.aws.amazon.com/lightsail/latest/userguide/create-an-instance-root-volume-snapshot.html
   * @param instance the instance
   */
  static systemDisk(instance: lightsail.IInstanceRef): SnapshotSource {
    return new SnapshotSource('system-disk', resourceNameOf(instance, instance?.instanceRef?.instanceName, 'instance'), instance);
  }

  private constructor(
    /** @internal */
    readonly _kind: SnapshotSourceKind,
    /** The name of the source; may be a token. */
    readonly sourceName: string,
    /** @internal */
    readonly _construct: IConstruct,
  ) {}
}
