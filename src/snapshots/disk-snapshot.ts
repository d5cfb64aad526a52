import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import { Snapshot, type SnapshotOptions } from './snapshot';
import { SnapshotResourceType } from './snapshot-contract';
import { SnapshotSource } from './snapshot-source';
import { refuse } from '../private/refuse';
import { NamedReference } from '../references/named-reference';

/**
 * Properties of a disk snapshot: of a disk, or of the system disk of an instance.
 */
export interface DiskSnapshotProps extends SnapshotOptions {
  /**
   * The disk: an L1, or `Disk.fromDiskName(…)`.
   *
   * @default - the system disk of `instance`
   */
  readonly disk?: lightsail.IDiskRef;

  /**
   * The instance of whose system disk the snapshot is taken: an L1, or `Instance.fromInstanceName(…)`.
   *
   * @default - none; the snapshot is of `disk`
   */
  readonly instance?: lightsail.IInstanceRef;
}

/**
 * A snapshot of a block storage disk, or of an instance's system disk, taken when the construct is deployed and whenever
 * its `trigger` changes.
 *
 * @see https://docs.aws.amazon.com/lightsail/latest/userguide/create-block-storage-disk-snapshot.html
 */
@propertyInjectable
export class DiskSnapshot extends Snapshot implements lightsail.IDiskSnapshotRef {
  /** Identifies the class to property injectors (`PropertyInjectors.of(app)`). */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-lightsail.DiskSnapshot';

  /**
   * Refers to a snapshot of a disk that exists already, by its name.
   *
   * Its ARN ends in a UUID that cannot be derived from the name: `diskSnapshotArn` of the reference is the pattern of any such snapshot.
   *
   * @param scope the parent
   * @param id the construct's id
   * @param snapshotName the name; may be a token
   */
  static fromSnapshotName(scope: Construct, id: string, snapshotName: string): lightsail.IDiskSnapshotRef {
    class Import extends NamedReference implements lightsail.IDiskSnapshotRef {
      readonly diskSnapshotRef: lightsail.DiskSnapshotReference = { diskSnapshotName: snapshotName, diskSnapshotArn: this.anyArn };
    }
    return new Import(scope, id, { type: 'DiskSnapshot', prop: 'snapshotName', name: snapshotName });
  }

  constructor(scope: Construct, id: string, props: DiskSnapshotProps) {
    super(scope, id, { ...props, source: sourceOf(scope, id, props), resourceType: SnapshotResourceType.DISK });
  }

  /** A reference to this snapshot, for constructs that take one. */
  public get diskSnapshotRef(): lightsail.DiskSnapshotReference {
    return { diskSnapshotName: this.snapshotName, diskSnapshotArn: this.snapshotArn };
  }
}

function sourceOf(scope: Construct, id: string, props: DiskSnapshotProps): SnapshotSource {
  if (props.disk && !props.instance) return SnapshotSource.disk(props.disk);
  if (props.instance && !props.disk) return SnapshotSource.systemDisk(props.instance);
  return refuse(scope, {
    got: props.disk ? `both disk and instance for the disk snapshot '${id}'` : `neither disk nor instance for the disk snapshot '${id}'`,
    expected: 'one of them',
    fix: 'pass `disk` for a block storage disk, or `instance` for that instance\'s system disk',
    see: 'https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_CreateDiskSnapshot.html',
  });
}
