import type { CacheSettings, DistributionCustomErrorResponse, InputOrigin, WafRule } from '@aws-sdk/client-lightsail';
import { doesNotExist, invalidInput } from '../errors';
import type { Request } from '../request';
import type { StoredResource } from '../state';
import { distributionBundle } from './bundles';

const ALLOWED = ['GET,HEAD', 'GET,HEAD,OPTIONS', 'GET,HEAD,OPTIONS,PUT,PATCH,POST,DELETE'];
const CACHED = ALLOWED.slice(0, 2);
const ORIGINS = ['Instance', 'LoadBalancer', 'Bucket', 'ContainerService'] as const;

/** The origin must be there, in the Region that the request names. */
export function checkOrigin(request: Request, { name, regionName, responseTimeout }: InputOrigin): StoredResource {
  if (name === undefined || regionName === undefined) throw invalidInput('An origin has a name and a regionName.');
  if (responseTimeout !== undefined && (responseTimeout < 1 || responseTimeout > 60)) {
    throw invalidInput(`The response timeout must be from 1 to 60 seconds; it is ${responseTimeout}.`);
  }
  const region = request.otherRegion(regionName);
  const found = ORIGINS.map((kind) => region.find(kind, name)).find((resource) => resource !== undefined);
  if (!found) throw doesNotExist('origin', name);
  return found;
}

export function checkCacheSettings(settings: CacheSettings): void {
  const { minimumTTL: minimum = 0, defaultTTL: usual = 86_400, maximumTTL: maximum = 31_536_000 } = settings;
  if (minimum > usual || usual > maximum) throw invalidInput('The TTLs must be in order: minimumTTL, defaultTTL, maximumTTL.');
  if (settings.forwardedHeaders?.option === 'all' && minimum !== 0) throw invalidInput('minimumTTL must be 0 when all headers are forwarded.');
  if (settings.allowedHTTPMethods !== undefined && !ALLOWED.includes(settings.allowedHTTPMethods)) throw invalidInput('allowedHTTPMethods is not valid.');
  if (settings.cachedHTTPMethods !== undefined && !CACHED.includes(settings.cachedHTTPMethods)) throw invalidInput('cachedHTTPMethods is not valid.');
  const lists = [
    settings.forwardedCookies?.cookiesAllowList, settings.forwardedHeaders?.headersAllowList, settings.forwardedQueryStrings?.queryStringsAllowList,
  ];
  for (const list of lists) if ((list?.length ?? 0) > 10) throw invalidInput('An allow list has at most 10 entries.');
}

export function checkPaths(behaviors: readonly unknown[]): void {
  if (behaviors.length > 25) throw invalidInput('A distribution has at most 25 path behaviors.');
}

/** A certificate can be used when it is issued, in the distribution's own Region. */
export function checkCertificate(request: Request, name: string): StoredResource {
  const certificate = request.region.get('Certificate', name);
  const status = request.region.stateOf(certificate);
  if (status !== 'ISSUED') throw invalidInput(`The certificate ${name} is ${status}; only certificates that are ISSUED can be attached.`);
  return certificate;
}

export function checkWaf(bundleId: string, isEnabled: boolean, rules: readonly WafRule[]): void {
  const available = distributionBundle(bundleId).wafRules;
  if (isEnabled && available.size === 0) throw invalidInput(`WAF is not available for the bundle ${bundleId}.`);
  if (!isEnabled && rules.length > 0) throw invalidInput('WAF rules can be specified only when WAF is enabled.');
  for (const { name, atpConfig, acfpConfig, botControlConfig } of rules) {
    if (!available.has(name ?? '')) throw invalidInput(`The WAF rule group ${name} is not available for the bundle ${bundleId}.`);
    checkRuleConfig(name, 'AWSManagedRulesATPRuleSet', atpConfig);
    checkRuleConfig(name, 'AWSManagedRulesACFPRuleSet', acfpConfig);
    checkRuleConfig(name, 'AWSManagedRulesBotControlRuleSet', botControlConfig);
  }
}

function checkRuleConfig(name: string | undefined, configured: string, config: object | undefined): void {
  if ((name === configured) !== (config !== undefined)) throw invalidInput(`The WAF rule group ${configured}, and no other one, has that configuration.`);
}

export function checkErrorResponses(responses: readonly DistributionCustomErrorResponse[]): void {
  for (const { errorCode, responseCode, responsePagePath } of responses) {
    if (errorCode === undefined || errorCode < 400 || errorCode > 599) throw invalidInput(`The error code ${errorCode} is not valid.`);
    if ((responseCode === undefined) !== (responsePagePath === undefined)) throw invalidInput('responseCode and responsePagePath go together.');
    if (responsePagePath !== undefined && !responsePagePath.startsWith('/')) throw invalidInput('responsePagePath must begin with a slash.');
  }
}
