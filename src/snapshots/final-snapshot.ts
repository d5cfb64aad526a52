import { Duration, type ITaggableV2, RemovalPolicy, Resource, TagManager, TagType } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type SnapshotProperties, SnapshotResourceType } from './snapshot-contract';
import type { SnapshotSource } from './snapshot-source';
import { checkTags } from '../private/checks';
import { lightsailCustomResource } from '../private/lightsail-custom-resource';
import { LightsailFamily } from '../provider/family';
import type { ILightsailProvider } from '../provider/provider-ref';

/**
 * Properties of a final snapshot.
 */
export interface FinalSnapshotProps {
  /**
   * What the snapshot is taken of.
   */
  readonly source: SnapshotSource;

  /**
   * Tags of the snapshot, besides those of `Tags.of(…)`.
   *
   * @default - only those of `Tags.of(…)`
   */
  readonly tags?: { [key: string]: string };

  /**
   * How long the snapshot may take, 1 to 55 minutes, the wait for a source that is busy included. After that the
   * deletion stops, and the source stays.
   *
   * @default Duration.minutes(45)
   */
  readonly timeout?: Duration;

  /**
   * What takes the snapshot.
   *
   * @default - the stack's own provider
   */
  readonly provider?: ILightsailProvider;
}

/**
 * A snapshot that is taken at the very end: when the stack is deleted, or when this construct or its source leaves it.
 *
 * CloudFormation's own types delete a database with all its data. With this construct the deletion first takes a
 * snapshot, waits until it is there, and only then lets the source go. If the snapshot cannot be taken, the deletion
 * stops and the source stays. The snapshot outlives the stack.
 *
 * Nothing is taken when the construct is created, nor when a creation or an update is rolled back.
 *
 * The order holds for a source of the same stack, which the construct refers to. A source by name has no order.
 *
 * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-deleting-a-database.html
 */
export class FinalSnapshot extends Resource implements ITaggableV2 {
  /** The tags, for `Tags.of(…)`. */
  public readonly cdkTagManager: TagManager;

  constructor(scope: Construct, id: string, props: FinalSnapshotProps) {
    super(scope, id);
    checkTags(this, props.tags);
    this.cdkTagManager = new TagManager(TagType.MAP, SnapshotResourceType.FINAL, props.tags);

    lightsailCustomResource(this, 'Resource', {
      resourceType: SnapshotResourceType.FINAL,
      family: LightsailFamily.SNAPSHOTS,
      provider: props.provider,
      timeout: props.timeout ?? Duration.minutes(45),
      // The resource must be deleted for the snapshot to be taken. The snapshot itself is never deleted.
      removalPolicy: RemovalPolicy.DESTROY,
      tags: this.cdkTagManager,
      properties: {
        SourceKind: props.source._kind,
        SourceName: props.source._name,
      } satisfies Partial<SnapshotProperties>,
    });
  }
}
