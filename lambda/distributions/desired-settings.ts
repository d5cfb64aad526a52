import type {
  BehaviorEnum, CacheBehaviorPerPath, CacheSettings, DistributionCustomErrorResponse, ForwardValues, HeaderEnum, InputOrigin, LightsailDistribution,
  OriginIpAddressTypeEnum, OriginProtocolPolicyEnum, RegionName, ViewerMinimumTlsProtocolVersionEnum as TlsVersion, WafInspectionLevelEnum,
  WafPayloadTypeEnum, WafRule,
} from '@aws-sdk/client-lightsail';
import type {
  DeclaredCacheSettings, DeclaredDistribution, DeclaredErrorResponse, DeclaredOrigin, DeclaredWafRule,
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
  readonly viewerMinimumTlsProtocolVersion?: TlsVersion;
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
  /** What is declared, or, of what was declared before, Lightsail's default. */
  function managed<K extends keyof DeclaredDistribution, D>(member: K, usual: D): NonNullable<DeclaredDistribution[K]> | D | undefined {
    return declared[member] ?? (before?.[member] === undefined ? undefined : usual);
  }
  const waf = managed('waf', { enabled: false, rules: [] });
  const certificateName = managed('certificateName', null);
  return {
    origin: origin(declared.origin, before?.origin, actual),
    enablePrivateOriginAccess: declared.origin.privateAccess ?? (before?.origin.privateAccess === undefined ? undefined : false),
    defaultCacheBehavior: { behavior: declared.defaultBehavior as BehaviorEnum },
    cacheBehaviors: managed('behaviors', [])?.map(({ path, behavior }) => ({ path, behavior: behavior as BehaviorEnum })),
    cacheBehaviorSettings: cacheSettings(declared.cacheSettings, before?.cacheSettings, actual?.cacheBehaviorSettings),
    isEnabled: managed('enabled', true),
    defaultRootObject: managed('defaultRootObject', ''),
    customErrorResponses: managed('errorResponses', [])?.map(errorResponse),
    enableWaf: waf?.enabled,
    // Rules may be said only of a firewall that is on; one that is switched off loses them.
    wafRules: waf?.enabled ? waf.rules.map(wafRule) : undefined,
    bundleId: declared.bundleId,
    ipAddressType: managed('ipAddressType', 'dualstack'),
    certificateName,
    // It means nothing without a certificate.
    viewerMinimumTlsProtocolVersion: (certificateName === null ? undefined : managed('minimumTlsVersion', DEFAULT_TLS_VERSION)) as TlsVersion | undefined,
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

/** Lightsail replaces all of them at once: each is what is declared, or what it is if it never was declared, or the default. */
function cacheSettings(
  declared: DeclaredCacheSettings | undefined, before: DeclaredCacheSettings | undefined, actual: CacheSettings | undefined,
): CacheSettings | undefined {
  if (declared === undefined && before === undefined) return undefined;
  const [own, former, present] = [inLightsailsWords(declared ?? {}), inLightsailsWords(before ?? {}), { ...actual }]
    .map((settings) => new Map<string, unknown>(Object.entries(settings)));
  return Object.fromEntries(Object.entries(inLightsailsWords(CACHE_DEFAULTS)).map(([name, usual]) => (
    [name, own.get(name) ?? (former.get(name) === undefined ? present.get(name) : undefined) ?? usual]
  )));
}

function inLightsailsWords({ cookies, headers, queryStrings, ...settings }: DeclaredCacheSettings): CacheSettings {
  return {
    defaultTTL: settings.defaultTtl,
    minimumTTL: settings.minimumTtl,
    maximumTTL: settings.maximumTtl,
    allowedHTTPMethods: settings.allowedMethods,
    cachedHTTPMethods: settings.cachedMethods,
    forwardedCookies: cookies && { option: cookies.forward as ForwardValues, cookiesAllowList: [...cookies.list] },
    forwardedHeaders: headers && { option: headers.forward as ForwardValues, headersAllowList: [...headers.list] as HeaderEnum[] },
    // `true` would forward them all, whatever the list says.
    forwardedQueryStrings: queryStrings && { option: queryStrings.forward === 'all', queryStringsAllowList: [...queryStrings.list] },
  };
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
