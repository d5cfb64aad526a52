import { type CustomResource, Duration, type ITaggableV2, Lazy, RemovalPolicy, Resource, Stack, TagManager, TagType } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import type { CacheBehavior } from './cache-behavior';
import type { DistributionCacheSettings } from './cache-settings';
import type { DistributionBundle } from './distribution-bundle';
import { checkDistribution } from './distribution-checks';
import { type DistributionAttributes, DistributionResourceType } from './distribution-contract';
import type { DistributionIpAddressType } from './distribution-ip-address-type';
import type { DistributionOrigin } from './distribution-origin';
import { renderDistribution } from './distribution-properties';
import type { DistributionErrorResponse } from './error-response';
import type { MinimumTlsVersion } from './minimum-tls-version';
import type { WafRule } from './waf-rule';
import { lightsailCustomResource } from '../private/lightsail-custom-resource';
import { LightsailFamily } from '../provider/family';
import { LightsailProvider } from '../provider/lightsail-provider';
import type { ILightsailProvider } from '../provider/provider-ref';
import { NamedReference } from '../references/named-reference';

/**
 * Properties of a distribution.
 *
 * A property that is left out is not managed: it has Lightsail's default, and keeps what is set in the console. A property that
 * is removed from the template returns to Lightsail's default.
 */
export interface DistributionProps {
  /**
   * Where the content comes from.
   */
  readonly origin: DistributionOrigin;

  /**
   * What the distribution costs, and how much data it transfers for that.
   *
   * Lightsail allows one change per billing month. A change that it does not allow yet fails before the deployment changes
   * anything else of the distribution.
   */
  readonly bundle: DistributionBundle;

  /**
   * Whether paths that `behaviors` does not name are cached.
   */
  readonly defaultBehavior: CacheBehavior;

  /**
   * Whether these paths are cached, by path or pattern: `wp-admin/*`, `*.html`. At most 25.
   *
   * @default - `defaultBehavior` for every path
   */
  readonly behaviors?: { [path: string]: CacheBehavior };

  /**
   * How long objects are cached, and which requests share them.
   *
   * @default - as Lightsail chooses
   */
  readonly cacheSettings?: DistributionCacheSettings;

  /**
   * The certificate of the site's own domain names: a Lightsail certificate in us-east-1 that has been issued. It is replaced in
   * one call, without an interruption of the site.
   *
   * @default - Lightsail's certificate of the default domain name
   */
  readonly certificate?: lightsail.ICertificateRef;

  /**
   * The domain names that the certificate has to cover. The distribution has all that the certificate covers; if one of
   * these is missing, the deployment fails before anything changes.
   *
   * @default - whatever the certificate covers
   */
  readonly domainNames?: string[];

  /**
   * The oldest TLS version that viewers may use on the certificate's domain names.
   *
   * @default - as Lightsail chooses
   */
  readonly minimumTlsVersion?: MinimumTlsVersion;

  /**
   * By which IP versions viewers reach the distribution. It changes in place.
   *
   * @default - as Lightsail chooses: IPv4 and IPv6
   */
  readonly ipAddressType?: DistributionIpAddressType;

  /**
   * Whether the distribution serves at all.
   *
   * @default - as Lightsail chooses: true
   */
  readonly enabled?: boolean;

  /**
   * What viewers get for `/`: `index.html`.
   *
   * @default - what the origin serves
   */
  readonly defaultRootObject?: string;

  /**
   * What viewers get when the origin answers with an error.
   *
   * @default - what the origin sends
   */
  readonly errorResponses?: DistributionErrorResponse[];

  /**
   * The rule groups of the distribution's firewall; an empty list is a firewall that lets everything pass. Medium and
   * large bundles only.
   *
   * @default - no firewall
   */
  readonly wafRules?: WafRule[];

  /**
   * A subdomain of amazonlightsail.com for the distribution: `mysite` for `mysite.amazonlightsail.com`.
   *
   * Lightsail accepts it only when a distribution is created: a later change is rejected.
   *
   * @default - none
   */
  readonly subdomainName?: string;

  /**
   * A new value resets the cache with the next deployment: a version, the hash of an asset.
   *
   * @default - the cache is not reset
   */
  readonly resetCacheOn?: string;

  /**
   * Whether the deployment waits until the cache is reset.
   *
   * @default true
   */
  readonly waitForCacheReset?: boolean;

  /**
   * The distribution's name: 2 to 255 letters, digits, hyphens or underscores, unique among all Lightsail resources of
   * us-east-1. Another name replaces the distribution.
   *
   * @default - generated from the stack's name, the construct's id and a suffix
   */
  readonly distributionName?: string;

  /**
   * Whether the distribution `distributionName` is adopted if it exists and no stack owns it: what is declared here is
   * applied to it, and everything else stays. If it does not exist, it is created. Requires `distributionName`.
   *
   * An adopted distribution is released when its construct or its stack is deleted: it stays as it is, and loses the ownership
   * tags.
   * With `removalPolicy: RemovalPolicy.DESTROY` it is deleted, except by a failed deployment, and except from a nested stack,
   * whose deletion and the failure of its parent look the same. The option may be removed once the distribution is adopted.
   *
   * @default false
   */
  readonly adoptExisting?: boolean;

  /**
   * What happens to the distribution when the construct leaves the stack.
   *
   * @default - RemovalPolicy.DESTROY for one that the stack created; an adopted one is released
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Tags of the distribution, besides those of `Tags.of(…)`.
   *
   * @default - only those of `Tags.of(…)`
   */
  readonly tags?: { [key: string]: string };

  /**
   * How long a deployment may work on the distribution, 1 to 55 minutes. A change usually takes two to six minutes, sometimes an
   * hour. After that the deployment fails; Lightsail goes on deploying, and the next deployment continues from there.
   *
   * @default Duration.minutes(55)
   */
  readonly timeout?: Duration;

  /**
   * The provider that creates and changes the distribution.
   *
   * @default - the default of the scope (`LightsailProvider.setDefault`), otherwise the stack's own provider
   */
  readonly provider?: ILightsailProvider;
}

/**
 * A content delivery network in front of an instance, a load balancer, a bucket or a container service, from a stack in
 * any region.
 *
 * Lightsail has distributions only in us-east-1; the provider calls it there. A deployment makes only the calls
 * that a change needs, waits after each until the distribution is deployed, and ends when it serves.
 *
 * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-content-delivery-network-distributions.html
 */
@propertyInjectable
export class Distribution extends Resource implements lightsail.IDistributionRef, ITaggableV2 {
  /** Identifies the class to property injectors (`PropertyInjectors.of(app)`). */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-lightsail.Distribution';

  /**
   * Refers to a distribution that exists already, by its name.
   *
   * Its ARN ends in a UUID that cannot be derived from the name: `distributionArn` of the reference is the pattern of any distribution.
   *
   * @param scope the parent
   * @param id the construct's id
   * @param distributionName the name; may be a token
   */
  static fromDistributionName(scope: Construct, id: string, distributionName: string): lightsail.IDistributionRef {
    class Import extends NamedReference implements lightsail.IDistributionRef {
      readonly distributionRef: lightsail.DistributionReference = {
        distributionName: distributionName,
        // Distributions are not in the stack's region.
        distributionArn: Stack.of(this).formatArn({ service: 'lightsail', region: '*', resource: 'Distribution', resourceName: '*' }),
      };
    }
    return new Import(scope, id, { type: 'Distribution', prop: 'distributionName', name: distributionName });
  }

  /** The tags, for `Tags.of(…)`. */
  public readonly cdkTagManager: TagManager;

  /**
   * The distribution's name.
   * @attribute
   */
  public readonly distributionName: string;

  /**
   * The distribution's ARN.
   * @attribute
   */
  public readonly distributionArn: string;

  /**
   * The default domain name, `d111111abcdef8.cloudfront.net`: what a DNS record of the site points to.
   * @attribute
   */
  public readonly distributionDomainName: string;

  /**
   * The public DNS name of the origin.
   * @attribute
   */
  public readonly distributionOriginPublicDns: string;

  /**
   * The status when the deployment ended: `Deployed`.
   * @attribute
   */
  public readonly distributionStatus: string;

  private readonly resource: CustomResource;
  /** As the user said; undefined: an adopted distribution is released. */
  private removalPolicy?: RemovalPolicy;

  constructor(scope: Construct, id: string, props: DistributionProps) {
    super(scope, id, { physicalName: props.distributionName });
    checkDistribution(this, props);
    this.removalPolicy = props.removalPolicy;
    this.cdkTagManager = new TagManager(TagType.MAP, DistributionResourceType.DISTRIBUTION, props.tags);

    const provider = props.provider ?? LightsailProvider.of(this);
    this.resource = lightsailCustomResource(this, 'Resource', {
      resourceType: DistributionResourceType.DISTRIBUTION,
      family: LightsailFamily.DISTRIBUTIONS,
      provider,
      timeout: props.timeout ?? Duration.minutes(55),
      // An adopted one is deleted, too, as far as CloudFormation knows: the function has to let go of it.
      removalPolicy: props.removalPolicy ?? RemovalPolicy.DESTROY,
      tags: this.cdkTagManager,
      anyRegion: true,
      properties: {
        ...renderDistribution(props),
        DeleteAdopted: Lazy.any({ produce: () => (this.removalPolicy === RemovalPolicy.DESTROY ? true : undefined) }),
      },
    });
    if (props.adoptExisting) this.resource.node.addDependency(provider.useFamily(LightsailFamily.DISTRIBUTION_ADOPTION, this));

    this.distributionName = this.resource.ref;
    this.distributionArn = this.attribute('DistributionArn');
    this.distributionDomainName = this.attribute('DomainName');
    this.distributionOriginPublicDns = this.attribute('OriginPublicDns');
    this.distributionStatus = this.attribute('Status');
  }

  /** A reference to this distribution, for constructs that take one. */
  public get distributionRef(): lightsail.DistributionReference {
    return { distributionName: this.distributionName, distributionArn: this.distributionArn };
  }

  /**
   * Lets a principal reset the distribution's cache, and find out when that is done: a pipeline that publishes the site.
   *
   * @see https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_ResetDistributionCache.html
   * @param grantee who
   */
  public grantResetCache(grantee: iam.IGrantable): iam.Grant {
    return iam.Grant.addToPrincipal({
      grantee, actions: ['lightsail:ResetDistributionCache'], resourceArns: [this.distributionArn],
    }).combine(iam.Grant.addToPrincipal({
      // `*`: no Get… action of Lightsail takes a resource.
      grantee, actions: ['lightsail:GetDistributionLatestCacheReset'], resourceArns: ['*'],
    }));
  }

  /**
   * Sets what happens to the distribution when the construct leaves the stack, like the property `removalPolicy`. With
   * `RemovalPolicy.DESTROY` that includes one that was adopted.
   *
   * @param policy the policy
   */
  public override applyRemovalPolicy(policy: RemovalPolicy): void {
    this.removalPolicy = policy;
    super.applyRemovalPolicy(policy);
  }

  private attribute(name: keyof DistributionAttributes): string {
    return this.resource.getAttString(name);
  }
}
