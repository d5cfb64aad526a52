import { Cloud, MINUTE, REGION } from './cloud';

const HOME = 'us-east-1';
const NAME = { distributionName: 'cdn' };
const NEW = {
  ...NAME, origin: { name: 'web', regionName: REGION }, bundleId: 'small_1_0', defaultCacheBehavior: { behavior: 'cache' },
};

let cloud: Cloud;
beforeEach(() => {
  cloud = new Cloud();
  cloud.lightsail.seedInstance(REGION, 'web');
});

interface Distribution {
  readonly status: string;
  readonly [member: string]: unknown;
}

async function read(): Promise<Distribution> {
  const { distributions } = await cloud.call('GetDistributions', NAME, HOME) as { distributions: Distribution[] };
  return distributions[0];
}

async function change(operation: string, input: Record<string, unknown> = {}): Promise<void> {
  await cloud.call(operation, { ...NAME, ...input }, HOME);
  await cloud.advance(10 * MINUTE);
}

async function made(input: Record<string, unknown> = {}): Promise<void> {
  await cloud.call('CreateDistribution', { ...NEW, ...input }, HOME);
  await cloud.advance(10 * MINUTE);
}

test('a distribution deploys for a while; its operation is done before', async () => {
  const { operation, distribution } = await cloud.call('CreateDistribution', NEW, HOME) as { operation: { id: string; status: string }; distribution: Distribution };
  expect(operation.status).toBe('Started');
  expect(distribution).toMatchObject({ status: 'InProgress', isEnabled: true, ableToUpdateBundle: true, domainName: expect.stringMatching(/^d\w+\.cloudfront\.net$/) });
  await cloud.advance(5 * MINUTE);
  expect(await cloud.call('GetOperation', { operationId: operation.id }, HOME)).toMatchObject({ operation: { status: 'Succeeded' } });
  expect((await read()).status).toBe('InProgress');
  await cloud.advance(MINUTE);
  expect((await read()).status).toBe('Deployed');
});

test('distributions are called in us-east-1 alone', async () => {
  for (const [operation, input] of Object.entries({
    CreateDistribution: NEW,
    GetDistributions: NAME,
    UpdateDistribution: NAME,
    DeleteDistribution: NAME,
    ResetDistributionCache: NAME,
    SetIpAddressType: { resourceType: 'Distribution', resourceName: 'cdn', ipAddressType: 'ipv4' },
  })) {
    expect(await cloud.refusal(operation, input, REGION)).toMatchObject({ code: 'InvalidInputException', message: expect.stringContaining('us-east-1') });
  }
});

test('a change is refused while one is in progress', async () => {
  await made();
  await cloud.call('UpdateDistribution', { ...NAME, isEnabled: false }, HOME);
  for (const [operation, input] of Object.entries({
    UpdateDistribution: { ...NAME, isEnabled: true }, UpdateDistributionBundle: { ...NAME, bundleId: 'medium_1_0' }, DeleteDistribution: NAME, ResetDistributionCache: NAME,
  })) {
    expect(await cloud.refusal(operation, input, HOME)).toMatchObject({ code: 'OperationFailureException', message: expect.stringContaining('InProgress') });
  }
});

test('a bundle changes once a month', async () => {
  await made();
  await change('UpdateDistributionBundle', { bundleId: 'medium_1_0' });
  expect(await read()).toMatchObject({ bundleId: 'medium_1_0', ableToUpdateBundle: false });
  expect(await cloud.refusal('UpdateDistributionBundle', { ...NAME, bundleId: 'large_1_0' }, HOME)).toMatchObject({ code: 'InvalidInputException' });
  await cloud.advance(31 * 24 * 60 * MINUTE);
  expect((await read()).ableToUpdateBundle).toBe(true);
});

test('cache settings are replaced as a whole', async () => {
  await made({ cacheBehaviorSettings: { defaultTTL: 60, forwardedHeaders: { option: 'all' } } });
  await change('UpdateDistribution', { cacheBehaviorSettings: { maximumTTL: 100_000 } });
  expect((await read()).cacheBehaviorSettings).toMatchObject({ defaultTTL: 86_400, maximumTTL: 100_000, forwardedHeaders: { option: 'none' } });
});

test('a change whose operation fails changes nothing', async () => {
  await made();
  cloud.account.faults.inject({ service: 'lightsail', operation: 'UpdateDistribution', effect: { type: 'fail-operation', code: 'X', details: 'No.' }, times: 1 });
  await change('UpdateDistribution', { isEnabled: false });
  expect(await read()).toMatchObject({ isEnabled: true, status: 'Deployed' });
});

test('the list leaves out what only a distribution by its name shows', async () => {
  await made({ defaultRootObject: 'index.html' });
  const { distributions } = await cloud.call('GetDistributions', {}, HOME) as { distributions: Distribution[] };
  expect(distributions[0]).not.toHaveProperty('defaultRootObject');
  expect(await read()).toHaveProperty('defaultRootObject', 'index.html');
});

test('not found is an empty list in an empty account, and an error in another one', async () => {
  expect(await cloud.call('GetDistributions', NAME, HOME)).toEqual({ distributions: [] });
  await made({ distributionName: 'other' });
  expect(await cloud.refusal('GetDistributions', NAME, HOME)).toMatchObject({ code: 'NotFoundException' });
});

describe('certificates', () => {
  beforeEach(async () => {
    await made();
    await cloud.call('CreateCertificate', { certificateName: 'site', domainName: 'example.com', subjectAlternativeNames: ['www.example.com'] }, HOME);
  });
  const attach = { certificateName: 'site', useDefaultCertificate: false };

  test('wait for DNS records, and can\'t be used before they are issued', async () => {
    expect(await cloud.refusal('UpdateDistribution', { ...NAME, ...attach }, HOME)).toMatchObject({ message: expect.stringContaining('PENDING_VALIDATION') });
    cloud.lightsail.issueCertificate(HOME, 'site');
    await change('UpdateDistribution', attach);
    expect(await read()).toMatchObject({ certificateName: 'site', alternativeDomainNames: ['example.com', 'www.example.com'] });
  });

  test('are attached only if the default one is said to go', async () => {
    cloud.lightsail.issueCertificate(HOME, 'site');
    expect(await cloud.refusal('UpdateDistribution', { ...NAME, certificateName: 'site' }, HOME)).toMatchObject({ message: expect.stringContaining('useDefaultCertificate') });
  });

  test('serve from the moment on that the change is deployed', async () => {
    cloud.lightsail.issueCertificate(HOME, 'site');
    const now = cloud.account.clock.now();
    await change('UpdateDistribution', attach);
    expect(cloud.lightsail.certificatesInForce('cdn').at(-1)).toEqual({ from: now + 3 * MINUTE, name: 'site' });
  });

  test('stay as long as a distribution uses them', async () => {
    cloud.lightsail.issueCertificate(HOME, 'site');
    await change('AttachCertificateToDistribution', { certificateName: 'site' });
    expect(await cloud.refusal('DeleteCertificate', { certificateName: 'site' }, HOME)).toMatchObject({ message: expect.stringContaining('attached to the distribution cdn') });
    await change('DetachCertificateFromDistribution');
    await cloud.call('DeleteCertificate', { certificateName: 'site' }, HOME);
    expect(await cloud.refusal('GetCertificates', { certificateName: 'site' }, HOME)).toMatchObject({ code: 'NotFoundException' });
  });
});

describe('what does not fit is refused', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['an origin that is not there', { origin: { name: 'none', regionName: REGION } }, 'origin does not exist'],
    ['an origin in another region', { origin: { name: 'web', regionName: 'eu-west-1' } }, 'origin does not exist'],
    ['a bundle that is not there', { bundleId: 'huge_1_0' }, 'huge_1_0 does not exist'],
    ['a firewall on a small bundle', { enableWaf: true }, 'WAF is not available'],
    ['rules without a firewall', { bundleId: 'large_1_0', wafRules: [{ name: 'AWSManagedRulesPHPRuleSet' }] }, 'only when WAF is enabled'],
    ['a rule of the large bundle on a medium one', { bundleId: 'medium_1_0', enableWaf: true, wafRules: [{ name: 'AWSManagedRulesPHPRuleSet' }] }, 'not available for the bundle'],
    ['private access to an instance', { enablePrivateOriginAccess: true }, 'buckets only'],
    ['a minimum TTL with all headers', { cacheBehaviorSettings: { minimumTTL: 1, forwardedHeaders: { option: 'all' } } }, 'minimumTTL must be 0'],
    ['TTLs out of order', { cacheBehaviorSettings: { defaultTTL: 10, maximumTTL: 1 } }, 'in order'],
    ['26 paths', { cacheBehaviors: Array.from({ length: 26 }, (_, index) => ({ path: `p${index}`, behavior: 'cache' })) }, 'at most 25'],
    ['IPv6 alone', { ipAddressType: 'ipv6' }, 'ipv4 or dualstack'],
    ['a protocol that is none', { origin: { name: 'web', regionName: REGION, protocolPolicy: 'ftp' } }, 'enum value set'],
  ])('%s', async (_, input, message) => {
    expect((await cloud.refusal('CreateDistribution', { ...NEW, ...input }, HOME)).message).toContain(message);
  });
});

test('a bucket can be an origin, also a private one', async () => {
  await cloud.call('CreateBucket', { bucketName: 'files', bundleId: 'small_1_0' });
  await made({ origin: { name: 'files', regionName: REGION }, enablePrivateOriginAccess: true });
  expect(await read()).toMatchObject({ origin: { resourceType: 'Bucket', protocolPolicy: 'https-only', isPrivateOriginAccessEnabled: true } });
});

test('the cache is reset for a while', async () => {
  await made();
  expect(await cloud.refusal('GetDistributionLatestCacheReset', NAME, HOME)).toMatchObject({ code: 'NotFoundException' });
  expect(await cloud.call('ResetDistributionCache', NAME, HOME)).toMatchObject({ status: 'InProgress' });
  await cloud.advance(2 * MINUTE);
  expect(await cloud.call('GetDistributionLatestCacheReset', NAME, HOME)).toMatchObject({ status: 'Completed' });
});

test('a subdomain that fails leaves the distribution made, and the operation failed', async () => {
  cloud.account.faults.inject({ service: 'lightsail', operation: 'CreateDistribution', effect: { type: 'fail-operation', code: 'Taken', details: 'It is.' } });
  await made({ subdomainName: 'shop' });
  expect(await read()).toMatchObject({ status: 'Deployed', subdomain: { name: 'shop', state: 'Error', errorCode: 'Taken' } });
});

test('a deletion takes a while', async () => {
  await made();
  await cloud.call('DeleteDistribution', NAME, HOME);
  expect((await read()).status).toBe('InProgress');
  await cloud.advance(3 * MINUTE);
  expect(await cloud.call('GetDistributions', {}, HOME)).toEqual({ distributions: [] });
});
