import { App, Duration, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnBucket, CfnInstance } from 'aws-cdk-lib/aws-lightsail';
import {
  AllowedMethods, CacheBehavior, CachedMethods, Certificate, ContainerService, Distribution, DistributionBundle, DistributionIpAddressType,
  DistributionOrigin, type DistributionProps, ForwardedCookies, ForwardedHeader, ForwardedHeaders, ForwardedQueryStrings, Instance, LoadBalancer,
  MinimumTlsVersion, OriginIpAddressType, OriginProtocolPolicy, WafInspectionLevel, WafPayloadType, WafRule,
} from '../../src';

const TYPE = 'Custom::LightsailDistribution';

function stack(): Stack {
  return new Stack(new App(), 'Shop', { env: { account: '123456789012', region: 'eu-central-1' } });
}

function distribution(shop: Stack, props: Partial<DistributionProps> = {}): Distribution {
  return new Distribution(shop, 'Cdn', {
    origin: DistributionOrigin.instance(Instance.fromInstanceName(shop, 'Web', 'web-1')),
    bundle: DistributionBundle.SMALL_1_0,
    defaultBehavior: CacheBehavior.CACHE,
    ...props,
  });
}

describe('Distribution', () => {
  test('says no more than what is declared', () => {
    const shop = stack();
    distribution(shop);
    const [resource] = Object.values(Template.fromStack(shop).findResources(TYPE));
    expect(resource.Properties).toEqual({
      ServiceToken: { 'Fn::GetAtt': [expect.stringMatching(/^CdkLightsailProviderFunction/), 'Arn'] },
      ServiceTimeout: '3600',
      TimeoutSeconds: 3300,
      Origin: { Name: 'web-1', RegionName: 'eu-central-1' },
      BundleId: 'small_1_0',
      DefaultBehavior: 'cache',
    });
  });

  test('says all that is declared', () => {
    const shop = stack();
    distribution(shop, {
      distributionName: 'shop-cdn',
      origin: DistributionOrigin.loadBalancer(LoadBalancer.fromLoadBalancerName(shop, 'Lb', 'shop-lb'), {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        responseTimeout: Duration.minutes(1),
        ipAddressType: OriginIpAddressType.DUALSTACK,
        region: 'eu-west-1',
      }),
      bundle: DistributionBundle.LARGE_1_0,
      behaviors: { 'wp-admin/*': CacheBehavior.DONT_CACHE, '*.html': CacheBehavior.CACHE },
      cacheSettings: {
        defaultTtl: Duration.hours(1),
        minimumTtl: Duration.seconds(10),
        maximumTtl: Duration.days(7),
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
        cachedMethods: CachedMethods.CACHE_GET_HEAD_OPTIONS,
        cookies: ForwardedCookies.list('session'),
        headers: ForwardedHeaders.list(ForwardedHeader.HOST, ForwardedHeader.ACCEPT_LANGUAGE),
        queryStrings: ForwardedQueryStrings.all(),
      },
      certificate: Certificate.fromCertificateName(shop, 'Certificate', 'shop-2026'),
      domainNames: ['shop.example.com'],
      minimumTlsVersion: MinimumTlsVersion.TLS_1_2_2021,
      ipAddressType: DistributionIpAddressType.IPV4,
      enabled: false,
      defaultRootObject: 'index.html',
      errorResponses: [{ errorCode: 404, responseCode: 200, responsePagePath: '/404.html', minimumTtl: Duration.minutes(5) }],
      wafRules: [
        WafRule.COMMON,
        WafRule.botControl(WafInspectionLevel.TARGETED),
        WafRule.accountTakeoverPrevention({
          loginPath: '/login',
          payloadType: WafPayloadType.JSON,
          usernameField: '/user',
          passwordField: '/password',
          responseInspection: { successCodes: [200], failureCodes: [401, 403] },
        }),
        WafRule.accountCreationFraudPrevention({ creationPath: '/signup/submit', registrationPagePath: '/signup' }),
      ],
      subdomainName: 'shop',
      resetCacheOn: 'v1',
      waitForCacheReset: false,
      tags: { team: 'shop' },
      timeout: Duration.minutes(30),
    });
    const [resource] = Object.values(Template.fromStack(shop).findResources(TYPE));
    expect(resource.Properties).toEqual({
      ServiceToken: expect.anything(),
      ServiceTimeout: '2100',
      TimeoutSeconds: 1800,
      DistributionName: 'shop-cdn',
      Origin: { Name: 'shop-lb', RegionName: 'eu-west-1', ProtocolPolicy: 'https-only', ResponseTimeoutSeconds: 60, IpAddressType: 'dualstack' },
      BundleId: 'large_1_0',
      DefaultBehavior: 'cache',
      Behaviors: [{ Path: 'wp-admin/*', Behavior: 'dont-cache' }, { Path: '*.html', Behavior: 'cache' }],
      CacheSettings: {
        DefaultTtlSeconds: 3600,
        MinimumTtlSeconds: 10,
        MaximumTtlSeconds: 604800,
        AllowedMethods: 'GET,HEAD,OPTIONS',
        CachedMethods: 'GET,HEAD,OPTIONS',
        Cookies: { Forward: 'allow-list', AllowList: ['session'] },
        Headers: { Forward: 'allow-list', AllowList: ['Host', 'Accept-Language'] },
        QueryStrings: { Forward: 'all' },
      },
      CertificateName: 'shop-2026',
      DomainNames: ['shop.example.com'],
      MinimumTlsVersion: 'TLSv1.2_2021',
      IpAddressType: 'ipv4',
      Enabled: false,
      DefaultRootObject: 'index.html',
      CustomErrorResponses: [{ ErrorCode: 404, ResponseCode: 200, ResponsePagePath: '/404.html', MinimumTtlSeconds: 300 }],
      Waf: {
        Enabled: true,
        Rules: [
          { Name: 'AWSManagedRulesCommonRuleSet' },
          { Name: 'AWSManagedRulesBotControlRuleSet', InspectionLevel: 'TARGETED' },
          {
            Name: 'AWSManagedRulesATPRuleSet',
            LoginPath: '/login',
            PayloadType: 'JSON',
            UsernameField: '/user',
            PasswordField: '/password',
            SuccessCodes: [200],
            FailureCodes: [401, 403],
          },
          { Name: 'AWSManagedRulesACFPRuleSet', CreationPath: '/signup/submit', RegistrationPagePath: '/signup' },
        ],
      },
      SubdomainName: 'shop',
      ResetCacheOn: 'v1',
      WaitForCacheReset: false,
      Tags: [{ Key: 'team', Value: 'shop' }],
    });
  });

  test('tells an empty list from none', () => {
    const shop = stack();
    distribution(shop, { bundle: DistributionBundle.MEDIUM_1_0, behaviors: {}, errorResponses: [], wafRules: [] });
    Template.fromStack(shop).hasResourceProperties(TYPE, { Behaviors: [], CustomErrorResponses: [], Waf: { Enabled: true, Rules: [] } });
  });

  test('depends on its origin by reference, and takes its region', () => {
    const shop = stack();
    const web = new CfnInstance(shop, 'NewWeb', { instanceName: 'web', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
    distribution(shop, { origin: DistributionOrigin.instance(web, { protocolPolicy: OriginProtocolPolicy.HTTP_ONLY }) });
    Template.fromStack(shop).hasResourceProperties(TYPE, {
      Origin: { Name: { Ref: 'NewWeb' }, RegionName: 'eu-central-1', ProtocolPolicy: 'http-only' },
    });
  });

  test('takes the region of a stack whose region is not known yet', () => {
    const shop = new Stack(new App(), 'Anywhere');
    distribution(shop);
    Template.fromStack(shop).hasResourceProperties(TYPE, { Origin: { Name: 'web-1', RegionName: { Ref: 'AWS::Region' } } });
  });

  test('serves a bucket, also what is not public in it, and a container service', () => {
    const shop = stack();
    const bucket = new CfnBucket(shop, 'Files', { bucketName: 'shop-files', bundleId: 'small_1_0' });
    distribution(shop, { origin: DistributionOrigin.bucket(bucket, { privateAccess: true }) });
    new Distribution(shop, 'Api', {
      origin: DistributionOrigin.containerService(ContainerService.fromContainerServiceName(shop, 'Service', 'shop-api')),
      bundle: DistributionBundle.of('small_2_0'),
      defaultBehavior: CacheBehavior.DONT_CACHE,
    });
    const template = Template.fromStack(shop);
    template.hasResourceProperties(TYPE, { Origin: { Name: { Ref: 'Files' }, PrivateAccess: true } });
    template.hasResourceProperties(TYPE, { Origin: { Name: 'shop-api' }, BundleId: 'small_2_0', DefaultBehavior: 'dont-cache' });
  });

  test('goes with the stack, unless it is to be kept', () => {
    const shop = stack();
    distribution(shop);
    Template.fromStack(shop).hasResource(TYPE, { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });

    const kept = stack();
    distribution(kept, { removalPolicy: RemovalPolicy.RETAIN });
    Template.fromStack(kept).hasResource(TYPE, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('has the attributes of its distribution, and is a reference to it', () => {
    const shop = stack();
    const cdn = distribution(shop);
    const logicalId = Object.keys(Template.fromStack(shop).findResources(TYPE))[0];
    expect(shop.resolve(cdn.distributionName)).toEqual({ Ref: logicalId });
    expect(shop.resolve(cdn.distributionDomainName)).toEqual({ 'Fn::GetAtt': [logicalId, 'DomainName'] });
    expect(shop.resolve(cdn.distributionOriginPublicDns)).toEqual({ 'Fn::GetAtt': [logicalId, 'OriginPublicDns'] });
    expect(shop.resolve(cdn.distributionStatus)).toEqual({ 'Fn::GetAtt': [logicalId, 'Status'] });
    expect(shop.resolve(cdn.distributionRef)).toEqual({
      distributionName: { Ref: logicalId }, distributionArn: { 'Fn::GetAtt': [logicalId, 'DistributionArn'] },
    });
  });

  test('carries its own tags and those of its scope', () => {
    const shop = stack();
    distribution(shop, { tags: { site: 'main' } });
    Tags.of(shop).add('team', 'shop');
    Template.fromStack(shop).hasResourceProperties(TYPE, { Tags: [{ Key: 'site', Value: 'main' }, { Key: 'team', Value: 'shop' }] });
  });
});

describe('a distribution that is taken over', () => {
  test('is let go when the stack goes', () => {
    const shop = stack();
    distribution(shop, { distributionName: 'shop-cdn', adoptExisting: true });
    Template.fromStack(shop).hasResource(TYPE, {
      Properties: { AdoptExisting: true, DeleteAdopted: Match.absent() },
      DeletionPolicy: 'Delete',
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^CdkLightsailProviderDistributionAdoptionPolicy')]),
    });
  });

  test('is deleted with the stack if asked to', () => {
    const shop = stack();
    distribution(shop, { distributionName: 'shop-cdn', adoptExisting: true, removalPolicy: RemovalPolicy.DESTROY });
    Template.fromStack(shop).hasResourceProperties(TYPE, { AdoptExisting: true, DeleteAdopted: true });
  });
});

describe('Distribution.fromDistributionName', () => {
  test('is in no region', () => {
    const shop = stack();
    const { distributionRef } = Distribution.fromDistributionName(shop, 'Cdn', 'shop-cdn');
    expect(distributionRef.distributionName).toBe('shop-cdn');
    expect(shop.resolve(distributionRef.distributionArn)).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':lightsail:*:123456789012:Distribution/*']],
    });
  });

  test('refuses what is no name', () => {
    expect(() => Distribution.fromDistributionName(stack(), 'Cdn', 'shop.cdn')).toThrow(/Got 'shop\.cdn' as distributionName/);
  });
});
