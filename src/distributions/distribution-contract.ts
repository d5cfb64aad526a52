/**
 * What the constructs of distributions send to the function. Free of the CDK. Scalars arrive as strings: CloudFormation
 * makes them so.
 *
 * A property that is absent is not managed: it keeps the value that Lightsail or a user gave it. One that was there in the
 * template before, and is not any more, goes back to what Lightsail has without it.
 */
export const DistributionResourceType = {
  DISTRIBUTION: 'Custom::LightsailDistribution',
  CACHE_RESET: 'Custom::LightsailDistributionCacheReset',
} as const;

/** Distributions, and the certificates they use, exist only in this region. */
export const DISTRIBUTION_REGION = 'us-east-1';

/**
 * On a distribution that was there before the deployment that took it up, with the time of that: a failed deployment must not
 * delete it.
 */
export const ADOPTED_TAG = 'cdk-lightsail:adopted';

type Flag = boolean | string;
type Count = number | string;

/** Properties of a distribution, as the template holds them. */
export interface DistributionProperties {
  /**
   * The distribution's name, unique among all Lightsail resources of us-east-1.
   * @pattern ^\w[\w-]{0,253}\w$
   * @default generated from the stack's name and the logical id
   * @change replaced
   */
  readonly DistributionName?: string;
  /**
   * Where the content comes from.
   * @change in place
   */
  readonly Origin: OriginProperties;
  /**
   * The bundle: `small_1_0`, `medium_1_0`, `large_1_0`.
   * @change in place, once per billing month
   */
  readonly BundleId: string;
  /**
   * Whether paths that `Behaviors` does not name are cached.
   * @values cache, dont-cache
   * @change in place
   */
  readonly DefaultBehavior: string;
  /**
   * Whether these paths are cached.
   * @default `DefaultBehavior` for every path
   * @change in place
   */
  readonly Behaviors?: readonly PathBehaviorProperties[];
  /**
   * How long objects are cached, and which requests share them.
   * @default not managed
   * @change in place
   */
  readonly CacheSettings?: CacheSettingsProperties;
  /**
   * A Lightsail certificate in us-east-1 that has been issued.
   * @default Lightsail's certificate of the default domain name
   * @change in place
   */
  readonly CertificateName?: string;
  /**
   * The domain names that the certificate has to cover.
   * @default whatever the certificate covers
   * @change in place
   */
  readonly DomainNames?: readonly string[];
  /**
   * The oldest TLS version that viewers may use: `TLSv1.2_2021`, … Only with `CertificateName`.
   * @default not managed
   * @change in place
   */
  readonly MinimumTlsVersion?: string;
  /**
   * By which IP versions viewers reach the distribution.
   * @values dualstack, ipv4
   * @default not managed
   * @change in place
   */
  readonly IpAddressType?: string;
  /**
   * Whether the distribution serves.
   * @default not managed
   * @change in place
   */
  readonly Enabled?: Flag;
  /**
   * What viewers get for `/`, without a slash at its beginning.
   * @default not managed
   * @change in place
   */
  readonly DefaultRootObject?: string;
  /**
   * What viewers get when the origin answers with an error.
   * @default not managed
   * @change in place
   */
  readonly CustomErrorResponses?: readonly ErrorResponseProperties[];
  /**
   * The firewall. Medium and large bundles only.
   * @default not managed
   * @change in place
   */
  readonly Waf?: WafProperties;
  /**
   * A subdomain of amazonlightsail.com: `mysite`, `blog.mysite`.
   * @default none
   * @change rejected: Lightsail accepts it only when a distribution is created
   */
  readonly SubdomainName?: string;
  /**
   * A new value resets the cache.
   * @default the cache is not reset
   * @change in place
   */
  readonly ResetCacheOn?: string;
  /**
   * Whether the deployment waits until the cache is reset.
   * @default true
   * @change nothing
   */
  readonly WaitForCacheReset?: Flag;
  /**
   * Whether a distribution of that name that no stack owns is adopted. The function needs the permissions of the family
   * `DISTRIBUTION_ADOPTION`.
   * @default false
   * @change nothing
   */
  readonly AdoptExisting?: Flag;
  /**
   * Whether a distribution that was adopted is deleted with its resource. Otherwise it is released.
   * @default false
   * @change in place
   */
  readonly DeleteAdopted?: Flag;
  /**
   * Tags, besides those by which the library recognizes what it owns: at most 45.
   * @change in place
   */
  readonly Tags?: ReadonlyArray<{ readonly Key: string; readonly Value: string }>;
  /**
   * How long a request may take, in seconds.
   * @minimum 1
   * @maximum 3300
   * @default 3300
   * @change nothing
   */
  readonly TimeoutSeconds?: Count;
}

export interface OriginProperties {
  /** The name of the instance, load balancer, bucket or container service. */
  readonly Name: string;
  /**
   * Its region.
   * @default the region of the provider
   */
  readonly RegionName?: string;
  /**
   * Not for a bucket.
   * @values http-only, https-only
   * @default not managed
   */
  readonly ProtocolPolicy?: string;
  /**
   * How long the origin may take to answer.
   * @minimum 1
   * @maximum 60
   * @default not managed
   */
  readonly ResponseTimeoutSeconds?: Count;
  /**
   * By which IP versions the origin is reached.
   * @values ipv4, ipv6, dualstack
   * @default not managed
   */
  readonly IpAddressType?: string;
  /**
   * Whether objects of a bucket that are not public are served. Buckets only.
   * @default not managed
   */
  readonly PrivateAccess?: Flag;
}

export interface PathBehaviorProperties {
  /** A path or pattern: `wp-admin/*`. */
  readonly Path: string;
  /**
   * Whether it is cached.
   * @values cache, dont-cache
   */
  readonly Behavior: string;
}

export interface CacheSettingsProperties {
  /**
   * How long an object is kept if the origin does not say.
   * @minimum 0
   * @default 86400
   */
  readonly DefaultTtlSeconds?: Count;
  /**
   * How long an object is kept at least.
   * @minimum 0
   * @default 0
   */
  readonly MinimumTtlSeconds?: Count;
  /**
   * How long an object is kept at most.
   * @minimum 0
   * @default 31536000
   */
  readonly MaximumTtlSeconds?: Count;
  /**
   * The methods that are passed on: `GET,HEAD`, `GET,HEAD,OPTIONS`, `GET,HEAD,OPTIONS,PUT,PATCH,POST,DELETE`.
   * @default all
   */
  readonly AllowedMethods?: string;
  /**
   * The methods whose answers are kept: `GET,HEAD`, `GET,HEAD,OPTIONS`.
   * @default `GET,HEAD`
   */
  readonly CachedMethods?: string;
  /**
   * The cookies that are passed on, and that distinguish objects in the cache.
   * @default none
   */
  readonly Cookies?: ForwardingProperties;
  /**
   * The headers, likewise.
   * @default none
   */
  readonly Headers?: ForwardingProperties;
  /**
   * The query string's parameters, likewise.
   * @default none
   */
  readonly QueryStrings?: ForwardingProperties;
}

export interface ForwardingProperties {
  /**
   * Which are passed on.
   * @values all, none, allow-list
   */
  readonly Forward: 'all' | 'none' | 'allow-list';
  /**
   * 1 to 10 names. Only with `allow-list`.
   * @default none
   */
  readonly AllowList?: readonly string[];
}

export interface ErrorResponseProperties {
  /**
   * The origin's HTTP status.
   * @minimum 400
   * @maximum 599
   */
  readonly ErrorCode: Count;
  /**
   * The HTTP status that viewers get. Together with `ResponsePagePath`.
   * @default the origin's
   */
  readonly ResponseCode?: Count;
  /**
   * The page that viewers get, from the origin: begins with `/`. Together with `ResponseCode`.
   * @default what the origin sent
   */
  readonly ResponsePagePath?: string;
  /**
   * How long the error is kept before the origin is asked again.
   * @minimum 0
   * @default 10
   */
  readonly MinimumTtlSeconds?: Count;
}

/** There at all: the firewall is on. */
export interface WafProperties {
  /**
   * Whether the firewall is on.
   * @default true
   */
  readonly Enabled?: Flag;
  /**
   * Its rule groups.
   * @default a firewall that lets everything pass
   */
  readonly Rules?: readonly WafRuleProperties[];
}

export interface WafRuleProperties {
  /** The group, as AWS names it: `AWSManagedRulesCommonRuleSet`. */
  readonly Name: string;
  /**
   * Of bot control.
   * @values COMMON, TARGETED
   * @default none
   */
  readonly InspectionLevel?: string;
  /**
   * Of account takeover prevention: the path that logs a user in.
   * @default none
   */
  readonly LoginPath?: string;
  /**
   * Of account takeover prevention: the field with the user's name.
   * @default none
   */
  readonly UsernameField?: string;
  /**
   * Of account takeover prevention: the field with the password.
   * @default none
   */
  readonly PasswordField?: string;
  /**
   * Of account creation fraud prevention: the path that takes the completed form.
   * @default none
   */
  readonly CreationPath?: string;
  /**
   * Of account creation fraud prevention: the path of the page with the form.
   * @default none
   */
  readonly RegistrationPagePath?: string;
  /**
   * How requests carry their fields.
   * @values JSON, FORM_ENCODED
   * @default none
   */
  readonly PayloadType?: string;
  /**
   * 1 to 10 HTTP statuses that mean success.
   * @default none
   */
  readonly SuccessCodes?: readonly Count[];
  /**
   * 1 to 10 HTTP statuses that mean failure.
   * @default none
   */
  readonly FailureCodes?: readonly Count[];
}

/** Attributes that `Fn::GetAtt` gives; an absent one is `''`. */
export interface DistributionAttributes {
  /** The distribution's name. */
  readonly DistributionName: string;
  /** The distribution's ARN. */
  readonly DistributionArn: string;
  /** The default domain name: `d111111abcdef8.cloudfront.net`. */
  readonly DomainName: string;
  /** The public DNS name of the origin. */
  readonly OriginPublicDns: string;
  /** When the deployment ended: `Deployed`. */
  readonly Status: string;
}

/** Properties of a cache reset, as the template holds them. */
export interface CacheResetProperties {
  /**
   * The name of the distribution.
   * @pattern ^\w[\w-]{0,253}\w$
   * @change in place: the cache of the other distribution is reset
   */
  readonly DistributionName: string;
  /**
   * A new value resets the cache.
   * @change in place
   */
  readonly ResetCacheOn: string;
  /**
   * Whether the deployment waits until the cache is reset.
   * @default true
   * @change nothing
   */
  readonly WaitForCacheReset?: Flag;
  /**
   * How long a request may take, in seconds.
   * @minimum 1
   * @maximum 3300
   * @default 3300
   * @change nothing
   */
  readonly TimeoutSeconds?: Count;
}
