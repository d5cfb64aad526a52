import { DistributionStage, MINUTE, NAME, PROPERTIES, REGION, START } from './distribution-stage';

let stage: DistributionStage;
beforeEach(() => {
  stage = new DistributionStage();
});

const ALL = {
  ...PROPERTIES,
  Origin: { Name: 'web-1', RegionName: REGION, ProtocolPolicy: 'https-only', ResponseTimeoutSeconds: 45, IpAddressType: 'dualstack' },
  BundleId: 'large_1_0',
  Behaviors: [{ Path: 'wp-admin/*', Behavior: 'dont-cache' }],
  CacheSettings: {
    DefaultTtlSeconds: 3600,
    MinimumTtlSeconds: 0,
    MaximumTtlSeconds: 7200,
    AllowedMethods: 'GET,HEAD',
    CachedMethods: 'GET,HEAD',
    Cookies: { Forward: 'allow-list', AllowList: ['session'] },
    Headers: { Forward: 'all' },
    QueryStrings: { Forward: 'allow-list', AllowList: ['page'] },
  },
  CertificateName: 'old',
  DomainNames: ['example.com', 'www.example.com'],
  MinimumTlsVersion: 'TLSv1.2_2019',
  IpAddressType: 'ipv4',
  Enabled: false,
  DefaultRootObject: 'index.html',
  CustomErrorResponses: [{ ErrorCode: 404, ResponseCode: 200, ResponsePagePath: '/404.html', MinimumTtlSeconds: 60 }],
  Waf: {
    Enabled: true,
    Rules: [
      { Name: 'AWSManagedRulesCommonRuleSet' },
      { Name: 'AWSManagedRulesATPRuleSet', LoginPath: '/login', PayloadType: 'JSON', SuccessCodes: [200], FailureCodes: [401] },
    ],
  },
  SubdomainName: 'shop',
  ResetCacheOn: 'v1',
  Tags: [{ Key: 'team', Value: 'shop' }],
};

test('a distribution is made from a stack in another region, and waited for until it serves', async () => {
  const answer = await stage.send('Create');
  expect(answer).toMatchObject({
    Status: 'SUCCESS',
    PhysicalResourceId: NAME,
    Data: {
      DistributionName: NAME,
      DistributionArn: expect.stringMatching(/^arn:aws:lightsail:us-east-1:123456789012:Distribution\//),
      DomainName: expect.stringMatching(/^d\w{13}\.cloudfront\.net$/),
      OriginPublicDns: expect.stringContaining('compute.amazonaws.com'),
      Status: 'Deployed',
    },
  });
  expect(stage.changes).toEqual(['CreateDistribution']);
  // 5 minutes of operation, 20 s more until it is deployed.
  expect(answer.at - START).toBeLessThan(6 * MINUTE);
  expect(stage.distribution()).toMatchObject({ status: 'Deployed', isEnabled: true });
});

test('all that is declared is so in the end, with one call more for what Lightsail does not take at once', async () => {
  const answer = await stage.send('Create', ALL);
  expect(answer.Reason).toBeUndefined();
  expect(stage.changes).toEqual(['CreateDistribution', 'UpdateDistribution']);
  expect(stage.inputs('UpdateDistribution')).toEqual([{ distributionName: NAME, isEnabled: false }]);
  expect(stage.distribution()).toMatchObject({
    origin: { name: 'web-1', regionName: REGION, protocolPolicy: 'https-only', responseTimeout: 45, ipAddressType: 'dualstack' },
    bundleId: 'large_1_0',
    cacheBehaviors: [{ path: 'wp-admin/*', behavior: 'dont-cache' }],
    cacheBehaviorSettings: {
      defaultTTL: 3600,
      minimumTTL: 0,
      maximumTTL: 7200,
      allowedHTTPMethods: 'GET,HEAD',
      cachedHTTPMethods: 'GET,HEAD',
      forwardedCookies: { option: 'allow-list', cookiesAllowList: ['session'] },
      forwardedHeaders: { option: 'all' },
      forwardedQueryStrings: { option: false, queryStringsAllowList: ['page'] },
    },
    certificateName: 'old',
    viewerMinimumTlsProtocolVersion: 'TLSv1.2_2019',
    ipAddressType: 'ipv4',
    isEnabled: false,
    defaultRootObject: 'index.html',
    customErrorResponses: [{ errorCode: 404, responseCode: '200', responsePagePath: '/404.html', errorCachingMinTTL: 60 }],
    waf: {
      isWafEnabled: true,
      wafRules: [
        { name: 'AWSManagedRulesCommonRuleSet' },
        { name: 'AWSManagedRulesATPRuleSet', atpConfig: { loginPath: '/login', payloadType: 'JSON', responseInspection: { successCodes: [200], failureCodes: [401] } } },
      ],
    },
    subdomain: { name: 'shop', state: 'Attached' },
    tags: expect.arrayContaining([{ key: 'team', value: 'shop' }]),
  });
});

test('what it made itself, it finds in line', async () => {
  await stage.created({ ...ALL, Enabled: true });
  const answer = await stage.update({ ...ALL, Enabled: true, TimeoutSeconds: 3000 }, { ...ALL, Enabled: true });
  expect(answer.Status).toBe('SUCCESS');
  expect(stage.changes).toEqual([]);
});

test('a name is made of the stack and the resource', async () => {
  const answer = await stage.send('Create', { ...PROPERTIES, DistributionName: undefined });
  expect(answer.PhysicalResourceId).toMatch(/^shop-Cdn-[0-9a-f]{10}$/);
  expect(stage.distribution(answer.PhysicalResourceId)).toBeDefined();
});

test.each([
  ['is not issued', 'pending', [], /certificate 'pending' is PENDING_VALIDATION; expected ISSUED\. Add its validation records/],
  ['is not there', 'none', [], /no certificate 'none' in us-east-1/],
  ['does not cover a name', 'old', ['a.b.example.com'], /does not cover a\.b\.example\.com; it covers example\.com/],
])('a certificate that %s is refused before anything is made', async (_, CertificateName, DomainNames, message) => {
  stage.lightsail.instantly('us-east-1', 'CreateCertificate', { certificateName: 'pending', domainName: 'example.com' });
  const answer = await stage.send('Create', { ...PROPERTIES, CertificateName, DomainNames });
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(message) });
  expect(stage.changes).toEqual([]);
  await stage.send('Delete', PROPERTIES, { PhysicalResourceId: answer.PhysicalResourceId });
  expect(stage.changes).toEqual([]);
});

test('a subdomain that can\'t be had fails the creation with Lightsail\'s reason, and the distribution is removed', async () => {
  stage.account.faults.inject({
    service: 'lightsail', operation: 'CreateDistribution', times: 1, effect: { type: 'fail-operation', code: 'SubdomainTaken', details: 'It is taken.' },
  });
  const answer = await stage.send('Create', { ...PROPERTIES, SubdomainName: 'shop' });
  expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: NAME, Reason: expect.stringMatching(/SubdomainTaken: It is taken\..*subdomain 'shop'/) });
  await stage.send('Delete', PROPERTIES);
  expect(stage.distribution()).toBeUndefined();
});

test('the answer that got lost: it meets its own distribution', async () => {
  stage.account.faults.inject({ service: 'lightsail', operation: 'CreateDistribution', times: 1, effect: { type: 'lose-answer' } });
  expect(await stage.send('Create')).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: NAME });
  expect(stage.changes).toEqual(['CreateDistribution', 'CreateDistribution']);
});

test('a foreign distribution of that name is left alone', async () => {
  stage.lightsail.instantly('us-east-1', 'CreateDistribution', {
    distributionName: NAME, origin: { name: 'web-2', regionName: REGION }, bundleId: 'small_1_0', defaultCacheBehavior: { behavior: 'cache' },
  });
  const answer = await stage.send('Create');
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/named 'shop-cdn' exists already and was not made by this resource.*adoptExisting/) });
  await stage.send('Delete', PROPERTIES, { PhysicalResourceId: answer.PhysicalResourceId });
  expect(stage.distribution()).toMatchObject({ origin: { name: 'web-2' } });
});

test('a late double of a Create, after the Delete, makes nothing', async () => {
  const creation = await stage.begin('Create', PROPERTIES);
  await stage.settle();
  await stage.send('Delete');
  stage.account.calls.length = 0;
  await stage.again(creation);
  expect(stage.changes).toEqual([]);
});

describe('deadlines', () => {
  test('50 minutes are waited for', async () => {
    stage.lightsail.durations = { ...stage.lightsail.durations, distributionCreate: 50 * MINUTE };
    const answer = await stage.send('Create');
    expect(answer.Status).toBe('SUCCESS');
    expect(answer.at - START).toBeLessThan(55 * MINUTE);
  });

  test('70 minutes are not: the text says that it goes on, and the next deployment picks it up', async () => {
    await stage.created();
    stage.lightsail.durations = { ...stage.lightsail.durations, distributionUpdate: 70 * MINUTE };
    const begun = stage.account.clock.now();
    const changed = { ...PROPERTIES, Enabled: false, IpAddressType: 'ipv4' };
    const answer = await stage.update(changed, PROPERTIES);
    expect(answer).toMatchObject({
      Status: 'FAILED',
      PhysicalResourceId: NAME,
      Reason: expect.stringMatching(/Timed out after 3\d\d\d s of waiting for the distribution 'shop-cdn' to be deployed; last seen: .*Lightsail goes on deploying it.*deploy again/),
    });
    expect(answer.at - begun).toBeLessThanOrEqual(55 * MINUTE);

    stage.lightsail.durations = { ...stage.lightsail.durations, distributionUpdate: 3 * MINUTE };
    expect(await stage.update(changed, PROPERTIES)).toMatchObject({ Status: 'SUCCESS' });
    expect(stage.changes).toEqual(['SetIpAddressType', 'UpdateDistribution']);
    expect(stage.distribution()).toMatchObject({ isEnabled: false, ipAddressType: 'ipv4' });
  });
});
