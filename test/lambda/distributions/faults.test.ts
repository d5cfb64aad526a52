import { DistributionStage, MINUTE, NAME, PROPERTIES, REGION } from './distribution-stage';
import { randomNumbers } from '../../support/random-numbers';

type Properties = Record<string, unknown>;

const OLD: Properties = { ...PROPERTIES, BundleId: 'medium_1_0', CertificateName: 'old', Enabled: true, ResetCacheOn: 'v1', Tags: [{ Key: 'a', Value: '1' }] };
/** Every step of the plan has something to do. */
const NEW: Properties = {
  ...OLD,
  Origin: { Name: 'web-2', RegionName: REGION },
  BundleId: 'large_1_0',
  CertificateName: 'new',
  IpAddressType: 'ipv4',
  Waf: { Enabled: true, Rules: [{ Name: 'AWSManagedRulesPHPRuleSet' }] },
  ResetCacheOn: 'v2',
  Tags: [{ Key: 'b', Value: '2' }],
};
const WANTED = {
  origin: { name: 'web-2' },
  bundleId: 'large_1_0',
  certificateName: 'new',
  ipAddressType: 'ipv4',
  status: 'Deployed',
  waf: { isWafEnabled: true, wafRules: [{ name: 'AWSManagedRulesPHPRuleSet' }] },
  tags: expect.arrayContaining([{ key: 'b', value: '2' }]),
};

// Many deployments, one after the other.
jest.setTimeout(120_000);

/** A distribution as declared, and one that was updated: where the cases begin. */
const created = new DistributionStage();
const updated = new DistributionStage();
beforeAll(async () => {
  for (const stage of [created, updated]) await stage.created(OLD);
  await updated.update(NEW, OLD);
});

/** Runs a case again and again, with the function dying at each of its calls in turn. */
async function dyingAtEach(
  when: 'before' | 'after', from: () => DistributionStage, atLeast: number, run: (stage: DistributionStage) => Promise<void>,
): Promise<void> {
  const undisturbed = from();
  await run(undisturbed);
  expect(undisturbed.lightsailCalls).toBeGreaterThanOrEqual(atLeast);
  for (let at = 1; at <= undisturbed.lightsailCalls; at++) {
    const stage = from();
    stage.dies = (moment, call) => moment === when && call === at;
    await run(stage);
  }
}

describe.each(['before', 'after'] as const)('the function dies %s', (when) => {
  test('each call of a creation: the distribution is there in the end, once', async () => {
    await dyingAtEach(when, () => new DistributionStage(), 6, async (stage) => {
      expect(await stage.send('Create', { ...OLD, Enabled: false })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: NAME });
      expect(stage.distribution()).toMatchObject({ status: 'Deployed', certificateName: 'old', isEnabled: false });
    });
  });

  test('each call of an update: the distribution is as declared in the end', async () => {
    await dyingAtEach(when, () => created.copy(), 20, async (stage) => {
      expect(await stage.update(NEW, OLD)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: NAME });
      expect(stage.distribution()).toMatchObject(WANTED);
      expect(stage.lightsail.certificatesInForce(NAME).map(({ name }) => name)).toEqual([null, 'old', 'new']);
      expect(stage.changes.filter((operation) => operation === 'ResetDistributionCache')).toHaveLength(1);
    });
  });

  test('each call of a rollback: the distribution is as before', async () => {
    await dyingAtEach(when, () => updated.copy(), 15, async (stage) => {
      expect(await stage.rollback(OLD, NEW)).toMatchObject({ Status: 'SUCCESS' });
      expect(stage.distribution()).toMatchObject({
        origin: { name: 'web-1' },
        certificateName: 'old',
        ipAddressType: 'dualstack',
        waf: { isWafEnabled: false },
        status: 'Deployed',
        tags: expect.arrayContaining([{ key: 'a', value: '1' }]),
      });
    });
  });

  test('each call of a deletion: the distribution is gone', async () => {
    await dyingAtEach(when, () => created.copy(), 4, async (stage) => {
      expect(await stage.send('Delete', OLD)).toMatchObject({ Status: 'SUCCESS' });
      expect(stage.distribution()).toBeUndefined();
    });
  });
});

test.each(['SetIpAddressType', 'UpdateDistributionBundle', 'UpdateDistribution', 'TagResource', 'UntagResource', 'ResetDistributionCache'])(
  'the answer of %s gets lost: the end is right', async (operation) => {
    const stage = created.copy();
    stage.account.faults.inject({ service: 'lightsail', operation, times: 1, effect: { type: 'lose-answer' } });
    expect(await stage.update(NEW, OLD)).toMatchObject({ Status: 'SUCCESS' });
    expect(stage.distribution()).toMatchObject(WANTED);
  });

test('Lightsail is busy and throttled all along: it only takes longer', async () => {
  const stage = created.copy();
  const random = randomNumbers(1);
  stage.account.faults.inject({
    service: 'lightsail', when: () => random() < 0.5, effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded', status: 400 },
  });
  expect(await stage.update(NEW, OLD)).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.distribution()).toMatchObject(WANTED);
});

test('an operation that never ends: a clear time-out before CloudFormation\'s own, and nothing left that waits', async () => {
  const stage = created.copy();
  stage.account.faults.inject({ service: 'lightsail', operation: 'UpdateDistribution', times: 1, effect: { type: 'endless-operation' } });
  const begun = stage.account.clock.now();
  const answer = await stage.update({ ...OLD, Enabled: false }, OLD);
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/Timed out .* last seen: operation Started\. Lightsail goes on deploying it/) });
  expect(answer.at - begun).toBeLessThan(60 * MINUTE);
  expect(stage.waiting).toBe(0);
});
