import type { LightsailDistribution, WafRule } from '@aws-sdk/client-lightsail';
import type { DesiredSettings } from './desired-settings';
import type { DistributionChanges } from './distribution-api';

/** What has to be called to make a distribution what it is to be. Undefined: nothing, in that respect. */
export interface Differences {
  readonly ipAddressType?: string;
  readonly settings?: DistributionChanges;
  readonly bundleId?: string;
  readonly certificate?: DistributionChanges;
}

export function differences(actual: LightsailDistribution, desired: DesiredSettings): Differences {
  return {
    ipAddressType: desired.ipAddressType === undefined || desired.ipAddressType === (actual.ipAddressType ?? 'dualstack') ? undefined : desired.ipAddressType,
    settings: unlessEmpty(settingsToChange(actual, desired)),
    bundleId: desired.bundleId === actual.bundleId ? undefined : desired.bundleId,
    certificate: unlessEmpty(certificateToChange(actual, desired)),
  };
}

/**
 * What has to come before the other settings if the bundle changes: a firewall rule that is new may need the new bundle, and
 * one that goes may be what the new bundle does not allow.
 */
export function beforeTheSettings(actual: LightsailDistribution, desired: DesiredSettings): { readonly bundle: boolean; readonly rules?: WafRule[] } {
  if (!desired.enableWaf) return { bundle: false };
  const present = actual.waf?.isWafEnabled ? actual.waf.wafRules ?? [] : [];
  const kept = present.filter(({ name }) => desired.wafRules?.some((rule) => rule.name === name));
  const bundle = !actual.waf?.isWafEnabled || kept.length < (desired.wafRules ?? []).length;
  return { bundle, rules: bundle && kept.length < present.length ? kept : undefined };
}

function settingsToChange(actual: LightsailDistribution, desired: DesiredSettings): DistributionChanges {
  const waf = wafToChange(actual, desired);
  const privateAccess = desired.enablePrivateOriginAccess === undefined
    || desired.enablePrivateOriginAccess === (actual.origin?.isPrivateOriginAccessEnabled ?? false) ? undefined : desired.enablePrivateOriginAccess;
  return {
    // Private access has to be said together with the origin.
    ...(privateAccess === undefined && holds(actual.origin, desired.origin) ? {} : { origin: desired.origin }),
    ...(privateAccess === undefined ? {} : { enablePrivateOriginAccess: privateAccess }),
    ...changed('defaultCacheBehavior', actual.defaultCacheBehavior, desired.defaultCacheBehavior),
    ...changed('cacheBehaviors', actual.cacheBehaviors ?? [], desired.cacheBehaviors),
    ...changed('cacheBehaviorSettings', actual.cacheBehaviorSettings, desired.cacheBehaviorSettings),
    ...changed('isEnabled', actual.isEnabled ?? true, desired.isEnabled),
    ...changed('defaultRootObject', actual.defaultRootObject ?? '', desired.defaultRootObject),
    ...(sameSet(actual.customErrorResponses ?? [], desired.customErrorResponses, ({ errorCode }) => String(errorCode))
      ? {} : { customErrorResponses: desired.customErrorResponses }),
    ...waf,
  };
}

function wafToChange(actual: LightsailDistribution, { enableWaf, wafRules }: DesiredSettings): DistributionChanges {
  if (enableWaf === undefined) return {};
  const isOn = actual.waf?.isWafEnabled ?? false;
  if (!enableWaf) return isOn ? { enableWaf: false } : {};
  if (isOn && sameSet(actual.waf?.wafRules ?? [], wafRules, ({ name }) => name ?? '')) return {};
  return { enableWaf: true, wafRules };
}

/** One call: the old certificate serves until the new one does. */
function certificateToChange(actual: LightsailDistribution, desired: DesiredSettings): DistributionChanges {
  const { certificateName, viewerMinimumTlsProtocolVersion: tlsVersion } = desired;
  const sameCertificate = certificateName === undefined || (certificateName ?? undefined) === (actual.certificateName || undefined);
  const sameTlsVersion = tlsVersion === undefined || tlsVersion === actual.viewerMinimumTlsProtocolVersion;
  return {
    ...(sameCertificate ? {} : certificateName === null ? { useDefaultCertificate: true } : { certificateName, useDefaultCertificate: false }),
    ...(sameTlsVersion ? {} : { viewerMinimumTlsProtocolVersion: tlsVersion }),
  };
}

function changed<K extends keyof DistributionChanges>(member: K, actual: unknown, desired: DistributionChanges[K]): DistributionChanges {
  return desired === undefined || holds(actual, desired) ? {} : { [member]: desired };
}

/** Whether everything is as desired. Lightsail may return more than was set. */
function holds(actual: unknown, desired: unknown): boolean {
  if (desired === undefined) return true;
  if (Array.isArray(desired)) {
    // The order counts for paths; names in an allow list have none.
    const list: unknown[] = Array.isArray(actual) ? actual : [];
    const [one, other] = desired.every((item) => typeof item === 'string') ? [[...list].sort(), [...desired].sort()] : [list, desired];
    return one.length === other.length && other.every((item, index) => holds(one[index], item));
  }
  if (typeof desired === 'object' && desired !== null) {
    const members = new Map<string, unknown>(Object.entries(typeof actual === 'object' && actual !== null ? actual : {}));
    return Object.entries(desired).every(([name, value]) => holds(members.get(name), value));
  }
  return actual === desired;
}

/** The same items, in any order. */
function sameSet<T>(actual: readonly T[], desired: readonly T[] | undefined, key: (item: T) => string): boolean {
  if (desired === undefined) return true;
  const sorted = (items: readonly T[]) => [...items].sort((one, other) => key(one).localeCompare(key(other)));
  return holds(sorted(actual), sorted(desired));
}

function unlessEmpty<T extends object>(changes: T): T | undefined {
  return Object.keys(changes).length === 0 ? undefined : changes;
}
