import { type CustomResource, Duration, type ITaggableV2, Lazy, RemovalPolicy, Resource, Stack, TagManager, TagType, Token } from 'aws-cdk-lib';
import { type Construct, Node } from 'constructs';
import type { SnapshotAttributes, SnapshotProperties } from './snapshot-contract';
import type { SnapshotSource } from './snapshot-source';
import { SourceOrder } from './source-order';
import { sourceResource } from './template-source';
import { registerName } from '../private/app-registry';
import { checkResourceName, checkTags } from '../private/checks';
import { checkEnvironment } from '../private/environment-checks';
import { lightsailCustomResource } from '../private/lightsail-custom-resource';
import { refuse } from '../private/refuse';
import { checkText } from '../private/untyped-checks';
import { LightsailFamily } from '../provider/family';
import type { ILightsailProvider } from '../provider/provider-ref';

/**
 * Options that all snapshots share.
 */
export interface SnapshotOptions {
  /**
   * The snapshot's name: 2 to 255 letters, digits and hyphens for a database; 2 to 254 letters, digits, dots, hyphens and
   * underscores for an instance or a disk. It is unique among all Lightsail resources of the region. Another name takes a new
   * snapshot.
   *
   * Cannot be used with `trigger`: the new snapshot could not have the name of the old one.
   *
   * @default - the source's name and a generated suffix
   */
  readonly snapshotName?: string;

  /**
   * A new value takes a new snapshot with the next deployment: a version, a commit, a date.
   *
   * @default - one snapshot, taken when the construct is first deployed (and its source is there)
   */
  readonly trigger?: string;

  /**
   * Tags of the snapshot, besides those of `Tags.of(…)`. They can be changed without a new snapshot.
   *
   * @default - only those of `Tags.of(…)`
   */
  readonly tags?: { [key: string]: string };

  /**
   * How long the snapshot may take, 1 to 55 minutes, including the wait for a source that is busy. After that the
   * deployment fails and reports the last state that Lightsail returned.
   *
   * @default Duration.minutes(45)
   */
  readonly timeout?: Duration;

  /**
   * What happens to the snapshot when the construct leaves the stack, or another snapshot replaces it.
   *
   * By default it is kept, but a creation that failed leaves nothing behind. `RemovalPolicy.DESTROY` deletes it.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * The snapshot is taken before CloudFormation creates or changes these constructs: the application that a release updates,
   * and the source itself.
   *
   * The source may be among them if it is an L1 of the same stack (`CfnDatabase`, `CfnInstance`, `CfnDisk`). The first
   * deployment, which creates the source, then takes no snapshot and succeeds: the attributes are empty, and no snapshot has the
   * name `snapshotName`. If the source is renamed, the snapshot is taken of the old one, before it is replaced.
   *
   * @default - none; the snapshot is taken after CloudFormation has created or changed its source
   */
  readonly executeBefore?: Construct[];

  /**
   * The snapshot is taken after CloudFormation has created or changed these constructs.
   *
   * @default - after its source, unless that is in `executeBefore`
   */
  readonly executeAfter?: Construct[];

  /**
   * The provider that takes the snapshot.
   *
   * @default - the default of the scope (`LightsailProvider.setDefault`), otherwise the stack's own provider
   */
  readonly provider?: ILightsailProvider;
}

/**
 * Properties of the base class.
 */
export interface SnapshotProps extends SnapshotOptions {
  /** What the snapshot is taken of. */
  readonly source: SnapshotSource;
  /** The type of the custom resource. */
  readonly resourceType: string;
}

/**
 * A snapshot that is taken during a deployment: what `DatabaseSnapshot`, `InstanceSnapshot` and `DiskSnapshot` share.
 *
 * A deployment waits until the snapshot can be used. If Lightsail cannot take it, the deployment fails with Lightsail's own
 * reason, and the failed snapshot is removed.
 */
export abstract class Snapshot extends Resource implements ITaggableV2 {
  /** The tags, for `Tags.of(…)`. */
  public readonly cdkTagManager: TagManager;

  /**
   * The snapshot's name.
   * @attribute
   */
  public readonly snapshotName: string;

  /**
   * The snapshot's ARN.
   * @attribute
   */
  public readonly snapshotArn: string;

  /**
   * The state when the deployment ended: `available`, or `completed` for disks.
   * @attribute
   */
  public readonly snapshotState: string;

  /**
   * The size in gigabytes, as text.
   * @attribute
   */
  public readonly snapshotSizeInGb: string;

  /**
   * When Lightsail created it: ISO 8601, UTC.
   * @attribute
   */
  public readonly snapshotCreatedAt: string;

  /**
   * The name of the source. Empty if no snapshot was taken, see `SnapshotOptions.executeBefore`.
   * @attribute
   */
  public readonly snapshotSourceName: string;

  /**
   * The ARN of the source.
   * @attribute
   */
  public readonly snapshotSourceArn: string;

  private readonly resource: CustomResource;
  private readonly order: SourceOrder;

  constructor(scope: Construct, id: string, props: SnapshotProps) {
    super(scope, id, { physicalName: props.snapshotName });
    checkSnapshot(this, props);
    this.cdkTagManager = new TagManager(TagType.MAP, props.resourceType, props.tags);
    this.order = new SourceOrder(this, props.source);

    this.resource = lightsailCustomResource(this, 'Resource', {
      resourceType: props.resourceType,
      family: LightsailFamily.SNAPSHOTS,
      provider: props.provider,
      timeout: props.timeout ?? Duration.minutes(45),
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      tags: this.cdkTagManager,
      properties: {
        SourceKind: props.source._kind,
        SourceName: Lazy.string({ produce: () => this.order.sourceName() }),
        SourceLogicalId: Lazy.string({ produce: () => this.order.sourceLogicalId() }),
        SnapshotName: props.snapshotName,
        Trigger: props.trigger,
      } satisfies Partial<SnapshotProperties>,
    });

    this.snapshotName = this.resource.ref;
    this.snapshotArn = this._attribute('SnapshotArn');
    this.snapshotState = this._attribute('State');
    this.snapshotSizeInGb = this._attribute('SizeInGb');
    this.snapshotCreatedAt = this._attribute('CreatedAt');
    this.snapshotSourceName = this._attribute('SourceName');
    this.snapshotSourceArn = this._attribute('SourceArn');

    this.executeAfter(...props.executeAfter ?? []);
    this.executeBefore(...props.executeBefore ?? []);
  }

  /**
   * Takes the snapshot only after CloudFormation has created or changed these constructs.
   *
   * @param scopes what comes first
   */
  executeAfter(...scopes: Construct[]): void {
    this.order.after(scopes);
    Node.of(this).addDependency(...scopes);
  }

  /**
   * Takes the snapshot before CloudFormation creates or changes these constructs. The source may be among them, see
   * `SnapshotOptions.executeBefore`.
   *
   * @param scopes what waits for the snapshot
   */
  executeBefore(...scopes: Construct[]): void {
    this.order.before(scopes);
    for (const scope of scopes) Node.of(scope).addDependency(this);
  }

  /** @internal */
  protected _attribute(name: keyof SnapshotAttributes): string {
    return this.resource.getAttString(name);
  }
}

function checkSnapshot(scope: Construct, props: SnapshotProps): void {
  checkResourceName(scope, 'snapshotName', props.snapshotName, props.source._kind === 'database' ? 'database' : 'instance-or-disk');
  checkTags(scope, props.tags);
  checkEnvironment(scope, props.source._construct);
  checkOwnName(scope, props);
  registerName(scope, 'snapshotName', props.snapshotName);
  if (props.trigger !== undefined) checkText(scope, 'trigger', props.trigger);
  if (props.trigger !== undefined && !Token.isUnresolved(props.trigger) && props.trigger.trim() === '') {
    refuse(scope, {
      got: `'${props.trigger}' as trigger`,
      expected: 'a non-empty string',
      fix: 'pass a value that changes when a new snapshot is due (a version, a commit), or leave the trigger out',
    });
  }
  if (props.snapshotName !== undefined && props.trigger !== undefined) {
    refuse(scope, {
      got: 'both snapshotName and trigger',
      expected: 'one of them: a new trigger takes a new snapshot, which cannot have the name of the one before',
      fix: 'leave snapshotName out, or make the trigger a part of the name (`db-${version}`) and leave trigger out',
    });
  }
}

function checkOwnName(scope: Construct, { snapshotName, source }: SnapshotProps): void {
  if (snapshotName === undefined) return;
  const stack = Stack.of(scope);
  const name = sourceResource(source)?.name() ?? source.sourceName;
  if (JSON.stringify(stack.resolve(name)) !== JSON.stringify(stack.resolve(snapshotName))) return;
  refuse(scope, {
    got: `'${snapshotName}' as snapshotName, which is the name of the snapshot's source`,
    expected: 'a name of its own: names are unique among all Lightsail resources of a region',
    fix: 'choose another name, or leave snapshotName out to have one generated',
  });
}
