import type { Stack } from 'aws-cdk-lib';
import {
  CacheBehavior, Distribution, DistributionBundle, DistributionCacheReset, DistributionIpAddressType, DistributionOrigin,
  type DistributionProps, Instance,
} from '../../../src';
import { REGION, TestCloud } from '../support/test-cloud';

const HOME = 'us-east-1';
const NAME = 'shop-cdn';
const EFFECTS = ['lose-answer', 'crash-caller'] as const;

let cloud: TestCloud;
beforeEach(() => {
  cloud = new TestCloud();
  cloud.cloud.lightsail.seedInstance(REGION, 'web-1');
});
afterEach(() => cloud.close());

function cdn(props: Partial<DistributionProps> = {}) {
  return (stack: Stack) => {
    new Distribution(stack, 'Cdn', {
      distributionName: NAME,
      bundle: DistributionBundle.MEDIUM_1_0,
      defaultBehavior: CacheBehavior.CACHE,
      origin: DistributionOrigin.instance(Instance.fromInstanceName(stack, 'Web', 'web-1')),
      ...props,
    });
  };
}

function read(): Record<string, unknown> | undefined {
  return (cloud.cloud.lightsail.instantly(HOME, 'GetDistributions', {}) as { distributions: Array<Record<string, unknown>> }).distributions[0];
}

/** How often it took effect. */
function carriedOut(operation: string): number {
  return cloud.cloud.account.calls
    .filter(({ call, error }) => call.caller.roleName !== undefined && call.operation === operation && error === undefined).length;
}

function makeByHand(): void {
  cloud.cloud.lightsail.instantly(HOME, 'CreateDistribution', {
    distributionName: NAME, origin: { name: 'web-1', regionName: REGION }, bundleId: 'medium_1_0', defaultCacheBehavior: { behavior: 'dont-cache' },
  });
}

const before = { resetCacheOn: '1', tags: { release: '1' } };
const after = {
  bundle: DistributionBundle.LARGE_1_0,
  defaultBehavior: CacheBehavior.DONT_CACHE,
  ipAddressType: DistributionIpAddressType.IPV4,
  resetCacheOn: '2',
  tags: { other: '2' },
};

describe.each(EFFECTS)('%s', (type) => {
  test('CreateDistribution, and DeleteDistribution', async () => {
    cloud.fault('CreateDistribution', { type }, 1);
    await cloud.deployed(cdn());
    expect([carriedOut('CreateDistribution'), read()?.status]).toEqual([1, 'Deployed']);
    cloud.fault('DeleteDistribution', { type }, 1);
    expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
    expect(read()).toBeUndefined();
    await cloud.settle();
  });

  test('each call of an update', async () => {
    await cloud.deployed(cdn(before));
    const operations = ['UpdateDistribution', 'UpdateDistributionBundle', 'SetIpAddressType', 'TagResource', 'UntagResource', 'ResetDistributionCache'];
    for (const operation of operations) cloud.fault(operation, { type }, 1);
    await cloud.deployed(cdn(after));
    expect(read()).toMatchObject({ bundleId: 'large_1_0', defaultCacheBehavior: { behavior: 'dont-cache' }, ipAddressType: 'ipv4', status: 'Deployed' });
    expect(['UpdateDistribution', 'UpdateDistributionBundle', 'SetIpAddressType', 'ResetDistributionCache'].map(carriedOut)).toEqual([1, 1, 1, 1]);
    expect(cloud.cloud.account.faults.unused).toEqual([]);
  });

  test('an adoption, and its end', async () => {
    makeByHand();
    cloud.fault('TagResource', { type }, 1);
    await cloud.deployed(cdn({ adoptExisting: true }));
    expect([carriedOut('TagResource'), read()?.defaultCacheBehavior]).toEqual([1, { behavior: 'cache' }]);
    cloud.fault('UntagResource', { type }, 1);
    expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
    expect(read()).toMatchObject({ tags: [] });
    await cloud.settle();
  });

  test('the reset of another stack\'s cache', async () => {
    makeByHand();
    cloud.fault('ResetDistributionCache', { type }, 1);
    await cloud.deployed((stack) => {
      new DistributionCacheReset(stack, 'Reset', { distribution: Distribution.fromDistributionName(stack, 'Cdn', NAME), resetCacheOn: '1' });
    });
    expect(carriedOut('ResetDistributionCache')).toBe(1);
  });
});
