import { App, Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { CfnCertificate } from 'aws-cdk-lib/aws-lightsail';
import {
  AllowedMethods, Bucket, CacheBehavior, CachedMethods, Certificate, Distribution, DistributionBundle, DistributionOrigin, type DistributionProps,
  ForwardedCookies, ForwardedHeaders, ForwardedQueryStrings, Instance, MinimumTlsVersion, OriginProtocolPolicy, WafRule,
} from '../../src';

function stack(region = 'eu-central-1'): Stack {
  return new Stack(new App(), 'Shop', { env: { account: '123456789012', region } });
}

function distribution(props: (shop: Stack) => Partial<DistributionProps>, shop = stack()): Distribution {
  return new Distribution(shop, 'Cdn', {
    origin: DistributionOrigin.instance(Instance.fromInstanceName(shop, 'Web', 'web-1')),
    bundle: DistributionBundle.SMALL_1_0,
    defaultBehavior: CacheBehavior.CACHE,
    ...props(shop),
  });
}

const certificate = (shop: Stack) => Certificate.fromCertificateName(shop, 'Certificate', 'shop');
const names = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);
const inspection = (successCodes: number[], failureCodes: number[]) => ({
  bundle: DistributionBundle.LARGE_1_0,
  wafRules: [WafRule.accountTakeoverPrevention({ loginPath: '/login', responseInspection: { successCodes, failureCodes } })],
});

const cases: Array<[string, (shop: Stack) => Partial<DistributionProps>, RegExp]> = [
  ['a name with a dot', () => ({ distributionName: 'shop.cdn' }), /Got 'shop\.cdn' as distributionName/],
  ['a tag of ours', () => ({ tags: { 'cdk-lightsail:stack': 'x' } }), /Got a tag 'cdk-lightsail:stack'/],
  ['a protocol with a bucket', (shop) => ({
    origin: DistributionOrigin.bucket(Bucket.fromBucketName(shop, 'Files', 'files'), { protocolPolicy: OriginProtocolPolicy.HTTP_ONLY }),
  }), /Got protocolPolicy 'http-only' for a bucket; expected no protocolPolicy: a bucket is always reached over HTTPS\. To fix it, /],
  ...[0, 61].map((seconds): [string, (shop: Stack) => Partial<DistributionProps>, RegExp] => [`a response timeout of ${seconds} seconds`, (shop) => ({
    origin: DistributionOrigin.instance(Instance.fromInstanceName(shop, 'Web2', 'web-2'), { responseTimeout: Duration.seconds(seconds) }),
  }), new RegExp(`Got a responseTimeout of ${seconds} seconds; expected 1 to 60 seconds`)]),
  ['half a second', (shop) => ({
    origin: DistributionOrigin.instance(Instance.fromInstanceName(shop, 'Web2', 'web-2'), { responseTimeout: Duration.millis(1500) }),
  }), /Got a responseTimeout of .*; expected whole seconds/],
  ['26 paths', () => ({ behaviors: Object.fromEntries(names(26).map((name) => [name, CacheBehavior.CACHE])) }), /Got behaviors for 26 paths; expected at most 25/],
  ['an empty path', () => ({ behaviors: { '': CacheBehavior.CACHE } }), /Got a behavior for an empty path/],
  ['a minimum TTL with all headers', () => ({ cacheSettings: { minimumTtl: Duration.seconds(1), headers: ForwardedHeaders.all() } }),
    /Got a minimumTtl of 1 seconds with all headers forwarded; expected a minimumTtl of 0/],
  ['a minimum TTL over the default', () => ({ cacheSettings: { minimumTtl: Duration.hours(2), defaultTtl: Duration.hours(1) } }),
    /Got a minimumTtl of 7200 seconds and a defaultTtl of 3600 seconds; expected minimumTtl ≤ defaultTtl ≤ maximumTtl/],
  ['a default TTL over the maximum', () => ({ cacheSettings: { defaultTtl: Duration.hours(2), maximumTtl: Duration.hours(1) } }), /Got a defaultTtl of 7200/],
  ['a maximum TTL under the default that is left out', () => ({ cacheSettings: { maximumTtl: Duration.hours(1) } }), /Got a defaultTtl of 86400 seconds and a maximumTtl of 3600/],
  ['a minimum TTL over the maximum, the default being a token', () => ({
    cacheSettings: { minimumTtl: Duration.hours(2), defaultTtl: Duration.seconds(Lazy.number({ produce: () => 1 })), maximumTtl: Duration.hours(1) },
  }), /Got a minimumTtl of 7200 seconds and a maximumTtl of 3600/],
  ['OPTIONS cached but not allowed', () => ({
    cacheSettings: { allowedMethods: AllowedMethods.ALLOW_GET_HEAD, cachedMethods: CachedMethods.CACHE_GET_HEAD_OPTIONS },
  }), /Got answers to OPTIONS cached, and OPTIONS not allowed/],
  ['11 cookies', () => ({ cacheSettings: { cookies: ForwardedCookies.list(...names(11)) } }), /Got a list of 11 cookies; expected 1 to 10 names/],
  ['no header', () => ({ cacheSettings: { headers: ForwardedHeaders.list() } }), /Got a list of 0 headers/],
  ['an empty parameter', () => ({ cacheSettings: { queryStrings: ForwardedQueryStrings.list('page', '') } }), /Got a list of 2 queryStrings, one of them empty/],
  ['domain names without a certificate', () => ({ domainNames: ['shop.example.com'] }), /Got domainNames without a certificate/],
  ['a certificate without domain names', (shop) => ({ certificate: certificate(shop), domainNames: [] }), /Got a certificate and no domain name to use it for/],
  ['a TLS version without a certificate', () => ({ minimumTlsVersion: MinimumTlsVersion.TLS_1_2_2021 }), /Got a minimumTlsVersion of TLSv1\.2_2021 without a certificate/],
  ['a certificate of another region', (shop) => ({
    certificate: new CfnCertificate(shop, 'New', { certificateName: 'shop', domainName: 'shop.example.com' }),
  }), /Got a certificate in eu-central-1; expected one in us-east-1/],
  ['an error code that is none', () => ({ errorResponses: [{ errorCode: 302 }] }), /Got an errorResponse for 302; expected an HTTP status from 400 to 599/],
  ['two responses for one error', () => ({ errorResponses: [{ errorCode: 404 }, { errorCode: 404 }] }), /Got two errorResponses for 404/],
  ['a page without a status', () => ({ errorResponses: [{ errorCode: 404, responsePagePath: '/404.html' }] }), /with only responsePagePath; expected both/],
  ['a status without a page', () => ({ errorResponses: [{ errorCode: 404, responseCode: 200 }] }), /with only responseCode; expected both/],
  ['a page without a slash', () => ({ errorResponses: [{ errorCode: 404, responseCode: 200, responsePagePath: '404.html' }] }), /Got '404\.html' as responsePagePath/],
  ['a root object with a slash', () => ({ defaultRootObject: '/index.html' }), /Got '\/index\.html' as defaultRootObject/],
  ['a firewall on a small bundle', () => ({ wafRules: [] }), /Got wafRules with the bundle 'small_1_0'; expected a bundle that can have a firewall/],
  ['a rule group of the large bundle on a medium one', () => ({ bundle: DistributionBundle.MEDIUM_1_0, wafRules: [WafRule.COMMON, WafRule.PHP] }),
    /Got the firewall rule group 'AWSManagedRulesPHPRuleSet' with the bundle 'medium_1_0'; expected one of AWSManagedRulesCommonRuleSet, /],
  ['a rule group twice', () => ({ bundle: DistributionBundle.MEDIUM_1_0, wafRules: [WafRule.COMMON, WafRule.COMMON] }), /RuleSet' twice/],
  ['a status that means both', () => inspection([200], [200]), /Got the status 200 in both successCodes and failureCodes/],
  ['a status that is none', () => inspection([2000], [401]), /Got the status 2000 for 'AWSManagedRulesATPRuleSet'/],
  ['no status', () => inspection([], [401]), /Got 0 successCodes and 1 failureCodes/],
  ...['Shop', 'a.b.c', 'xn--shop', 'shop-', 'x'.repeat(40), 'shop.amazonlightsail.com'].map((name): [string, () => Partial<DistributionProps>, RegExp] => [
    `the subdomain ${name}`, () => ({ subdomainName: name }), /as subdomainName; expected one or two labels/,
  ]),
  ['a reset on nothing', () => ({ resetCacheOn: ' ' }), /Got ' ' as resetCacheOn/],
  ['an adoption without a name', () => ({ adoptExisting: true }), /Got adoptExisting without distributionName/],
  ['a time-out over 55 minutes', () => ({ timeout: Duration.minutes(56) }), /Got a timeout of 56 minutes/],
];

test.each(cases)('refuses %s', (_, props, message) => {
  expect(() => distribution(props)).toThrow(message);
});

describe('a certificate of the same app', () => {
  const withNames = (domainNames: string[]) => () => distribution((shop) => ({
    certificate: new CfnCertificate(shop, 'New', {
      certificateName: 'shop', domainName: 'example.com', subjectAlternativeNames: ['*.example.com'],
    }),
    domainNames,
  }), stack('us-east-1'));

  test('is taken in us-east-1, for the names that it covers', () => expect(withNames(['example.com', 'www.example.com'])).not.toThrow());
  test('is refused for other names', () => expect(withNames(['a.b.example.com'])).toThrow(/Got the domain name 'a\.b\.example\.com', which the certificate does not cover/));
});

test('lets tokens pass', () => {
  const text = (value: string) => Lazy.string({ produce: () => value });
  const duration = (seconds: number) => Duration.seconds(Lazy.number({ produce: () => seconds }));
  expect(() => distribution((shop) => ({
    distributionName: text('not.checked'),
    origin: DistributionOrigin.instance(Instance.fromInstanceName(shop, 'Web2', text('x')), { responseTimeout: duration(99) }),
    bundle: DistributionBundle.of(text('small_1_0')),
    cacheSettings: { minimumTtl: duration(99), defaultTtl: duration(1), headers: ForwardedHeaders.all(), cookies: ForwardedCookies.list(...Token.asList('x')) },
    certificate: Certificate.fromCertificateName(shop, 'Certificate', text('x')),
    domainNames: Token.asList([text('x')]),
    errorResponses: [{ errorCode: Lazy.number({ produce: () => 1 }), responseCode: 200, responsePagePath: text('x') }],
    defaultRootObject: text('/x'),
    wafRules: [WafRule.of(text('x')), WafRule.PHP],
    subdomainName: text('X'),
    resetCacheOn: text(''),
    timeout: duration(9000),
  }))).not.toThrow();
});
