import { CfnOutput, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { CfnDisk } from 'aws-cdk-lib/aws-lightsail';
import {
  CacheBehavior, Certificate, Distribution, DistributionBundle, DistributionCacheReset, DistributionIpAddressType, DistributionOrigin,
  type DistributionProps, Instance, WafRule,
} from '../../../src';
import { OwnershipTag } from '../../../src/provider/ownership-contract';
import { failures, MINUTE, REGION, TestCloud } from '../support/test-cloud';

const HOME = 'us-east-1';
const NAME = 'shop-cdn';

const cloud = new TestCloud();
const { lightsail } = cloud.cloud;
afterAll(() => cloud.close());

beforeAll(() => {
  for (const name of ['web-1', 'web-2']) lightsail.seedInstance(REGION, name);
  for (const name of ['old', 'new']) lightsail.seedCertificate(HOME, name, 'example.com');
});

function origin(stack: Stack, name: string): DistributionOrigin {
  return DistributionOrigin.instance(Instance.fromInstanceName(stack, `Web-${name}`, name));
}

/** The app: a distribution and its outputs. */
function app(props: (stack: Stack) => Partial<DistributionProps>, web = 'web-1') {
  return (stack: Stack) => {
    const cdn = new Distribution(stack, 'Cdn', {
      distributionName: NAME,
      bundle: DistributionBundle.MEDIUM_1_0,
      defaultBehavior: CacheBehavior.CACHE,
      ...props(stack),
      origin: origin(stack, web),
    });
    new CfnOutput(stack, 'Address', { value: `${cdn.distributionDomainName} ${cdn.distributionOriginPublicDns} ${cdn.distributionStatus} ${cdn.distributionArn}` });
  };
}

function read(): Record<string, unknown> | undefined {
  const { distributions } = lightsail.instantly(HOME, 'GetDistributions', {}) as { distributions: Array<Record<string, unknown>> };
  return distributions.find(({ name }) => name === NAME);
}

function changes(): string[] {
  const { calls } = cloud.cloud.account;
  return calls.filter(({ call }) => call.service === 'lightsail' && call.caller.roleName !== undefined && !call.operation.startsWith('Get'))
    .map(({ call, error }) => `${call.operation}${error === undefined ? '' : ` ${error}`}`);
}

const before = app((stack) => ({ certificate: Certificate.fromCertificateName(stack, 'Certificate', 'old'), tags: { release: '1' } }));
const after = app((stack) => ({
  bundle: DistributionBundle.LARGE_1_0,
  certificate: Certificate.fromCertificateName(stack, 'Certificate', 'new'),
  ipAddressType: DistributionIpAddressType.IPV4,
  wafRules: [WafRule.PHP],
  behaviors: { 'api/*': CacheBehavior.DONT_CACHE },
  resetCacheOn: '2',
  tags: { release: '2' },
}), 'web-2');

describe('from a stack in eu-central-1', () => {
  beforeEach(() => { cloud.cloud.account.calls.length = 0; });

  test('a distribution is created', async () => {
    const { outcome, duration } = await cloud.deployed(before);
    expect(outcome.outputs[0].value).toMatch(/^d\w{13}\.cloudfront\.net ec2-\S+ Deployed arn:aws:lightsail:us-east-1:\d+:Distribution\/\S+$/);
    expect(changes()).toEqual(['CreateDistribution']);
    expect(duration).toBeLessThan(8 * MINUTE);
  });

  test('all of it is updated at once, with the calls that it takes', async () => {
    await cloud.deployed(after);
    expect(changes()).toEqual([
      'SetIpAddressType', 'UpdateDistributionBundle', 'UpdateDistribution', 'UpdateDistribution', 'TagResource', 'ResetDistributionCache',
    ]);
    expect(read()).toMatchObject({
      origin: { name: 'web-2' },
      bundleId: 'large_1_0',
      certificateName: 'new',
      ipAddressType: 'ipv4',
      waf: { isWafEnabled: true, wafRules: [{ name: 'AWSManagedRulesPHPRuleSet' }] },
      status: 'Deployed',
    });
    expect(lightsail.certificatesInForce(NAME).map(({ name }) => name)).toEqual([null, 'old', 'new']);
  });

  test('an update that fails halfway is rolled back to the old settings', async () => {
    cloud.fault('UpdateDistribution', { type: 'fail-operation', code: 'InternalFailure', details: 'Out of luck.' }, 1);
    const deployment = await cloud.deploy(app((stack) => ({
      bundle: DistributionBundle.LARGE_1_0,
      certificate: Certificate.fromCertificateName(stack, 'Certificate', 'old'),
    })));
    expect(deployment.outcome).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(failures(deployment).join()).toContain('InternalFailure: Out of luck.');
    expect(read()).toMatchObject({ origin: { name: 'web-2' }, certificateName: 'new', ipAddressType: 'ipv4', waf: { isWafEnabled: true }, status: 'Deployed' });
  });

  test('it is deleted, with its permissions intact', async () => {
    expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
    expect(changes()).toEqual(['DeleteDistribution']);
    expect(read()).toBeUndefined();
    await cloud.settle();
  });
});

describe('a distribution that was there before', () => {
  const byHand = {
    distributionName: NAME, origin: { name: 'web-2', regionName: REGION }, bundleId: 'medium_1_0', defaultCacheBehavior: { behavior: 'dont-cache' },
  };
  beforeEach(() => {
    lightsail.instantly(HOME, 'CreateDistribution', byHand);
    cloud.cloud.account.calls.length = 0;
  });
  afterEach(() => {
    if (read()) lightsail.instantly(HOME, 'DeleteDistribution', { distributionName: NAME });
  });

  test('is left alone by a stack that does not ask for it', async () => {
    const { outcome } = await cloud.deploy(app(() => ({})));
    expect(outcome).toMatchObject({ status: 'ROLLBACK_COMPLETE' });
    expect(read()).toMatchObject({ origin: { name: 'web-2' } });
    expect(changes().every((change) => change.startsWith('CreateDistribution '))).toBe(true);
  });

  test('is taken over, changed, and let go', async () => {
    await cloud.deployed(app(() => ({ adoptExisting: true })));
    expect(changes()).toEqual(['TagResource', 'UpdateDistribution']);
    expect(read()).toMatchObject({ origin: { name: 'web-1' }, tags: expect.arrayContaining([{ key: OwnershipTag.STACK, value: cloud.stack().stackId }]) });
    await cloud.destroy();
    expect(read()).toMatchObject({ origin: { name: 'web-1' }, tags: [] });
  });

  test('is let go, or deleted, also when adoptExisting has left the template', async () => {
    for (const removalPolicy of [undefined, RemovalPolicy.DESTROY]) {
      await cloud.deployed(app(() => ({ adoptExisting: true, removalPolicy })));
      await cloud.deployed(app(() => ({ removalPolicy })));
      expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
      if (removalPolicy === undefined) expect(read()).toMatchObject({ origin: { name: 'web-1' }, tags: [] });
      else expect(read()).toBeUndefined();
    }
  });

  test('is kept by a deployment that fails, whatever was asked for', async () => {
    cloud.fault('CreateDisk', { type: 'fail-operation', code: 'InternalFailure', details: 'Out of luck.' }, 1);
    const { outcome } = await cloud.deploy((stack) => {
      app(() => ({ adoptExisting: true, removalPolicy: RemovalPolicy.DESTROY }))(stack);
      new CfnDisk(stack, 'Data', { diskName: 'data', sizeInGb: 8 }).node.addDependency(stack.node.findChild('Cdn'));
    });
    expect(outcome).toMatchObject({ status: 'ROLLBACK_COMPLETE' });
    expect(read()).toMatchObject({ status: 'Deployed', tags: [] });
  });

  test('is deleted with the stack if asked to', async () => {
    await cloud.deployed(app(() => ({ adoptExisting: true, removalPolicy: RemovalPolicy.DESTROY })));
    await cloud.destroy();
    expect(read()).toBeUndefined();
  });

  test('has its cache reset, and nothing else', async () => {
    const pipeline = (version: string) => (stack: Stack) => {
      new DistributionCacheReset(stack, 'Reset', { distribution: Distribution.fromDistributionName(stack, 'Cdn', NAME), resetCacheOn: version });
    };
    await cloud.deployed(pipeline('1'));
    await cloud.deployed(pipeline('2'));
    expect(changes()).toEqual(['ResetDistributionCache', 'ResetDistributionCache']);
    await cloud.destroy();
    expect(read()).toMatchObject({ origin: { name: 'web-2' } });
  });
});
