import type {
  BehaviorEnum, CacheBehaviorPerPath, CacheSettings, DistributionCustomErrorResponse, ForwardValues, HeaderEnum, InputOrigin, LightsailDistribution,
  OriginIpAddressTypeEnum, OriginProtocolPolicyEnum, RegionName, ViewerMinimumTlsProtocolVersionEnum, WafPayloadTypeEnum, WafInspectionLevelEnum,
  WafRule,
} from '@aws-sdk/client-lightsail';
import type {
  DeclaredCacheSettings, DeclaredDistribution, DeclaredErrorResponse, DeclaredForwarding, DeclaredOrigin, DeclaredWafRule,
} from './distribution-properties';

/** What a distribution is to be, in Lightsail's own words. What is undefined stays as it is. */
export interface DesiredSettings {
  readonly origin: InputOrigin;
  readonly enablePrivateOriginAccess?: boolean;
  readonly defaultCacheBehavior: { readonly behavior: BehaviorEnum };
  readonly cacheBehaviors?: CacheBehaviorPerPath[];
  readonly cacheBehaviorSettings?: CacheSettings;
  readonly isEnabled?: boolean;
  readonly defaultRootObject?: string;
  readonly customErrorResponses?: DistributionCustomErrorResponse[];
  readonly enableWaf?: boolean;
  readonly wafRules?: WafRule[];
  readonly bundleId: string;
  readonly ipAddressType?: string;
  /** `null`: Lightsail's own certificate. */
  readonly certificateName?: string | null;
  readonly viewerMinimumTlsProtocolVersion?: ViewerMinimumTlsProtocolVersionEnum;
}

/** What Lightsail has for what a template does not say any more. */
const CACHE_DEFAULTS: Required<DeclaredCacheSettings> = {
  defaultTtl: 86_400,
  minimumTtl: 0,
  maximumTtl: 31_536_000,
  allowedMethods: 'GET,HEAD,OPTIONS,PUT,PATCH,POST,DELETE',
  cachedMethods: 'GET,HEAD',
  cookies: { forward: 'none', list: [] },
  headers: { forward: 'none', list: [] },
  queryStrings: { forward: 'none', list: [] },
};
const DEFAULT_TLS_VERSION = 'TLSv1.2_2021';

/**
 * What the declaration asks for, and for what only the one before it said: Lightsail's default. A rollback is an update
 * like any other, with the two of them changed over.
 *
 * @param actual the distribution as it is; undefined for one that is to be made
 */
export function desiredSettings(
  declared: DeclaredDistribution, before: DeclaredDistribution | undefined, actual?: LightsailDistribution,
): DesiredSettings {
  const withdrawn = (member: keyof DeclaredDistribution) => declared[member] === undefined && before?.[member] !== undefined;
  const waf = declared.waf ?? (withdrawn('waf') ? { enabled: false, rules: [] } : undefined);
  const certificateName = declared.certificateName ?? (withdrawn('certificateName') ? null : undefined);
  const tlsVersion = declared.minimumTlsVersion ?? (withdrawn('minimumTlsVersion') && certificateName !== null ? DEFAULT_TLS_VERSION : undefined);
  return {
    origin: origin(declared.origin, before?.origin, actual),
    enablePrivateOriginAccess: declared.origin.privateAccess ?? (before?.origin.privateAccess === undefined ? undefined : false),
    defaultCacheBehavior: { behavior: declared.defaultBehavior as BehaviorEnum },
    cacheBehaviors: (declared.behaviors ?? (withdrawn('behaviors') ? [] : undefined))
      ?.map(({ path, behavior }) => ({ path, behavior: behavior as BehaviorEnum })),
    cacheBehaviorSettings: cacheSettings(declared.cacheSettings, before?.cacheSettings, actual?.cacheBehaviorSettings),
    isEnabled: declared.enabled ?? (withdrawn('enabled') ? true : undefined),
    defaultRootObject: declared.defaultRootObject ?? (withdrawn('defaultRootObject') ? '' : undefined),
    customErrorResponses: (declared.errorResponses ?? (withdrawn('errorResponses') ? [] : undefined))?.map(errorResponse),
    enableWaf: waf?.enabled,
    // Rules may be said only of a firewall that is on; one that is switched off loses them.
    wafRules: waf?.enabled ? waf.rules.map(wafRule) : undefined,
    bundleId: declared.bundleId,
    ipAddressType: declared.ipAddressType ?? (withdrawn('ipAddressType') ? 'dualstack' : undefined),
    certificateName,
    viewerMinimumTlsProtocolVersion: tlsVersion as ViewerMinimumTlsProtocolVersionEnum | undefined,
  };
}

/** An origin is said as a whole: what is not managed of the same origin keeps its value. */
function origin(declared: DeclaredOrigin, before: DeclaredOrigin | undefined, actual: LightsailDistribution | undefined): InputOrigin {
  const same = actual?.origin?.name === declared.name ? actual.origin : undefined;
  const sameBefore = before?.name === declared.name ? before : undefined;
  return {
    name: declared.name,
    regionName: declared.regionName as RegionName,
    protocolPolicy: (declared.protocolPolicy ?? (sameBefore?.protocolPolicy === undefined ? same?.protocolPolicy : 'http-only')) as OriginProtocolPolicyEnum | undefined,
    responseTimeout: declared.responseTimeout ?? (sameBefore?.responseTimeout === undefined ? same?.responseTimeout : 30),
    ipAddressType: (declared.ipAddressType ?? (sameBefore?.ipAddressType === undefined ? same?.ipAddressType : 'ipv4')) as OriginIpAddressTypeEnum | undefined,
  };
}

/** Lightsail replaces all of them at once. */
function cacheSettings(
  declared: DeclaredCacheSettings | undefined, before: DeclaredCacheSettings | undefined, actual: CacheSettings | undefined,
): CacheSettings | undefined {
  if (declared === undefined && before === undefined) return undefined;
  function setting<T>(member: keyof DeclaredCacheSettings, own: T | undefined, current: T | undefined, usual: T): T {
    return own ?? (before?.[member] === undefined ? current : undefined) ?? usual;
  }
  return {
    defaultTTL: setting('defaultTtl', declared?.defaultTtl, actual?.defaultTTL, CACHE_DEFAULTS.defaultTtl),
    minimumTTL: setting('minimumTtl', declared?.minimumTtl, actual?.minimumTTL, CACHE_DEFAULTS.minimumTtl),
    maximumTTL: setting('maximumTtl', declared?.maximumTtl, actual?.maximumTTL, CACHE_DEFAULTS.maximumTtl),
    allowedHTTPMethods: setting('allowedMethods', declared?.allowedMethods, actual?.allowedHTTPMethods, CACHE_DEFAULTS.allowedMethods),
    cachedHTTPMethods: setting('cachedMethods', declared?.cachedMethods, actual?.cachedHTTPMethods, CACHE_DEFAULTS.cachedMethods),
    forwardedCookies: setting('cookies', declared?.cookies && cookies(declared.cookies), actual?.forwardedCookies, cookies(CACHE_DEFAULTS.cookies)),
    forwardedHeaders: setting('headers', declared?.headers && headers(declared.headers), actual?.forwardedHeaders, headers(CACHE_DEFAULTS.headers)),
    forwardedQueryStrings: setting(
      'queryStrings', declared?.queryStrings && queryStrings(declared.queryStrings), actual?.forwardedQueryStrings, queryStrings(CACHE_DEFAULTS.queryStrings),
    ),
  };
}

function cookies({ forward, list }: DeclaredForwarding) {
  return { option: forward as ForwardValues, cookiesAllowList: [...list] };
}

function headers({ forward, list }: DeclaredForwarding) {
  return { option: forward as ForwardValues, headersAllowList: [...list] as HeaderEnum[] };
}

/** `true` would forward them all, whatever the list says. */
function queryStrings({ forward, list }: DeclaredForwarding) {
  return { option: forward === 'all', queryStringsAllowList: [...list] };
}

function errorResponse({ errorCode, responseCode, responsePagePath, minimumTtl }: DeclaredErrorResponse): DistributionCustomErrorResponse {
  return { errorCode, responseCode, responsePagePath, errorCachingMinTTL: minimumTtl };
}

function wafRule(rule: DeclaredWafRule): WafRule {
  const payloadType = rule.payloadType as WafPayloadTypeEnum | undefined;
  const responseInspection = rule.successCodes && rule.failureCodes
    && { successCodes: [...rule.successCodes], failureCodes: [...rule.failureCodes] };
  return {
    name: rule.name,
    atpConfig: rule.loginPath === undefined ? undefined : {
      loginPath: rule.loginPath, usernameField: rule.usernameField, passwordField: rule.passwordField, payloadType, responseInspection,
    },
    acfpConfig: rule.creationPath === undefined ? undefined : {
      creationPath: rule.creationPath, registrationPagePath: rule.registrationPagePath, payloadType, responseInspection,
    },
    botControlConfig: rule.inspectionLevel === undefined ? undefined : { inspectionLevel: rule.inspectionLevel as WafInspectionLevelEnum },
  };
}
