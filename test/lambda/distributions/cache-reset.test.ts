import { DistributionStage, MINUTE, NAME } from './distribution-stage';

const RESET = { DistributionName: NAME, ResetCacheOn: 'v1', TimeoutSeconds: 3300 };
const TYPE = { ResourceType: 'Custom::LightsailDistributionCacheReset', LogicalResourceId: 'Reset', PhysicalResourceId: undefined };

let stage: DistributionStage;
beforeEach(async () => {
  stage = new DistributionStage();
  await stage.created();
});

test('the cache is reset when the construct is deployed, and waited for', async () => {
  const begun = stage.account.clock.now();
  const answer = await stage.send('Create', RESET, TYPE);
  expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'Reset-cache-reset' });
  expect(stage.changes).toEqual(['ResetDistributionCache']);
  expect(answer.at - begun).toBeGreaterThanOrEqual(MINUTE);
});

test('it is reset again for a new value, and not for the same one', async () => {
  const reset = { ...TYPE, PhysicalResourceId: 'Reset-cache-reset', OldResourceProperties: RESET };
  await stage.send('Update', { ...RESET, TimeoutSeconds: 600 }, reset);
  expect(stage.changes).toEqual([]);
  await stage.send('Update', { ...RESET, ResetCacheOn: 'v2' }, reset);
  expect(stage.changes).toEqual(['ResetDistributionCache']);
});

test('it need not be waited for', async () => {
  const begun = stage.account.clock.now();
  const answer = await stage.send('Create', { ...RESET, WaitForCacheReset: false }, TYPE);
  expect(answer.at - begun).toBeLessThan(MINUTE);
});

test('a deletion does nothing', async () => {
  expect(await stage.send('Delete', RESET, { ...TYPE, PhysicalResourceId: 'Reset-cache-reset' })).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.account.calls).toEqual([]);
});

test('a distribution that is still deploying is waited for', async () => {
  await stage.account.call({
    service: 'lightsail', region: 'us-east-1', operation: 'UpdateDistribution', input: { distributionName: NAME, defaultRootObject: 'x' }, caller: stage.account.root,
  });
  expect(await stage.send('Create', RESET, TYPE)).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.account.calls.filter(({ call, error }) => call.operation === 'ResetDistributionCache' && error !== undefined)).toEqual([]);
});

test('one that is not there is named', async () => {
  expect(await stage.send('Create', { ...RESET, DistributionName: 'none' }, TYPE)).toMatchObject({
    Status: 'FAILED', Reason: expect.stringMatching(/There is no distribution 'none' whose cache could be reset/),
  });
});

test('a reset that fails is told with Lightsail\'s reason', async () => {
  stage.account.faults.inject({
    service: 'lightsail', operation: 'ResetDistributionCache', times: 1, effect: { type: 'fail-operation', code: 'X', details: 'No.' },
  });
  expect(await stage.send('Create', RESET, TYPE)).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/could not reset the cache .*: X: No\./) });
});

test.each(['before', 'after'] as const)('it is reset once, although the function dies %s any call', async (when) => {
  for (let at = 1; at <= 6; at++) {
    const other = new DistributionStage();
    await other.created();
    other.lightsailCalls = 0;
    other.dies = (moment, call) => moment === when && call === at;
    expect(await other.send('Create', RESET, TYPE)).toMatchObject({ Status: 'SUCCESS' });
    expect(other.changes).toEqual(['ResetDistributionCache']);
  }
});
