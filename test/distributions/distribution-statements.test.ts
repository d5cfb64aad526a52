import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { LightsailFamily, LightsailProvider } from '../../src';
import { policies, type PolicyStatement } from '../support/policies';

function statements(family: LightsailFamily): Map<string | undefined, PolicyStatement> {
  const stack = new Stack(new App(), 'Shop');
  LightsailProvider.getOrCreate(stack).useFamily(family, stack);
  const all = policies(Template.fromStack(stack));
  const its = all[`CdkLightsailProvider${family}Policy`] ?? all[`CdkLightsailProvider${family}ManagedPolicy`];
  return new Map(its.map((statement) => [statement.Sid, statement]));
}

const ANY_DISTRIBUTION = {
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':lightsail:*:', { Ref: 'AWS::AccountId' }, ':Distribution/*']],
};
const OURS = { StringEquals: { 'aws:ResourceTag/cdk-lightsail:stack': { Ref: 'AWS::StackId' } } };

test('a distribution is changed only by the stack that made it', () => {
  const all = statements(LightsailFamily.DISTRIBUTIONS);
  expect(all.get('CreateDistributions')).toMatchObject({
    Resource: '*', Condition: { StringEquals: { 'aws:RequestTag/cdk-lightsail:stack': { Ref: 'AWS::StackId' } } },
  });
  expect(all.get('ChangeOwnDistributions')).toMatchObject({ Resource: ANY_DISTRIBUTION, Condition: OURS });
  expect(all.get('TagOwnDistributions')).toMatchObject({
    Resource: ANY_DISTRIBUTION,
    Condition: { ...OURS, 'ForAllValues:StringNotLike': { 'aws:TagKeys': 'cdk-lightsail:*' } },
  });
});

test('what was there before is marked, and let go, without the rights that adoptExisting brings', () => {
  const all = statements(LightsailFamily.DISTRIBUTIONS);
  expect(all.get('MarkOwnDistributions')).toMatchObject({
    Action: 'lightsail:TagResource', Resource: ANY_DISTRIBUTION, Condition: { ...OURS, 'ForAllValues:StringEquals': { 'aws:TagKeys': 'cdk-lightsail:adopted' } },
  });
  expect(all.get('UntagOwnDistributions')).toMatchObject({ Action: 'lightsail:UntagResource', Resource: ANY_DISTRIBUTION, Condition: OURS });
});

test('nothing but reading and creating is allowed on `*`', () => {
  for (const family of [LightsailFamily.DISTRIBUTIONS, LightsailFamily.DISTRIBUTION_ADOPTION, LightsailFamily.DISTRIBUTION_CACHE_RESETS]) {
    const anywhere = [...statements(family).values()].filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
    expect(anywhere.filter((action) => !/^lightsail:(Get|CreateDistribution$)/.test(action))).toEqual([]);
  }
});

test('only what no stack owns is taken over', () => {
  expect(statements(LightsailFamily.DISTRIBUTION_ADOPTION).get('AdoptUnownedDistributions')).toEqual({
    Sid: 'AdoptUnownedDistributions',
    Effect: 'Allow',
    Action: 'lightsail:TagResource',
    Resource: ANY_DISTRIBUTION,
    Condition: {
      StringEquals: { 'aws:RequestTag/cdk-lightsail:stack': { Ref: 'AWS::StackId' } },
      Null: { 'aws:ResourceTag/cdk-lightsail:stack': 'true' },
    },
  });
});

test('a cache reset resets caches, and does nothing else', () => {
  const writes = [...statements(LightsailFamily.DISTRIBUTION_CACHE_RESETS).values()].flatMap(({ Action }) => Action)
    .filter((action) => !action.startsWith('lightsail:Get'));
  expect(writes).toEqual(['lightsail:ResetDistributionCache']);
});
