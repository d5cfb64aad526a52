import { Duration, RemovalPolicy, Resource, TagManager, TagType } from 'aws-cdk-lib';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import { type Construct, Node } from 'constructs';
import { checkResetCacheOn } from './distribution-checks';
import { type CacheResetProperties, DistributionResourceType } from './distribution-contract';
import { checkEnvironment } from '../private/environment-checks';
import { lightsailCustomResource } from '../private/lightsail-custom-resource';
import { resourceNameOf } from '../private/resource-name';
import { checkText } from '../private/untyped-checks';
import { LightsailFamily } from '../provider/family';
import type { ILightsailProvider } from '../provider/provider-ref';

/**
 * Properties of a cache reset.
 */
export interface DistributionCacheResetProps {
  /**
   * The distribution: `Distribution.fromDistributionName(…)`, an L1, or one of this library.
   */
  readonly distribution: lightsail.IDistributionRef;

  /**
   * A new value resets the cache with the next deployment: a version, the hash of an asset.
   */
  readonly resetCacheOn: string;

  /**
   * Whether the deployment waits until the cache is reset.
   *
   * @default true
   */
  readonly waitForCacheReset?: boolean;

  /**
   * The cache is reset after CloudFormation has created or changed these constructs, such as the upload of the site.
   *
   * @default - after the distribution
   */
  readonly executeAfter?: Construct[];

  /**
   * How long the reset may take, 1 to 55 minutes, including the wait for a distribution that is still deploying.
   *
   * @default Duration.minutes(55)
   */
  readonly timeout?: Duration;

  /**
   * The provider that resets the cache.
   *
   * @default - the default of the scope (`LightsailProvider.setDefault`), otherwise the stack's own provider
   */
  readonly provider?: ILightsailProvider;
}

/**
 * Resets the cache of a distribution that something else manages, when it is first deployed and whenever `resetCacheOn`
 * changes: the last step of a pipeline that publishes a site.
 *
 * A `Distribution` of this library does not need it: it has a `resetCacheOn` of its own.
 *
 * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-resetting-distribution-cache.html
 */
@propertyInjectable
export class DistributionCacheReset extends Resource {
  /** Identifies the class to property injectors (`PropertyInjectors.of(app)`). */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-lightsail.DistributionCacheReset';

  constructor(scope: Construct, id: string, props: DistributionCacheResetProps) {
    super(scope, id);
    // Undefined, where nothing checks types, would reset the cache once and never again.
    checkText(this, 'resetCacheOn', props.resetCacheOn);
    checkResetCacheOn(this, props.resetCacheOn);
    checkEnvironment(this, props.distribution, { anyRegion: true });

    lightsailCustomResource(this, 'Resource', {
      resourceType: DistributionResourceType.CACHE_RESET,
      family: LightsailFamily.DISTRIBUTION_CACHE_RESETS,
      provider: props.provider,
      timeout: props.timeout ?? Duration.minutes(55),
      // There is nothing to keep: a reset is something that happened.
      removalPolicy: RemovalPolicy.DESTROY,
      anyRegion: true,
      tags: new TagManager(TagType.NOT_TAGGABLE, DistributionResourceType.CACHE_RESET),
      properties: {
        DistributionName: resourceNameOf(props.distribution, props.distribution?.distributionRef?.distributionName, 'distribution'),
        ResetCacheOn: props.resetCacheOn,
        WaitForCacheReset: props.waitForCacheReset,
      } satisfies Partial<CacheResetProperties>,
    });

    this.executeAfter(...props.executeAfter ?? []);
  }

  /**
   * Resets the cache only after CloudFormation has created or changed these constructs.
   *
   * @param scopes what comes first
   */
  executeAfter(...scopes: Construct[]): void {
    Node.of(this).addDependency(...scopes);
  }
}
