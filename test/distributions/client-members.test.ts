import { CreateDistributionRequest$, UpdateDistributionRequest$ } from '@aws-sdk/client-lightsail';
import { NormalizedSchema } from '@smithy/core/schema';
import type { DistributionProps } from '../../src';

/** Where a member of the client's requests comes from: a prop, or a reason why there is none. */
type Source = keyof DistributionProps | { readonly none: string };

const ORIGIN: Record<string, Source> = {
  'origin.name': 'origin',
  'origin.regionName': 'origin',
  'origin.protocolPolicy': 'origin',
  'origin.responseTimeout': 'origin',
  'origin.ipAddressType': 'origin',
};

const CACHING: Record<string, Source> = {
  'defaultCacheBehavior.behavior': 'defaultBehavior',
  'cacheBehaviors[].path': 'behaviors',
  'cacheBehaviors[].behavior': 'behaviors',
  'cacheBehaviorSettings.defaultTTL': 'cacheSettings',
  'cacheBehaviorSettings.minimumTTL': 'cacheSettings',
  'cacheBehaviorSettings.maximumTTL': 'cacheSettings',
  'cacheBehaviorSettings.allowedHTTPMethods': 'cacheSettings',
  'cacheBehaviorSettings.cachedHTTPMethods': 'cacheSettings',
  'cacheBehaviorSettings.forwardedCookies.option': 'cacheSettings',
  'cacheBehaviorSettings.forwardedCookies.cookiesAllowList[]': 'cacheSettings',
  'cacheBehaviorSettings.forwardedHeaders.option': 'cacheSettings',
  'cacheBehaviorSettings.forwardedHeaders.headersAllowList[]': 'cacheSettings',
  'cacheBehaviorSettings.forwardedQueryStrings.option': 'cacheSettings',
  'cacheBehaviorSettings.forwardedQueryStrings.queryStringsAllowList[]': 'cacheSettings',
};

const INSPECTION = ['successCodes[]', 'failureCodes[]'];

const COMMON: Record<string, Source> = {
  'distributionName': 'distributionName',
  ...ORIGIN,
  ...CACHING,
  'certificateName': 'certificate',
  'viewerMinimumTlsProtocolVersion': 'minimumTlsVersion',
  'enablePrivateOriginAccess': 'origin',
  'defaultRootObject': 'defaultRootObject',
  'customErrorResponses[].errorCode': 'errorResponses',
  'customErrorResponses[].responseCode': 'errorResponses',
  'customErrorResponses[].responsePagePath': 'errorResponses',
  'customErrorResponses[].errorCachingMinTTL': 'errorResponses',
  'enableWaf': 'wafRules',
  'wafRules[].name': 'wafRules',
  'wafRules[].botControlConfig.inspectionLevel': 'wafRules',
  ...Object.fromEntries([
    ...['loginPath', 'payloadType', 'usernameField', 'passwordField', ...INSPECTION.map((code) => `responseInspection.${code}`)]
      .map((member) => [`wafRules[].atpConfig.${member}`, 'wafRules'] as const),
    ...['creationPath', 'registrationPagePath', 'payloadType', ...INSPECTION.map((code) => `responseInspection.${code}`)]
      .map((member) => [`wafRules[].acfpConfig.${member}`, 'wafRules'] as const),
  ]),
};

const CREATE: Record<string, Source> = {
  ...COMMON,
  'bundleId': 'bundle',
  'ipAddressType': 'ipAddressType',
  'tags[].key': 'tags',
  'tags[].value': 'tags',
  'subdomainName': 'subdomainName',
};

const UPDATE: Record<string, Source> = {
  ...COMMON,
  isEnabled: 'enabled',
  useDefaultCertificate: { none: 'It says no more than that there is a certificate, or none: the function sets it by that.' },
};

/** `origin.name`, `wafRules[].name`: every scalar that the request can hold. */
function members(schema: NormalizedSchema, path = ''): string[] {
  if (schema.isListSchema()) return members(schema.getValueSchema(), `${path}[]`);
  if (!schema.isStructSchema()) return [path];
  return [...schema.structIterator()].flatMap(([name, member]) => members(member, path === '' ? name : `${path}.${name}`));
}

describe('every member of the client\'s request has a prop or a reason', () => {
  test.each([
    ['CreateDistributionRequest', CreateDistributionRequest$, CREATE],
    ['UpdateDistributionRequest', UpdateDistributionRequest$, UPDATE],
  ])('%s', (_, schema, table) => {
    expect(members(NormalizedSchema.of(schema)).sort()).toEqual(Object.keys(table).sort());
  });
});
