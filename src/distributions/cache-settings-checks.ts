import { type Duration, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { AllowedMethods, CachedMethods } from './cache-methods';
import type { DistributionCacheSettings } from './cache-settings';
import type { ForwardingProperties } from './distribution-contract';
import { ForwardedCookies, ForwardedHeaders, ForwardedQueryStrings } from './forwarding';
import { refuse } from '../private/refuse';
import { checkClass } from '../private/untyped-checks';

const SEE = 'https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_CacheSettings.html';
const MAX_LISTED = 10;

export function checkCacheSettings(scope: IConstruct, settings: DistributionCacheSettings | undefined): void {
  if (!settings) return;
  const { allowedMethods, cachedMethods, cookies, headers, queryStrings } = settings;
  // Classes without a type of their own where types are compared by their members.
  if (allowedMethods) checkClass(scope, 'allowedMethods', allowedMethods, AllowedMethods, 'AllowedMethods.ALLOW_ALL');
  if (cachedMethods) checkClass(scope, 'cachedMethods', cachedMethods, CachedMethods, 'CachedMethods.CACHE_GET_HEAD');
  if (cookies) checkClass(scope, 'cookies', cookies, ForwardedCookies, 'ForwardedCookies.none()');
  if (headers) checkClass(scope, 'headers', headers, ForwardedHeaders, 'ForwardedHeaders.none()');
  if (queryStrings) checkClass(scope, 'queryStrings', queryStrings, ForwardedQueryStrings, 'ForwardedQueryStrings.none()');
  checkTtls(scope, settings);
  checkMethods(scope, settings);
  checkForwarding(scope, 'cookies', cookies?._value);
  checkForwarding(scope, 'headers', headers?._value);
  checkForwarding(scope, 'queryStrings', queryStrings?._value);
}

/** What Lightsail takes for a TTL that is left out. */
const DEFAULT_TTL_SECONDS = { minimumTtl: 0, defaultTtl: 86_400, maximumTtl: 31_536_000 };

function checkTtls(scope: IConstruct, settings: DistributionCacheSettings): void {
  const minimum = seconds(scope, settings, 'minimumTtl');
  const usual = seconds(scope, settings, 'defaultTtl');
  const maximum = seconds(scope, settings, 'maximumTtl');
  if (minimum !== undefined && minimum > 0 && settings.headers?._value.Forward === 'all') {
    refuse(scope, {
      got: `a minimumTtl of ${minimum} seconds with all headers forwarded`,
      expected: 'a minimumTtl of 0 then',
      fix: 'set minimumTtl to Duration.seconds(0), or forward a list of headers',
      see: SEE,
    });
  }
  checkOrder(scope, ['minimumTtl', minimum], ['defaultTtl', usual]);
  checkOrder(scope, ['defaultTtl', usual], ['maximumTtl', maximum]);
  checkOrder(scope, ['minimumTtl', minimum], ['maximumTtl', maximum]);
}

function checkOrder(scope: IConstruct, [lowName, low]: [string, number | undefined], [highName, high]: [string, number | undefined]): void {
  if (low === undefined || high === undefined || low <= high) return;
  refuse(scope, {
    got: `a ${lowName} of ${low} seconds and a ${highName} of ${high} seconds`,
    expected: 'minimumTtl ≤ defaultTtl ≤ maximumTtl (those that are left out are 0 seconds, 1 day and 365 days)',
    fix: `lower the ${lowName}, or raise the ${highName}`,
    see: SEE,
  });
}

/** Undefined: not known before the deployment. */
function seconds(scope: IConstruct, settings: DistributionCacheSettings, prop: keyof typeof DEFAULT_TTL_SECONDS): number | undefined {
  const ttl = settings[prop];
  if (ttl === undefined) return DEFAULT_TTL_SECONDS[prop];
  return wholeSeconds(scope, prop, ttl);
}

/** Undefined: a token. */
export function wholeSeconds(scope: IConstruct, prop: string, duration: Duration): number | undefined {
  if (duration.isUnresolved()) return undefined;
  const value = duration.toSeconds({ integral: false });
  if (Number.isInteger(value)) return value;
  return refuse(scope, { got: `a ${prop} of ${duration.toHumanString()}`, expected: 'whole seconds', fix: 'round it' });
}

function checkMethods(scope: IConstruct, settings: DistributionCacheSettings): void {
  if (settings.cachedMethods !== CachedMethods.CACHE_GET_HEAD_OPTIONS || settings.allowedMethods !== AllowedMethods.ALLOW_GET_HEAD) return;
  refuse(scope, {
    got: 'answers to OPTIONS cached, and OPTIONS not allowed',
    expected: 'only methods cached that are allowed',
    fix: 'set allowedMethods to AllowedMethods.ALLOW_GET_HEAD_OPTIONS, or cachedMethods to CachedMethods.CACHE_GET_HEAD',
    see: SEE,
  });
}

function checkForwarding(scope: IConstruct, prop: string, forwarding: ForwardingProperties | undefined): void {
  const names = forwarding?.AllowList;
  if (!names || Token.isUnresolved(names)) return;
  if (names.length >= 1 && names.length <= MAX_LISTED && names.every((name) => Token.isUnresolved(name) || name.trim() !== '')) return;
  refuse(scope, {
    got: `a list of ${names.length} ${prop}${names.some((name) => name === '') ? ', one of them empty' : ''}`,
    expected: `1 to ${MAX_LISTED} names`,
    fix: 'shorten the list, or use all() or none()',
    see: 'https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-changing-distribution-cache-behavior.html',
  });
}
