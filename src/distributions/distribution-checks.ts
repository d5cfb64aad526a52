import { CfnResource, Token } from 'aws-cdk-lib';
import { CfnCertificate } from 'aws-cdk-lib/aws-lightsail';
import type { IConstruct } from 'constructs';
import { CacheBehavior } from './cache-behavior';
import { checkCacheSettings, wholeSeconds } from './cache-settings-checks';
import type { DistributionProps } from './distribution';
import { DistributionBundle } from './distribution-bundle';
import { DISTRIBUTION_REGION } from './distribution-contract';
import { DistributionIpAddressType } from './distribution-ip-address-type';
import { DistributionOrigin } from './distribution-origin';
import { checkErrorResponses } from './error-response-checks';
import { MinimumTlsVersion } from './minimum-tls-version';
import { checkWaf } from './waf-checks';
import { registerName } from '../private/app-registry';
import { checkResourceName, checkTags } from '../private/checks';
import { checkEnvironment } from '../private/environment-checks';
import { refuse } from '../private/refuse';
import { resourceNameOf } from '../private/resource-name';
import { checkChoice, checkClass, checkOptionalChoice, checkText } from '../private/untyped-checks';

const MAX_PATHS = 25;

/** Refuses what Lightsail would refuse minutes later. Tokens pass. */
export function checkDistribution(scope: IConstruct, props: DistributionProps): void {
  checkClass(scope, 'origin', props.origin, DistributionOrigin, 'DistributionOrigin.instance(web)');
  checkClass(scope, 'bundle', props.bundle, DistributionBundle, 'DistributionBundle.SMALL_1_0');
  checkChoice(scope, 'defaultBehavior', props.defaultBehavior, 'CacheBehavior', CacheBehavior);
  for (const behavior of Object.values(props.behaviors ?? {})) checkChoice(scope, 'one of behaviors', behavior, 'CacheBehavior', CacheBehavior);
  checkOptionalChoice(scope, 'minimumTlsVersion', props.minimumTlsVersion, 'MinimumTlsVersion', MinimumTlsVersion);
  checkOptionalChoice(scope, 'ipAddressType', props.ipAddressType, 'DistributionIpAddressType', DistributionIpAddressType);
  checkResourceName(scope, 'distributionName', props.distributionName);
  registerName(scope, 'distributionName', props.distributionName, DISTRIBUTION_REGION);
  checkTags(scope, props.tags);
  checkOrigin(scope, props);
  checkPaths(scope, props.behaviors);
  checkCacheSettings(scope, props.cacheSettings);
  checkCertificate(scope, props);
  checkErrorResponses(scope, props.errorResponses);
  checkRootObject(scope, props.defaultRootObject);
  checkWaf(scope, props.bundle, props.wafRules);
  checkSubdomain(scope, props.subdomainName);
  checkResetCacheOn(scope, props.resetCacheOn);
  checkAdoption(scope, props);
}

function checkOrigin(scope: IConstruct, { origin }: DistributionProps): void {
  checkEnvironment(scope, origin._construct, { anyRegion: true });
  const { protocolPolicy, responseTimeout } = origin._options;
  if (origin._kind === 'bucket' && protocolPolicy !== undefined) {
    refuse(scope, {
      got: `protocolPolicy '${protocolPolicy}' for a bucket`,
      expected: 'no protocolPolicy: a bucket is always reached over HTTPS',
      fix: 'leave protocolPolicy out',
      see: 'https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-changing-distribution-origin.html',
    });
  }
  const timeout = responseTimeout && wholeSeconds(scope, 'responseTimeout', responseTimeout);
  if (timeout !== undefined && (timeout < 1 || timeout > 60)) {
    refuse(scope, {
      got: `a responseTimeout of ${timeout} seconds`,
      expected: '1 to 60 seconds',
      fix: 'choose a time in that range',
      see: 'https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_InputOrigin.html',
    });
  }
}

function checkPaths(scope: IConstruct, behaviors: DistributionProps['behaviors']): void {
  const paths = Object.keys(behaviors ?? {});
  if (paths.length > MAX_PATHS) {
    refuse(scope, { got: `behaviors for ${paths.length} paths`, expected: `at most ${MAX_PATHS}`, fix: 'join paths with `*`' });
  }
  if (paths.includes('')) {
    refuse(scope, { got: 'a behavior for an empty path', expected: 'a path such as wp-admin/* or *.html', fix: 'name the path; defaultBehavior is for all others' });
  }
}

function checkCertificate(scope: IConstruct, { certificate, domainNames, minimumTlsVersion }: DistributionProps): void {
  if (domainNames !== undefined && certificate === undefined) {
    refuse(scope, {
      got: 'domainNames without a certificate',
      expected: 'a certificate that covers them: without one, a distribution only has its default domain name',
      fix: 'pass the certificate, or leave domainNames out',
      see: 'https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-enabling-distribution-custom-domains.html',
    });
  }
  for (const name of domainNames ?? []) checkDomainName(scope, name);
  if (minimumTlsVersion !== undefined && certificate === undefined) {
    refuse(scope, {
      got: `a minimumTlsVersion of ${minimumTlsVersion} without a certificate`,
      expected: 'a certificate: the TLS version of the default domain name cannot be chosen',
      fix: 'pass a certificate, or leave minimumTlsVersion out',
    });
  }
  if (certificate === undefined) return;
  if (domainNames !== undefined && !Token.isUnresolved(domainNames) && domainNames.length === 0) {
    refuse(scope, {
      got: 'a certificate and no domain name to use it for',
      expected: 'at least one of the names that the certificate covers',
      fix: 'name the domains, or leave domainNames out to have all that the certificate covers',
    });
  }
  resourceNameOf(certificate, certificate.certificateRef?.certificateName, 'certificate');
  checkEnvironment(scope, certificate, { anyRegion: true });
  if (!CfnResource.isCfnResource(certificate)) return;
  // A certificate of another app or by hand has the region of whoever refers to it; one of this app has its own.
  const { region } = certificate.env;
  if (!Token.isUnresolved(region) && region !== DISTRIBUTION_REGION) {
    refuse(scope, {
      got: `a certificate in ${region}`,
      expected: `one in ${DISTRIBUTION_REGION}: distributions use only those`,
      fix: `make it in a stack in ${DISTRIBUTION_REGION}, and refer to it with Certificate.fromCertificateName`,
    });
  }
  if (certificate instanceof CfnCertificate) checkDomainNames(scope, certificate, domainNames ?? []);
}

function checkDomainName(scope: IConstruct, name: string): void {
  if (Token.isUnresolved(name) || /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/i.test(name)) return;
  refuse(scope, { got: `'${name}' in domainNames`, expected: 'a domain name such as shop.example.com', fix: 'leave out the protocol, the port and the path' });
}

function checkDomainNames(scope: IConstruct, certificate: CfnCertificate, domainNames: string[]): void {
  const covered = [certificate.domainName, ...certificate.subjectAlternativeNames ?? []];
  if (Token.isUnresolved(covered) || covered.some((name) => Token.isUnresolved(name))) return;
  const missing = domainNames.find((name) => !Token.isUnresolved(name) && !covers(covered, name));
  if (missing === undefined) return;
  refuse(scope, {
    got: `the domain name '${missing}', which the certificate does not cover`,
    expected: `names among ${covered.join(', ')}`,
    fix: 'add it to the certificate, or remove it from domainNames',
  });
}

function covers(certificate: string[], name: string): boolean {
  return certificate.includes(name) || certificate.includes(name.replace(/^[^.]+/, '*'));
}

function checkRootObject(scope: IConstruct, object: string | undefined): void {
  if (object === undefined || Token.isUnresolved(object) || (object !== '' && !object.startsWith('/'))) return;
  refuse(scope, {
    got: `'${object}' as defaultRootObject`,
    expected: 'the name of an object, without a slash at its beginning: index.html',
    fix: 'remove the slash, or leave defaultRootObject out',
  });
}

function checkSubdomain(scope: IConstruct, name: string | undefined): void {
  if (name === undefined || Token.isUnresolved(name)) return;
  const label = '(?!xn--)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
  if (name.length <= 39 && new RegExp(`^${label}(?:\\.${label})?$`).test(name)) return;
  refuse(scope, {
    got: `'${name}' as subdomainName`,
    expected: 'one or two labels of lowercase letters, digits and hyphens (mysite, blog.mysite), 39 characters at most, no xn--',
    fix: 'change it; leave out .amazonlightsail.com',
  });
}

export function checkResetCacheOn(scope: IConstruct, value: string | undefined): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  checkText(scope, 'resetCacheOn', value);
  if (value.trim() !== '') return;
  refuse(scope, {
    got: `'${value}' as resetCacheOn`,
    expected: 'a non-empty string',
    fix: 'pass a value that changes when the cache is to be reset (a version, the hash of an asset)',
  });
}

function checkAdoption(scope: IConstruct, { adoptExisting, distributionName }: DistributionProps): void {
  if (!adoptExisting || distributionName !== undefined) return;
  refuse(scope, {
    got: 'adoptExisting without distributionName',
    expected: 'the name of the distribution to adopt',
    fix: 'set distributionName',
  });
}
