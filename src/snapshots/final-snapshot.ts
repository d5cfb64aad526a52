import { type CfnResource, Duration, type ITaggableV2, Lazy, RemovalPolicy, Resource, TagManager, TagType } from 'aws-cdk-lib';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import type { Construct } from 'constructs';
import { type SnapshotProperties, SnapshotResourceType } from './snapshot-contract';
import { SnapshotSource } from './snapshot-source';
import { SourceRetention } from './source-retention';
import { templateSource } from './template-source';
import { checkTags } from '../private/checks';
import { checkEnvironment } from '../private/environment-checks';
import { lightsailCustomResource } from '../private/lightsail-custom-resource';
import { refuse } from '../private/refuse';
import { checkClass } from '../private/untyped-checks';
import { LightsailFamily } from '../provider/family';
import { LightsailProvider } from '../provider/lightsail-provider';
import type { ILightsailProvider } from '../provider/provider-ref';

/**
 * Properties of a final snapshot.
 */
export interface FinalSnapshotProps {
  /**
   * What the snapshot is taken of: a database, an instance or a disk. For `SnapshotSource.systemDisk`, what is protected and
   * deleted is the instance.
   */
  readonly source: SnapshotSource;

  /**
   * Tags of the snapshot, besides those of `Tags.of(…)`.
   *
   * @default - only those of `Tags.of(…)`
   */
  readonly tags?: { [key: string]: string };

  /**
   * How long the snapshot and the deletion of the source may take together, 1 to 55 minutes, including the wait for a source
   * that is busy. After that the deletion fails.
   *
   * @default Duration.minutes(45)
   */
  readonly timeout?: Duration;

  /**
   * The provider that takes the snapshot and deletes the source.
   *
   * @default - the default of the scope (`LightsailProvider.setDefault`), otherwise the stack's own provider
   */
  readonly provider?: ILightsailProvider;
}

/**
 * A snapshot of a database, an instance or a disk that is taken before it is deleted: when the stack is deleted, when the
 * source leaves the template, or when it is replaced. The snapshot outlives the stack.
 *
 * CloudFormation's own types delete a database with all its data. With this construct CloudFormation retains the source
 * (`DeletionPolicy: RetainExceptOnCreate`, `UpdateReplacePolicy: Retain`), and the source depends on this construct. When
 * both are deleted, CloudFormation first skips the source, then asks for the deletion of this construct. The provider's function
 * takes the snapshot, waits until it can be used, and only then deletes the source. If the snapshot fails, the source stays: a
 * deletion of the stack stops (`DELETE_FAILED`), an update goes on and leaves the source behind.
 *
 * The source is deleted only if the stack is being deleted, or CloudFormation reports that the source left the template or was
 * replaced, and if it carries the tag `cdk-lightsail:final-snapshot` that this construct gives it. If only this construct
 * leaves the template, a snapshot is taken and the source stays. A rollback takes and deletes nothing.
 *
 * A source that has a retaining removal policy of its own (`RemovalPolicy.RETAIN`, `RETAIN_ON_UPDATE_OR_DELETE`) is never
 * deleted; its snapshot is taken all the same. `RemovalPolicy.DESTROY` makes no difference.
 *
 * This applies to L1s of the same stack (`CfnDatabase`, `CfnInstance`, `CfnDisk`). Any other source, by name or of another
 * stack, is not this stack's to delete: its snapshot is taken when this construct is deleted.
 *
 * A stopped database cannot be snapshotted: the deletion fails at once and says so. A second `FinalSnapshot` of the same source
 * is rejected at synthesis.
 *
 * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-deleting-a-database.html
 */
@propertyInjectable
export class FinalSnapshot extends Resource implements ITaggableV2 {
  /** Identifies the class to property injectors (`PropertyInjectors.of(app)`). */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-lightsail.FinalSnapshot';

  /** The tags, for `Tags.of(…)`. */
  public readonly cdkTagManager: TagManager;

  private readonly protectedSource?: CfnResource;

  constructor(scope: Construct, id: string, props: FinalSnapshotProps) {
    super(scope, id);
    checkClass(this, 'source', props.source, SnapshotSource, 'SnapshotSource.database(database)');
    checkEnvironment(this, props.source._construct);
    checkTags(this, props.tags);
    this.cdkTagManager = new TagManager(TagType.MAP, SnapshotResourceType.FINAL, props.tags);
    const source = templateSource(this, props.source);
    if (source) this.checkOnlyOne(source.resource);
    this.protectedSource = source?.resource;
    const retention = source && new SourceRetention(source.resource);
    const provider = props.provider ?? LightsailProvider.of(this);

    const resource = lightsailCustomResource(this, 'Resource', {
      resourceType: SnapshotResourceType.FINAL,
      family: LightsailFamily.SNAPSHOTS,
      provider,
      timeout: props.timeout ?? Duration.minutes(45),
      // The resource must be deleted for the snapshot to be taken. The snapshot itself is never deleted.
      removalPolicy: RemovalPolicy.DESTROY,
      tags: this.cdkTagManager,
      properties: {
        SourceKind: props.source._kind,
        SourceName: source ? Lazy.string({ produce: () => source.name() }) : props.source.sourceName,
        SourceLogicalId: source?.resource.logicalId,
        DeleteSource: retention && Lazy.any({ produce: () => retention.settle() }),
      } satisfies Record<string, unknown> & { readonly [Name in keyof SnapshotProperties]?: unknown },
    });
    if (!source) return;
    resource.node.addDependency(provider.useFamily(LightsailFamily.FINAL_SNAPSHOTS, this));
    source.resource.node.addDependency(this);
  }

  /** Two would both delete the source, one while the other still takes its snapshot. */
  private checkOnlyOne(source: CfnResource): void {
    const other = source.node.dependencies.find((dependency) => dependency instanceof FinalSnapshot && dependency.protectedSource === source);
    if (!other) return;
    refuse(this, {
      got: `a second FinalSnapshot of ${source.node.path}, besides ${other.node.path}`,
      expected: 'one for each source',
      fix: 'remove one of them; the snapshot of an instance holds its system disk and the disks that are attached to it',
    });
  }
}
