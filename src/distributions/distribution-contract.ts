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
  /** Absent: the function makes a name. */
  readonly DistributionName?: string;
  readonly Origin: OriginProperties;
  readonly BundleId: string;
  readonly DefaultBehavior: string;
  readonly Behaviors?: readonly PathBehaviorProperties[];
  readonly CacheSettings?: CacheSettingsProperties;
  readonly CertificateName?: string;
  /** What the certificate has to be good for. */
  readonly DomainNames?: readonly string[];
  readonly MinimumTlsVersion?: string;
  readonly IpAddressType?: string;
  readonly Enabled?: Flag;
  readonly DefaultRootObject?: string;
  readonly CustomErrorResponses?: readonly ErrorResponseProperties[];
  readonly Waf?: WafProperties;
  readonly SubdomainName?: string;
  /** A new value resets the cache. */
  readonly ResetCacheOn?: string;
  readonly WaitForCacheReset?: Flag;
  /** Adopt a distribution of that name that no stack owns. */
  readonly AdoptExisting?: Flag;
  /** Deletes a distribution with its construct also if it was adopted at some time; otherwise that one is let go. */
  readonly DeleteAdopted?: Flag;
  readonly Tags?: ReadonlyArray<{ readonly Key: string; readonly Value: string }>;
  /** How long the whole request may take. */
  readonly TimeoutSeconds: Count;
}

export interface OriginProperties {
  readonly Name: string;
  readonly RegionName: string;
  readonly ProtocolPolicy?: string;
  readonly ResponseTimeoutSeconds?: Count;
  readonly IpAddressType?: string;
  /** Buckets only. */
  readonly PrivateAccess?: Flag;
}

export interface PathBehaviorProperties {
  readonly Path: string;
  readonly Behavior: string;
}

export interface CacheSettingsProperties {
  readonly DefaultTtlSeconds?: Count;
  readonly MinimumTtlSeconds?: Count;
  readonly MaximumTtlSeconds?: Count;
  readonly AllowedMethods?: string;
  readonly CachedMethods?: string;
  readonly Cookies?: ForwardingProperties;
  readonly Headers?: ForwardingProperties;
  readonly QueryStrings?: ForwardingProperties;
}

export interface ForwardingProperties {
  readonly Forward: 'all' | 'none' | 'allow-list';
  /** Only with `allow-list`. */
  readonly AllowList?: readonly string[];
}

export interface ErrorResponseProperties {
  readonly ErrorCode: Count;
  readonly ResponseCode?: Count;
  readonly ResponsePagePath?: string;
  readonly MinimumTtlSeconds?: Count;
}

/** There at all: the firewall is on. */
export interface WafProperties {
  readonly Enabled: Flag;
  readonly Rules?: readonly WafRuleProperties[];
}

export interface WafRuleProperties {
  readonly Name: string;
  readonly InspectionLevel?: string;
  readonly LoginPath?: string;
  readonly UsernameField?: string;
  readonly PasswordField?: string;
  readonly CreationPath?: string;
  readonly RegistrationPagePath?: string;
  readonly PayloadType?: string;
  readonly SuccessCodes?: readonly Count[];
  readonly FailureCodes?: readonly Count[];
}

/** Attributes that `Fn::GetAtt` gives; an absent one is `''`. */
export interface DistributionAttributes {
  readonly DistributionName: string;
  readonly DistributionArn: string;
  readonly DomainName: string;
  readonly OriginPublicDns: string;
  readonly Status: string;
}

/** Properties of a cache reset, as the template holds them. */
export interface CacheResetProperties {
  readonly DistributionName: string;
  readonly ResetCacheOn: string;
  readonly WaitForCacheReset?: Flag;
  readonly TimeoutSeconds: Count;
}
