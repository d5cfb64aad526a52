import { App, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnInstance } from 'aws-cdk-lib/aws-lightsail';
import { Distribution, DistributionCacheReset, LightsailFamily } from '../../src';
import { families } from '../support/policies';

describe('DistributionCacheReset', () => {
  test('resets the cache of a distribution by name, after what publishes the site', () => {
    const stack = new Stack(new App(), 'Site');
    const upload = new CfnInstance(stack, 'Upload', { instanceName: 'upload', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
    new DistributionCacheReset(stack, 'Reset', {
      distribution: Distribution.fromDistributionName(stack, 'Cdn', 'shop-cdn'),
      resetCacheOn: 'v2',
      executeAfter: [upload],
    });
    const template = Template.fromStack(stack);
    template.hasResource('Custom::LightsailDistributionCacheReset', {
      Properties: { DistributionName: 'shop-cdn', ResetCacheOn: 'v2', TimeoutSeconds: 3300, Tags: Match.absent() },
      DependsOn: Match.arrayWith(['Upload']),
    });
    expect(families(template)).toEqual([LightsailFamily.DISTRIBUTION_CACHE_RESETS]);
  });

  test('refuses to be reset on nothing, and lets a token pass', () => {
    const stack = new Stack(new App(), 'Site');
    const distribution = Distribution.fromDistributionName(stack, 'Cdn', 'shop-cdn');
    expect(() => new DistributionCacheReset(stack, 'Wrong', { distribution, resetCacheOn: '' })).toThrow(/Got '' as resetCacheOn; expected a non-empty string/);
    expect(() => new DistributionCacheReset(stack, 'Token', { distribution, resetCacheOn: Lazy.string({ produce: () => '' }) })).not.toThrow();
  });
});
