import type { DistributionCacheSettings } from './cache-settings';
import type { DistributionProps } from './distribution';
import type { CacheSettingsProperties, DistributionProperties, ErrorResponseProperties } from './distribution-contract';
import type { DistributionErrorResponse } from './error-response';

/** The properties of the custom resource: the props in the words of the wire. */
export function renderDistribution(props: DistributionProps): Omit<DistributionProperties, 'DeleteAdopted' | 'Tags' | 'TimeoutSeconds'> {
  return {
    DistributionName: props.distributionName,
    Origin: props.origin._render(),
    BundleId: props.bundle.bundleId,
    DefaultBehavior: props.defaultBehavior,
    Behaviors: props.behaviors && Object.entries(props.behaviors).map(([Path, Behavior]) => ({ Path, Behavior })),
    CacheSettings: renderCacheSettings(props.cacheSettings),
    CertificateName: props.certificate?.certificateRef.certificateName,
    DomainNames: props.domainNames,
    MinimumTlsVersion: props.minimumTlsVersion,
    IpAddressType: props.ipAddressType,
    Enabled: props.enabled,
    DefaultRootObject: props.defaultRootObject,
    CustomErrorResponses: renderErrorResponses(props.errorResponses),
    Waf: props.wafRules && { Enabled: true, Rules: props.wafRules.map((rule) => rule._value) },
    SubdomainName: props.subdomainName,
    ResetCacheOn: props.resetCacheOn,
    WaitForCacheReset: props.waitForCacheReset,
    AdoptExisting: props.adoptExisting,
  };
}

function renderCacheSettings(settings: DistributionCacheSettings | undefined): CacheSettingsProperties | undefined {
  return settings && {
    DefaultTtlSeconds: settings.defaultTtl?.toSeconds(),
    MinimumTtlSeconds: settings.minimumTtl?.toSeconds(),
    MaximumTtlSeconds: settings.maximumTtl?.toSeconds(),
    AllowedMethods: settings.allowedMethods?._allowed,
    CachedMethods: settings.cachedMethods?._cached,
    Cookies: settings.cookies?._value,
    Headers: settings.headers?._value,
    QueryStrings: settings.queryStrings?._value,
  };
}

function renderErrorResponses(responses: DistributionErrorResponse[] | undefined): ErrorResponseProperties[] | undefined {
  return responses?.map((response) => ({
    ErrorCode: response.errorCode,
    ResponseCode: response.responseCode,
    ResponsePagePath: response.responsePagePath,
    MinimumTtlSeconds: response.minimumTtl?.toSeconds(),
  }));
}
