import { DistributionStage, MINUTE, NAME, PROPERTIES } from './distribution-stage';
import { LightsailDistributions } from '../../../lambda/distributions/lightsail-distributions';

let stage: DistributionStage;
beforeEach(() => {
  stage = new DistributionStage();
});

const ADOPTED = { ...PROPERTIES, AdoptExisting: true };

test('a deletion ends when the distribution is really gone', async () => {
  await stage.created();
  const begun = stage.account.clock.now();
  expect(await stage.send('Delete')).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: NAME });
  expect(stage.distribution()).toBeUndefined();
  expect(stage.changes).toEqual(['DeleteDistribution']);
  expect(stage.account.clock.now() - begun).toBeGreaterThanOrEqual(2 * MINUTE);
});

test('what is gone already is as good as deleted', async () => {
  await stage.created();
  stage.lightsail.instantly('us-east-1', 'DeleteDistribution', { distributionName: NAME });
  expect(await stage.send('Delete')).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.changes).toEqual([]);
});

test('a Delete that comes again leaves the distribution alone that has the name by now, though CloudFormation says nothing', async () => {
  Object.assign(stage.stacks, { stack: async () => undefined, resource: async () => undefined });
  const event = stage.prepare('Delete', PROPERTIES);
  await stage.advance(10 * MINUTE);
  await stage.send('Create');
  await stage.again(event);
  expect(stage.distribution()).toBeDefined();
  expect(await stage.send('Delete')).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.distribution()).toBeUndefined();
});

test('a deletion waits while something is in progress', async () => {
  await stage.created();
  await stage.begin('Update', { ...PROPERTIES, Enabled: false }, { OldResourceProperties: PROPERTIES });
  stage.account.calls.length = 0;
  await stage.send('Delete');
  expect(stage.account.calls.filter(({ call, error }) => call.operation === 'DeleteDistribution' && error !== undefined)).toEqual([]);
  expect(stage.distribution()).toBeUndefined();
});

test('a deletion that is refused while in progress is tried again', async () => {
  await stage.created();
  stage.account.faults.inject({
    service: 'lightsail',
    operation: 'DeleteDistribution',
    times: 2,
    effect: { type: 'error', code: 'OperationFailureException', message: 'The distribution is being changed. Please wait for it to complete before trying again.' },
  });
  expect(await stage.send('Delete')).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.distribution()).toBeUndefined();
});

test('a foreign distribution of that name stays', async () => {
  stage.lightsail.instantly('us-east-1', 'CreateDistribution', {
    distributionName: NAME, origin: { name: 'web-1', regionName: 'eu-central-1' }, bundleId: 'small_1_0', defaultCacheBehavior: { behavior: 'cache' },
  });
  expect(await stage.send('Delete')).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.distribution()).toBeDefined();
});

test('a Delete while the Create is still being waited for removes the distribution', async () => {
  const creation = await stage.begin('Create', PROPERTIES);
  await stage.settle(stage.account.clock.now() + MINUTE);
  // Nobody had the name yet: CloudFormation makes an id up.
  stage.resources.delete(creation.LogicalResourceId);
  expect(await stage.send('Delete', PROPERTIES, { PhysicalResourceId: 'shop-Cdn-1ABCDEFGHIJK' })).toMatchObject({ Status: 'SUCCESS' });
  await stage.settle();
  expect(stage.distribution()).toBeUndefined();
});

describe('what only looks like not found never makes it gone', () => {
  const answers = [
    ['InvalidInputException', 'The distribution name is not valid.'],
    ['InvalidInputException', 'Distribution-related APIs are available only in the N. Virginia (us-east-1) Amazon Web Services Region.'],
    ['NotFoundException', 'The Distribution does not exist: shop-cdn'],
  ];

  test.each(answers)('%s: %s, for its name', async (code, message) => {
    await stage.created();
    stage.account.faults.inject({
      service: 'lightsail',
      operation: 'GetDistributions',
      times: 1,
      when: ({ input }) => input.distributionName !== undefined,
      effect: { type: 'error', code, message, status: 400 },
    });
    expect(await stage.send('Delete')).toMatchObject({ Status: 'SUCCESS' });
    expect(stage.changes).toEqual(['DeleteDistribution']);
    expect(stage.distribution()).toBeUndefined();
  });

  test.each(answers.slice(0, 2))('%s: %s, for the list too: the deletion fails', async (code, message) => {
    await stage.created();
    stage.account.faults.inject({ service: 'lightsail', operation: 'GetDistributions', effect: { type: 'error', code, message, status: 400 } });
    expect(await stage.send('Delete')).toMatchObject({ Status: 'FAILED', PhysicalResourceId: NAME, Reason: expect.stringContaining(message) });
    stage.account.faults.clear();
    expect(stage.distribution()).toBeDefined();
  });

  test('a client in the wrong region', async () => {
    await stage.created();
    const distributions = new LightsailDistributions(stage.clients('eu-central-1'));
    await expect(distributions.get(NAME)).rejects.toThrow(/available only in the N\. Virginia/);
  });
});

describe('a distribution that was created in the console', () => {
  beforeEach(() => {
    stage.lightsail.instantly('us-east-1', 'CreateDistribution', {
      distributionName: NAME,
      origin: { name: 'web-2', regionName: 'eu-central-1' },
      bundleId: 'small_1_0',
      defaultCacheBehavior: { behavior: 'dont-cache' },
      defaultRootObject: 'start.html',
      tags: [{ key: 'made', value: 'by-hand' }],
    });
    stage.account.calls.length = 0;
  });

  const ownTags = () => (stage.distribution()?.tags as Array<{ key: string }>).filter(({ key }) => key.startsWith('cdk-lightsail:'));

  test('is taken over and brought to what is declared; the rest stays', async () => {
    expect(await stage.send('Create', ADOPTED)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: NAME, Data: { Status: 'Deployed' } });
    expect(stage.changes).toEqual(['TagResource', 'UpdateDistribution']);
    expect(stage.inputs('UpdateDistribution')).toEqual([{
      distributionName: NAME, origin: { name: 'web-1', regionName: 'eu-central-1' }, defaultCacheBehavior: { behavior: 'cache' },
    }]);
    expect(stage.distribution()).toMatchObject({ defaultRootObject: 'start.html', tags: expect.arrayContaining([{ key: 'made', value: 'by-hand' }]) });
  });

  test('that is in line already is only tagged', async () => {
    const same = { ...ADOPTED, Origin: { Name: 'web-2', RegionName: 'eu-central-1' }, DefaultBehavior: 'dont-cache' };
    expect(await stage.send('Create', same)).toMatchObject({ Status: 'SUCCESS', Data: { Status: 'Deployed' } });
    expect(stage.changes).toEqual(['TagResource']);
  });

  test('is let go with the stack, and can be taken over again', async () => {
    await stage.created(ADOPTED);
    expect(await stage.send('Delete', ADOPTED)).toMatchObject({ Status: 'SUCCESS' });
    expect(stage.changes).toEqual(['UntagResource']);
    expect(stage.distribution()).toMatchObject({ status: 'Deployed', origin: { name: 'web-1' } });
    expect(ownTags()).toEqual([]);
  });

  test('is deleted with the stack if asked to', async () => {
    await stage.created({ ...ADOPTED, DeleteAdopted: true });
    await stage.send('Delete', { ...ADOPTED, DeleteAdopted: true });
    expect(stage.distribution()).toBeUndefined();
  });

  test('is never deleted by a deployment that fails', async () => {
    await stage.created({ ...ADOPTED, DeleteAdopted: true });
    stage.stack = 'ROLLBACK_IN_PROGRESS';
    await stage.send('Delete', { ...ADOPTED, DeleteAdopted: true });
    expect(stage.distribution()).toMatchObject({ status: 'Deployed' });
    expect(ownTags()).toEqual([]);
  });

  test('is let go at once if it can\'t be brought in line', async () => {
    stage.account.faults.inject({
      service: 'lightsail', operation: 'UpdateDistribution', times: 1, effect: { type: 'fail-operation', code: 'X', details: 'No.' },
    });
    const answer = await stage.send('Create', { ...ADOPTED, DeleteAdopted: true });
    expect(answer.Status).toBe('FAILED');
    expect(ownTags()).toEqual([]);
    await stage.send('Delete', { ...ADOPTED, DeleteAdopted: true }, { PhysicalResourceId: answer.PhysicalResourceId });
    expect(stage.distribution()).toBeDefined();
  });

  test('that another stack owns is refused, with what to do', async () => {
    const tags = [{ key: 'cdk-lightsail:stack', value: 'arn:of-another' }];
    stage.lightsail.instantly('us-east-1', 'TagResource', { resourceName: NAME, tags });
    expect(await stage.send('Create', ADOPTED)).toMatchObject({
      Status: 'FAILED', Reason: expect.stringMatching(/belongs to the stack arn:of-another .*; it was left as it is\. If that stack no longer exists, remove the tags/),
    });
    expect(stage.changes).toEqual([]);
  });

  test('is refused, before it is touched, if a certificate can\'t be used', async () => {
    expect(await stage.send('Create', { ...ADOPTED, CertificateName: 'none' })).toMatchObject({ Status: 'FAILED' });
    expect(stage.changes).toEqual([]);
  });

  test.each(['before', 'after'] as const)('is taken over although the function dies %s any call', async (when) => {
    for (let at = 1; at <= 8; at++) {
      const other = new DistributionStage();
      other.lightsail.instantly('us-east-1', 'CreateDistribution', {
        distributionName: NAME, origin: { name: 'web-2', regionName: 'eu-central-1' }, bundleId: 'small_1_0', defaultCacheBehavior: { behavior: 'cache' },
      });
      other.dies = (moment, call) => moment === when && call === at;
      expect(await other.send('Create', ADOPTED)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: NAME });
      expect(other.distribution()).toMatchObject({ origin: { name: 'web-1' }, status: 'Deployed' });
    }
  });
});

test('with adoptExisting, one that is not there is made', async () => {
  expect(await stage.send('Create', ADOPTED)).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.changes).toEqual(['CreateDistribution']);
  await stage.send('Delete', ADOPTED);
  expect(stage.distribution()).toBeUndefined();
});
