import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import { Snapshot, type SnapshotOptions } from './snapshot';
import { SnapshotResourceType } from './snapshot-contract';
import { SnapshotSource } from './snapshot-source';
import { NamedReference } from '../references/named-reference';

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
@propertyInjectable
export class InstanceSnapshot extends Snapshot implements lightsail.IInstanceSnapshotRef {
  /** Identifies the class to property injectors (`PropertyInjectors.of(app)`). */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-lightsail.InstanceSnapshot';

  /**
   * Refers to a snapshot of an instance that exists already, by its name.
   *
   * Its ARN ends in a UUID that cannot be derived from the name: `instanceSnapshotArn` of the reference is the pattern of any such snapshot.
   *
   * @param scope the parent
   * @param id the construct's id
   * @param snapshotName the name; may be a token
   */
  static fromSnapshotName(scope: Construct, id: string, snapshotName: string): lightsail.IInstanceSnapshotRef {
    class Import extends NamedReference implements lightsail.IInstanceSnapshotRef {
      readonly instanceSnapshotRef: lightsail.InstanceSnapshotReference = { instanceSnapshotName: snapshotName, instanceSnapshotArn: this.anyArn };
    }
    return new Import(scope, id, { type: 'InstanceSnapshot', prop: 'snapshotName', name: snapshotName });
  }

  constructor(scope: Construct, id: string, props: InstanceSnapshotProps) {
    super(scope, id, { ...props, source: SnapshotSource.instance(props.instance), resourceType: SnapshotResourceType.INSTANCE });
  }

  /** A reference to this snapshot, for constructs that take one. */
  public get instanceSnapshotRef(): lightsail.InstanceSnapshotReference {
    return { instanceSnapshotName: this.snapshotName, instanceSnapshotArn: this.snapshotArn };
  }
}
