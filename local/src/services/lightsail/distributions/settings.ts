import type {
  CacheSettings, CreateDistributionRequest, DistributionCustomErrorResponse, InputOrigin, UpdateDistributionRequest, WafRule,
} from '@aws-sdk/client-lightsail';
import type { JsonObject } from '../../../core/json';
import { invalidInput } from '../errors';
import type { Request } from '../request';
import type { StoredResource } from '../state';
import { checkCacheSettings, checkCertificate, checkErrorResponses, checkOrigin, checkPaths, checkWaf } from './rules';

type Settings = Partial<Omit<CreateDistributionRequest, 'tags'> & UpdateDistributionRequest>;

const CACHE_DEFAULTS: CacheSettings = {
  defaultTTL: 86_400,
  minimumTTL: 0,
  maximumTTL: 31_536_000,
  allowedHTTPMethods: 'GET,HEAD,OPTIONS,PUT,PATCH,POST,DELETE',
  cachedHTTPMethods: 'GET,HEAD',
  forwardedCookies: { option: 'none', cookiesAllowList: [] },
  forwardedHeaders: { option: 'none', headersAllowList: [] },
  forwardedQueryStrings: { option: false, queryStringsAllowList: [] },
};

/** What a distribution has that was asked for nothing. */
export const NEW_SETTINGS: JsonObject = {
  cacheBehaviorSettings: json(CACHE_DEFAULTS),
  cacheBehaviors: [],
  isEnabled: true,
  ipAddressType: 'dualstack',
  alternativeDomainNames: [],
  viewerMinimumTlsProtocolVersion: 'TLSv1.2_2021',
  waf: { isWafEnabled: false, wafRules: [] },
};

/**
 * The settings of a distribution that a request changes, checked against the account and against each other. Those that it
 * does not name are not in the result.
 *
 * @param present what there is before; for a new distribution, `NEW_SETTINGS`
 */
export function changedSettings(request: Request, present: JsonObject, bundleId: string): JsonObject {
  const input = request.input as Settings;
  const changed: JsonObject = {
    ...origin(request, input.origin, input.enablePrivateOriginAccess, present),
    ...certificate(request, input),
    ...waf(input, present, bundleId),
  };
  if (input.defaultCacheBehavior) changed.defaultCacheBehavior = json(input.defaultCacheBehavior);
  if (input.cacheBehaviors) {
    checkPaths(input.cacheBehaviors);
    changed.cacheBehaviors = json(input.cacheBehaviors);
  }
  if (input.cacheBehaviorSettings) {
    checkCacheSettings(input.cacheBehaviorSettings);
    // Whatever is left out goes back to its default: the old settings are replaced as a whole.
    changed.cacheBehaviorSettings = { ...json(CACHE_DEFAULTS) as JsonObject, ...json(input.cacheBehaviorSettings) as JsonObject };
  }
  if (input.customErrorResponses) changed.customErrorResponses = errorResponses(input.customErrorResponses);
  if (input.defaultRootObject !== undefined) changed.defaultRootObject = input.defaultRootObject;
  if (input.isEnabled !== undefined) changed.isEnabled = input.isEnabled;
  if (input.viewerMinimumTlsProtocolVersion !== undefined) changed.viewerMinimumTlsProtocolVersion = input.viewerMinimumTlsProtocolVersion;
  return changed;
}

function origin(request: Request, input: InputOrigin | undefined, privateAccess: boolean | undefined, present: JsonObject): JsonObject {
  if (!input) {
    if (privateAccess !== undefined) throw invalidInput('The origin is required together with enablePrivateOriginAccess.');
    return {};
  }
  const resource = checkOrigin(request, input);
  const isBucket = resource.kind === 'Bucket';
  if (privateAccess && !isBucket) throw invalidInput('Private origin access is available for buckets only.');
  const former = present.origin as JsonObject | undefined;
  const isPrivate = privateAccess ?? (former?.name === input.name && former?.isPrivateOriginAccessEnabled === true);
  return {
    origin: {
      protocolPolicy: isBucket ? 'https-only' : 'http-only',
      responseTimeout: 30,
      ipAddressType: 'ipv4',
      ...json(input) as JsonObject,
      resourceType: resource.kind,
      isPrivateOriginAccessEnabled: isPrivate && isBucket,
    },
    originPublicDNS: publicDns(resource, input.regionName ?? ''),
  };
}

function publicDns({ kind, name, details }: StoredResource, region: string): string {
  if (kind === 'Bucket') return `${name}.s3.${region}.amazonaws.com`;
  if (kind === 'LoadBalancer') return String(details.dnsName);
  if (kind === 'ContainerService') return new URL(String(details.url)).hostname;
  return `ec2-${String(details.publicIpAddress).replaceAll('.', '-')}.${region}.compute.amazonaws.com`;
}

function certificate(request: Request, { certificateName, useDefaultCertificate }: Settings): JsonObject {
  if (certificateName === undefined) {
    return useDefaultCertificate ? { certificateName: null, alternativeDomainNames: [] } : {};
  }
  if (request.operation === 'UpdateDistribution' && useDefaultCertificate !== false) {
    throw invalidInput('Set useDefaultCertificate to false to attach a certificate.');
  }
  return { certificateName, alternativeDomainNames: checkCertificate(request, certificateName).details.subjectAlternativeNames };
}

/** One that is switched off loses its rules. */
function waf({ enableWaf, wafRules }: Settings, present: JsonObject, bundleId: string): JsonObject {
  if (enableWaf === undefined && wafRules === undefined) return {};
  const before = present.waf as unknown as { isWafEnabled: boolean; wafRules: WafRule[] };
  const isWafEnabled = enableWaf ?? before.isWafEnabled;
  const rules = wafRules ?? (isWafEnabled ? before.wafRules : []);
  checkWaf(bundleId, isWafEnabled, rules);
  return { waf: { isWafEnabled, wafRules: json(rules) } };
}

function errorResponses(responses: readonly DistributionCustomErrorResponse[]) {
  checkErrorResponses(responses);
  return json(responses.map((response) => ({ errorCachingMinTTL: 10, ...response })));
}

/** As it is kept: what is not there is not there. */
function json(value: unknown): JsonObject[string] {
  return JSON.parse(JSON.stringify(value)) as JsonObject[string];
}
