import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import { Snapshot, type SnapshotOptions } from './snapshot';
import { SnapshotResourceType } from './snapshot-contract';
import { SnapshotSource } from './snapshot-source';

/**
 * Properties of an instance snapshot.
 */
export interface InstanceSnapshotProps extends SnapshotOptions {
  /**
   * The instance: an L1, or `Instance.fromInstanceName(…)`.
   */
  readonly instance: lightsail.IInstanceRef;
}

/**
 * A snapshot of an instance with all its disks, taken when the construct is deployed and whenever its `trigger` changes.
 *
 * @see https://docs.aws.amazon.com/lightsail/latest/userguide/lightsail-how-to-create-a-snapshot-of-your-instance.html
 */
export class InstanceSnapshot extends Snapshot implements lightsail.IInstanceSnapshotRef {
  constructor(scope: Construct, id: string, props: InstanceSnapshotProps) {
    super(scope, id, { ...props, source: SnapshotSource.instance(props.instance), resourceType: SnapshotResourceType.INSTANCE });
  }

  /** A reference to this snapshot, for constructs that take one. */
  public get instanceSnapshotRef(): lightsail.InstanceSnapshotReference {
    return { instanceSnapshotName: this.snapshotName, instanceSnapshotArn: this.snapshotArn };
  }
}
