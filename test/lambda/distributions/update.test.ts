import { DistributionStage, MINUTE, NAME, PROPERTIES, REGION } from './distribution-stage';

let stage: DistributionStage;
beforeEach(() => {
  stage = new DistributionStage();
});

type Properties = Record<string, unknown>;

const BASE: Properties = { ...PROPERTIES, BundleId: 'medium_1_0' };
const COMMON_RULE = { Name: 'AWSManagedRulesCommonRuleSet' };

/** Each property alone: what is changed, the calls, and what they say besides the name. */
const ALONE: Array<[string, Properties, Array<[string, Record<string, unknown>]>]> = [
  ['the IP address type', { IpAddressType: 'ipv4' }, [['SetIpAddressType', { resourceType: 'Distribution', resourceName: NAME, ipAddressType: 'ipv4' }]]],
  ['the origin', { Origin: { Name: 'web-2', RegionName: REGION } }, [['UpdateDistribution', { origin: { name: 'web-2', regionName: REGION } }]]],
  ['the origin\'s protocol', { Origin: { Name: 'web-1', RegionName: REGION, ProtocolPolicy: 'https-only' } }, [
    ['UpdateDistribution', { origin: { name: 'web-1', regionName: REGION, protocolPolicy: 'https-only', responseTimeout: 30, ipAddressType: 'ipv4' } }],
  ]],
  ['the default behavior', { DefaultBehavior: 'dont-cache' }, [['UpdateDistribution', { defaultCacheBehavior: { behavior: 'dont-cache' } }]]],
  ['the behaviors', { Behaviors: [{ Path: '*.html', Behavior: 'cache' }] }, [['UpdateDistribution', { cacheBehaviors: [{ path: '*.html', behavior: 'cache' }] }]]],
  ['the cache settings', { CacheSettings: { DefaultTtlSeconds: 60 } }, [['UpdateDistribution', {
    cacheBehaviorSettings: {
      defaultTTL: 60,
      minimumTTL: 0,
      maximumTTL: 31536000,
      allowedHTTPMethods: 'GET,HEAD,OPTIONS,PUT,PATCH,POST,DELETE',
      cachedHTTPMethods: 'GET,HEAD',
      forwardedCookies: { option: 'none', cookiesAllowList: [] },
      forwardedHeaders: { option: 'none', headersAllowList: [] },
      forwardedQueryStrings: { option: false, queryStringsAllowList: [] },
    },
  }]]],
  ['whether it is enabled', { Enabled: false }, [['UpdateDistribution', { isEnabled: false }]]],
  ['the root object', { DefaultRootObject: 'index.html' }, [['UpdateDistribution', { defaultRootObject: 'index.html' }]]],
  ['the error responses', { CustomErrorResponses: [{ ErrorCode: 404 }] }, [['UpdateDistribution', { customErrorResponses: [{ errorCode: 404 }] }]]],
  ['the firewall', { Waf: { Enabled: true, Rules: [COMMON_RULE] } }, [['UpdateDistribution', { enableWaf: true, wafRules: [{ name: COMMON_RULE.Name }] }]]],
  ['the bundle', { BundleId: 'large_1_0' }, [['UpdateDistributionBundle', { bundleId: 'large_1_0' }]]],
  ['the certificate', { CertificateName: 'new' }, [['UpdateDistribution', { certificateName: 'new', useDefaultCertificate: false }]]],
  ['the certificate and its TLS version', { CertificateName: 'new', MinimumTlsVersion: 'TLSv1.2_2019' }, [
    ['UpdateDistribution', { certificateName: 'new', useDefaultCertificate: false, viewerMinimumTlsProtocolVersion: 'TLSv1.2_2019' }],
  ]],
  ['the tags', { Tags: [{ Key: 'team', Value: 'shop' }] }, [['TagResource', { resourceName: NAME, tags: [{ key: 'team', value: 'shop' }] }]]],
  ['what the cache is reset on', { ResetCacheOn: 'v2' }, [['ResetDistributionCache', {}]]],
];

const EVERYTHING: Properties = Object.assign({}, ...ALONE.map(([, change]) => change));

function named(input: Record<string, unknown>): Record<string, unknown> {
  return 'resourceName' in input ? input : { distributionName: NAME, ...input };
}

describe.each(ALONE)('%s alone', (_, change, calls) => {
  test('takes these calls and no other', async () => {
    await stage.created(BASE);
    expect(await stage.update({ ...BASE, ...change }, BASE)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: NAME });
    expect(stage.account.calls.filter(({ call }) => !call.operation.startsWith('Get')).map(({ call }) => [call.operation, call.input]))
      .toEqual(calls.map(([operation, input]) => [operation, named(input)]));
  });

  test('goes back when it leaves the template', async () => {
    await stage.created(BASE);
    const before = settingsOf(stage);
    await stage.update({ ...BASE, ...change }, BASE);
    await stage.advance(31 * 24 * 60 * MINUTE);
    expect(await stage.update(BASE, { ...BASE, ...change })).toMatchObject({ Status: 'SUCCESS' });
    expect(settingsOf(stage)).toEqual(before);
  });
});

test('all at once: in the safe order, each after the one before is deployed', async () => {
  await stage.created(BASE);
  expect(await stage.update({ ...BASE, ...EVERYTHING }, BASE)).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.changes).toEqual([
    // The firewall is new: the bundle that has it comes before the settings.
    'SetIpAddressType', 'UpdateDistributionBundle', 'UpdateDistribution', 'UpdateDistribution', 'TagResource', 'ResetDistributionCache',
  ]);
  const [settings, certificate] = stage.inputs('UpdateDistribution');
  expect(Object.keys(settings)).not.toContain('certificateName');
  expect(Object.keys(certificate).sort()).toEqual(['certificateName', 'distributionName', 'useDefaultCertificate', 'viewerMinimumTlsProtocolVersion']);
  // Nothing was refused: no call came too early.
  expect(stage.account.calls.filter(({ call, error }) => error !== undefined && !call.operation.startsWith('Get'))).toEqual([]);
});

test('without a firewall the bundle comes after the settings', async () => {
  await stage.created(BASE);
  await stage.update({ ...BASE, BundleId: 'small_1_0', Enabled: false }, BASE);
  expect(stage.changes).toEqual(['UpdateDistribution', 'UpdateDistributionBundle']);
});

test('a firewall that goes leaves before the bundle that has it', async () => {
  const protectedBy = { ...BASE, Waf: { Enabled: true, Rules: [COMMON_RULE] } };
  await stage.created(protectedBy);
  expect(await stage.update({ ...BASE, BundleId: 'small_1_0' }, protectedBy)).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.changes).toEqual(['UpdateDistribution', 'UpdateDistributionBundle']);
});

test('nothing changed: nothing called, and one look', async () => {
  await stage.created(BASE);
  await stage.update({ ...BASE, TimeoutSeconds: 1800 }, BASE);
  expect(stage.account.calls.map(({ call }) => call.operation)).toEqual(['GetDistributions']);
});

test('what somebody changed by hand is brought back with the next change of the template', async () => {
  await stage.created({ ...BASE, Enabled: true });
  stage.lightsail.instantly('us-east-1', 'UpdateDistribution', { distributionName: NAME, isEnabled: false });
  await stage.update({ ...BASE, Enabled: true, DefaultRootObject: 'x' }, { ...BASE, Enabled: true });
  expect(stage.inputs('UpdateDistribution')).toEqual([{ distributionName: NAME, isEnabled: true, defaultRootObject: 'x' }]);
});

test('what is not declared is left alone', async () => {
  await stage.created(BASE);
  stage.lightsail.instantly('us-east-1', 'UpdateDistribution', { distributionName: NAME, defaultRootObject: 'by-hand' });
  await stage.update({ ...BASE, Enabled: false }, BASE);
  expect(stage.distribution()).toMatchObject({ isEnabled: false, defaultRootObject: 'by-hand' });
});

test('a distribution that is still deploying is waited for', async () => {
  await stage.send('Create', BASE);
  await stage.account.call({
    service: 'lightsail', region: 'us-east-1', operation: 'UpdateDistribution', input: { distributionName: NAME, defaultRootObject: 'x' }, caller: stage.account.root,
  });
  stage.account.calls.length = 0;
  expect(await stage.update({ ...BASE, Enabled: false }, BASE)).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.account.calls.filter(({ error }) => error !== undefined)).toEqual([]);
});

describe('what can\'t be changed is refused before anything is touched', () => {
  const refused = async (change: Properties, message: RegExp) => {
    const answer = await stage.update({ ...BASE, ...change, Enabled: false, IpAddressType: 'ipv4' }, BASE);
    expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: NAME, Reason: expect.stringMatching(message) });
    expect(stage.changes).toEqual([]);
  };

  test('a bundle that was changed this month already', async () => {
    await stage.created(PROPERTIES);
    await stage.update(BASE, PROPERTIES);
    stage.account.calls.length = 0;
    await refused({ BundleId: 'large_1_0' }, /'medium_1_0' and can't become 'large_1_0' now: .* one change per billing month\. Nothing was changed\. /);
    await stage.advance(31 * 24 * 60 * MINUTE);
    expect(await stage.update({ ...BASE, BundleId: 'large_1_0' }, BASE)).toMatchObject({ Status: 'SUCCESS' });
  });

  test('a certificate that is not issued', async () => {
    await stage.created(BASE);
    stage.lightsail.instantly('us-east-1', 'CreateCertificate', { certificateName: 'pending', domainName: 'example.com' });
    await refused({ CertificateName: 'pending' }, /'pending' is PENDING_VALIDATION/);
  });

  test('domain names that the same certificate does not cover', async () => {
    await stage.created({ ...BASE, CertificateName: 'old' });
    await refused({ CertificateName: 'old', DomainNames: ['example.net'] }, /does not cover example\.net/);
  });

  test('a subdomain', async () => {
    await stage.created(BASE);
    await refused({ SubdomainName: 'shop' }, /subdomain of the distribution 'shop-cdn' is none and can't become 'shop'/);
  });

  test('a distribution that somebody deleted', async () => {
    await stage.created(BASE);
    stage.lightsail.instantly('us-east-1', 'DeleteDistribution', { distributionName: NAME });
    await refused({}, /There is no distribution 'shop-cdn' any more: something else deleted it/);
  });
});

test('an operation that fails ends the update with Lightsail\'s reason', async () => {
  await stage.created(BASE);
  stage.account.faults.inject({
    service: 'lightsail', operation: 'UpdateDistribution', times: 1, effect: { type: 'fail-operation', code: 'InternalFailure', details: 'Out of luck.' },
  });
  expect(await stage.update({ ...BASE, Enabled: false }, BASE)).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('InternalFailure: Out of luck.') });
});

describe('the certificate', () => {
  const OLD = { ...BASE, CertificateName: 'old' };
  const NEW = { ...BASE, CertificateName: 'new' };

  test('is swapped without a gap', async () => {
    await stage.created(OLD);
    await stage.update(NEW, OLD);
    expect(stage.lightsail.certificatesInForce(NAME).map(({ name }) => name)).toEqual([null, 'old', 'new']);
  });

  test('is swapped without a gap, and back, whatever else changes', async () => {
    await stage.created(OLD);
    await stage.update({ ...NEW, ...EVERYTHING }, OLD);
    await stage.rollback(OLD, { ...NEW, ...EVERYTHING });
    expect(stage.lightsail.certificatesInForce(NAME).map(({ name }) => name)).toEqual([null, 'old', 'new', 'old']);
  });

  test('would leave a gap if it were detached first: the record shows it', async () => {
    await stage.created(OLD);
    const call = async (operation: string, input: Properties) => {
      await stage.account.call({ service: 'lightsail', region: 'us-east-1', operation, input: { distributionName: NAME, ...input }, caller: stage.account.root });
      await stage.advance(10 * MINUTE);
    };
    await call('DetachCertificateFromDistribution', {});
    await call('AttachCertificateToDistribution', { certificateName: 'new' });
    expect(stage.lightsail.certificatesInForce(NAME).map(({ name }) => name)).toEqual([null, 'old', null, 'new']);
  });
});

describe('a rollback', () => {
  const OLD = { ...BASE, CertificateName: 'old', Enabled: true };
  const CHANGED: Properties = { ...OLD, ...EVERYTHING, BundleId: 'medium_1_0' };

  test.each(Array.from({ length: 20 }, (_, index) => index))('returns to the old settings when the update was stopped after %i minutes', async (minutes) => {
    await stage.created(OLD);
    const before = settingsOf(stage);
    await stage.begin('Update', CHANGED, { OldResourceProperties: OLD });
    await stage.settle(stage.account.clock.now() + minutes * MINUTE);
    await stage.advance(1);
    // Cancelled: the rollback begins while the update is still being waited for.
    expect(await stage.rollback(OLD, CHANGED)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: NAME });
    await stage.settle();
    expect(settingsOf(stage)).toEqual(before);
  });

  test('of an update that has not begun yet, as something else is in progress, leaves it undone', async () => {
    await stage.created(OLD);
    await stage.account.call({
      service: 'lightsail', region: 'us-east-1', operation: 'UpdateDistribution', input: { distributionName: NAME, defaultRootObject: 'x' }, caller: stage.account.root,
    });
    stage.account.calls.length = 0;
    await stage.begin('Update', CHANGED, { OldResourceProperties: OLD });
    await stage.rollback(OLD, CHANGED);
    await stage.settle();
    expect(stage.changes.filter((operation) => operation !== 'ResetDistributionCache' && operation !== 'UpdateDistribution')).toEqual([]);
    expect(stage.distribution()).toMatchObject({ certificateName: 'old', isEnabled: true, ipAddressType: 'dualstack' });
  });

  test('keeps a bundle that Lightsail does not change again, and returns all the rest', async () => {
    await stage.created(OLD);
    const changed = { ...CHANGED, BundleId: 'large_1_0' };
    await stage.update(changed, OLD);
    expect(await stage.rollback(OLD, changed)).toMatchObject({ Status: 'SUCCESS' });
    expect(stage.distribution()).toMatchObject({ bundleId: 'large_1_0', certificateName: 'old', isEnabled: true, ipAddressType: 'dualstack' });
  });

  test('of a distribution that is gone does not wreck the stack', async () => {
    await stage.created(OLD);
    stage.lightsail.instantly('us-east-1', 'DeleteDistribution', { distributionName: NAME });
    expect(await stage.rollback(OLD, CHANGED)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: NAME });
  });
});

describe('another name', () => {
  const RENAMED = { ...BASE, DistributionName: 'shop-cdn-2' };

  test('makes another distribution; the old one goes when CloudFormation says so', async () => {
    await stage.created(BASE);
    expect(await stage.update(RENAMED, BASE)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'shop-cdn-2' });
    expect(stage.distribution()).toBeDefined();
    await stage.send('Delete', BASE);
    expect(stage.distribution()).toBeUndefined();
    expect(stage.distribution('shop-cdn-2')).toMatchObject({ status: 'Deployed' });
  });

  test('that fails leaves nothing behind, and the old one in place', async () => {
    await stage.created(BASE);
    stage.account.faults.inject({
      service: 'lightsail', operation: 'CreateDistribution', times: 1, effect: { type: 'fail-operation', code: 'X', details: 'No.' },
    });
    expect(await stage.update(RENAMED, BASE)).toMatchObject({ Status: 'FAILED', PhysicalResourceId: NAME });
    expect(stage.distribution('shop-cdn-2')).toBeUndefined();
    expect(stage.distribution()).toMatchObject({ status: 'Deployed' });
  });

  test('that a foreign distribution has is refused, and that one is not touched', async () => {
    await stage.created(BASE);
    stage.lightsail.instantly('us-east-1', 'CreateDistribution', {
      distributionName: 'shop-cdn-2', bundleId: 'small_1_0', origin: { name: 'web-2', regionName: 'eu-central-1' }, defaultCacheBehavior: { behavior: 'cache' },
    });
    stage.account.calls.length = 0;
    const answer = await stage.update(RENAMED, BASE);
    expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: NAME, Reason: expect.stringMatching(/'shop-cdn-2' exists already and was not made by this resource/) });
    expect(stage.changes).toEqual(['CreateDistribution']);
  });

  test('is taken back by a rollback', async () => {
    await stage.created(BASE);
    await stage.update(RENAMED, BASE);
    expect(await stage.rollback(BASE, RENAMED, { PhysicalResourceId: 'shop-cdn-2' })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: NAME });
    expect(stage.changes.filter((name) => name === 'CreateDistribution')).toHaveLength(1);
  });

  test('is taken back by a rollback to one that was made up', async () => {
    const generated = { ...BASE, DistributionName: undefined };
    const { PhysicalResourceId } = await stage.send('Create', generated);
    await stage.update(BASE, generated, { PhysicalResourceId });
    expect(await stage.rollback(generated, BASE, { PhysicalResourceId: NAME })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId });
  });
});

test('a distribution that has lost our tags is not ours any more, and is not changed', async () => {
  await stage.created(BASE);
  stage.lightsail.instantly('us-east-1', 'UntagResource', { resourceName: NAME, tagKeys: ['cdk-lightsail:resource'] });
  stage.account.calls.length = 0;
  const answer = await stage.update({ ...BASE, Enabled: false }, BASE);
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/does not carry the ownership tags of this resource any more/) });
  expect(stage.changes).toEqual([]);
});

test('a late double of an old update changes nothing', async () => {
  await stage.created(BASE);
  const event = await stage.begin('Update', { ...BASE, Enabled: false }, { OldResourceProperties: BASE });
  await stage.settle();
  await stage.update({ ...BASE, Enabled: true }, { ...BASE, Enabled: false });
  stage.account.calls.length = 0;
  await stage.again(event);
  expect(stage.changes).toEqual([]);
});

function settingsOf(on: DistributionStage): unknown {
  const { tags, ableToUpdateBundle: _, ...settings } = on.distribution() ?? {};
  return {
    ...settings,
    // It means nothing without a certificate.
    viewerMinimumTlsProtocolVersion: settings.certificateName === undefined ? undefined : settings.viewerMinimumTlsProtocolVersion,
    // '' and no root object are the same, as are no error pages and an empty list of them.
    defaultRootObject: settings.defaultRootObject || undefined,
    customErrorResponses: (settings.customErrorResponses as unknown[] | undefined)?.length ? settings.customErrorResponses : undefined,
    tags: (tags as Array<{ key: string }>).filter(({ key }) => !key.startsWith('cdk-lightsail:')),
  };
}
