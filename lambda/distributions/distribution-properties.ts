import type { DistributionProperties } from '../../src/distributions/distribution-contract';
import { environmentVariable } from '../aws/credentials';
import type { Properties } from '../cloudformation/properties';
import { RequestError } from '../engine/plan';
import type { Tags } from '../lightsail/ownership';

/** The properties of a distribution, decoded. What is undefined is not managed. */
export interface DeclaredDistribution {
  /** Absent: the function makes a name. */
  readonly name?: string;
  readonly origin: DeclaredOrigin;
  readonly bundleId: string;
  readonly defaultBehavior: string;
  readonly behaviors?: ReadonlyArray<{ readonly path: string; readonly behavior: string }>;
  readonly cacheSettings?: DeclaredCacheSettings;
  readonly certificateName?: string;
  readonly domainNames?: readonly string[];
  readonly minimumTlsVersion?: string;
  readonly ipAddressType?: string;
  readonly enabled?: boolean;
  readonly defaultRootObject?: string;
  readonly errorResponses?: readonly DeclaredErrorResponse[];
  readonly waf?: { readonly enabled: boolean; readonly rules: readonly DeclaredWafRule[] };
  readonly subdomainName?: string;
  readonly resetCacheOn?: string;
  readonly waitForCacheReset: boolean;
  readonly adoptExisting: boolean;
  readonly deleteAdopted: boolean;
  readonly tags: Tags;
  readonly timeoutSeconds: number;
}

export interface DeclaredOrigin {
  readonly name: string;
  readonly regionName: string;
  readonly protocolPolicy?: string;
  readonly responseTimeout?: number;
  readonly ipAddressType?: string;
  readonly privateAccess?: boolean;
}

export interface DeclaredCacheSettings {
  readonly defaultTtl?: number;
  readonly minimumTtl?: number;
  readonly maximumTtl?: number;
  readonly allowedMethods?: string;
  readonly cachedMethods?: string;
  readonly cookies?: DeclaredForwarding;
  readonly headers?: DeclaredForwarding;
  readonly queryStrings?: DeclaredForwarding;
}

export interface DeclaredForwarding {
  readonly forward: 'all' | 'none' | 'allow-list';
  readonly list: readonly string[];
}

export interface DeclaredErrorResponse {
  readonly errorCode: number;
  readonly responseCode?: string;
  readonly responsePagePath?: string;
  readonly minimumTtl?: number;
}

export interface DeclaredWafRule {
  readonly name: string;
  readonly inspectionLevel?: string;
  readonly loginPath?: string;
  readonly usernameField?: string;
  readonly passwordField?: string;
  readonly creationPath?: string;
  readonly registrationPagePath?: string;
  readonly payloadType?: string;
  readonly successCodes?: readonly number[];
  readonly failureCodes?: readonly number[];
}

/** Reads a property only if the wire contract has it. */
type Name = keyof DistributionProperties;

const NAME = /^\w[\w-]{0,253}\w$/;
const LONGEST_TTL = Number.MAX_SAFE_INTEGER;

export function decodeDistribution(properties: Properties): DeclaredDistribution {
  const text = (name: Name) => properties.optionalText(name);
  return {
    name: checkedName('DistributionName', text('DistributionName')),
    origin: origin(properties.group('Origin' satisfies Name)),
    bundleId: properties.text('BundleId' satisfies Name),
    defaultBehavior: properties.text('DefaultBehavior' satisfies Name),
    behaviors: properties.optionalGroups('Behaviors' satisfies Name)
      ?.map((behavior) => ({ path: behavior.text('Path'), behavior: behavior.text('Behavior') })),
    cacheSettings: cacheSettings(properties.optionalGroup('CacheSettings' satisfies Name)),
    certificateName: text('CertificateName'),
    domainNames: properties.optionalTexts('DomainNames' satisfies Name),
    minimumTlsVersion: text('MinimumTlsVersion'),
    ipAddressType: text('IpAddressType'),
    enabled: properties.optionalFlag('Enabled' satisfies Name),
    defaultRootObject: text('DefaultRootObject'),
    errorResponses: properties.optionalGroups('CustomErrorResponses' satisfies Name)?.map(errorResponse),
    waf: waf(properties.optionalGroup('Waf' satisfies Name)),
    subdomainName: text('SubdomainName'),
    resetCacheOn: text('ResetCacheOn'),
    waitForCacheReset: properties.optionalFlag('WaitForCacheReset' satisfies Name) ?? true,
    adoptExisting: properties.optionalFlag('AdoptExisting' satisfies Name) ?? false,
    deleteAdopted: properties.optionalFlag('DeleteAdopted' satisfies Name) ?? false,
    tags: properties.tags('Tags' satisfies Name),
    timeoutSeconds: properties.timeoutSeconds(3300),
  };
}

export function checkedName<T extends string | undefined>(property: string, name: T): T {
  if (name === undefined || NAME.test(name)) return name;
  throw new RequestError(`The property ${property}: got ${JSON.stringify(name.slice(0, 300))}, expected 2 to 255 letters, digits, hyphens and `
    + 'underscores, with a hyphen neither first nor last. Correct the name and deploy again.');
}

function origin(properties: Properties): DeclaredOrigin {
  return {
    name: properties.text('Name'),
    regionName: properties.optionalText('RegionName') ?? environmentVariable('AWS_REGION'),
    protocolPolicy: properties.optionalText('ProtocolPolicy'),
    responseTimeout: properties.optionalInteger('ResponseTimeoutSeconds', 1, 60),
    ipAddressType: properties.optionalText('IpAddressType'),
    privateAccess: properties.optionalFlag('PrivateAccess'),
  };
}

function cacheSettings(properties: Properties | undefined): DeclaredCacheSettings | undefined {
  return properties && {
    defaultTtl: properties.optionalInteger('DefaultTtlSeconds', 0, LONGEST_TTL),
    minimumTtl: properties.optionalInteger('MinimumTtlSeconds', 0, LONGEST_TTL),
    maximumTtl: properties.optionalInteger('MaximumTtlSeconds', 0, LONGEST_TTL),
    allowedMethods: properties.optionalText('AllowedMethods'),
    cachedMethods: properties.optionalText('CachedMethods'),
    cookies: forwarding(properties.optionalGroup('Cookies')),
    headers: forwarding(properties.optionalGroup('Headers')),
    queryStrings: forwarding(properties.optionalGroup('QueryStrings')),
  };
}

function forwarding(properties: Properties | undefined): DeclaredForwarding | undefined {
  return properties && {
    forward: properties.choice('Forward', ['all', 'none', 'allow-list']),
    list: properties.optionalTexts('AllowList') ?? [],
  };
}

function errorResponse(properties: Properties): DeclaredErrorResponse {
  return {
    errorCode: properties.integer('ErrorCode', 400, 599),
    responseCode: properties.optionalText('ResponseCode'),
    responsePagePath: properties.optionalText('ResponsePagePath'),
    minimumTtl: properties.optionalInteger('MinimumTtlSeconds', 0, LONGEST_TTL),
  };
}

function waf(properties: Properties | undefined): DeclaredDistribution['waf'] {
  return properties && {
    enabled: properties.optionalFlag('Enabled') ?? true,
    rules: properties.optionalGroups('Rules')?.map(wafRule) ?? [],
  };
}

function wafRule(properties: Properties): DeclaredWafRule {
  return {
    name: properties.text('Name'),
    inspectionLevel: properties.optionalText('InspectionLevel'),
    loginPath: properties.optionalText('LoginPath'),
    usernameField: properties.optionalText('UsernameField'),
    passwordField: properties.optionalText('PasswordField'),
    creationPath: properties.optionalText('CreationPath'),
    registrationPagePath: properties.optionalText('RegistrationPagePath'),
    payloadType: properties.optionalText('PayloadType'),
    successCodes: properties.optionalTexts('SuccessCodes')?.map(Number),
    failureCodes: properties.optionalTexts('FailureCodes')?.map(Number),
  };
}
