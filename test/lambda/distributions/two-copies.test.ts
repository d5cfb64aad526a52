import { DistributionStage, NAME, PROPERTIES, REGION } from './distribution-stage';
import type { CloudFormationEvent } from '../../../lambda/cloudformation/event';
import { invokeTwoCopies } from '../support/two-copies';

type Properties = Record<string, unknown>;

const OLD: Properties = { ...PROPERTIES, BundleId: 'medium_1_0', ResetCacheOn: 'v1', Tags: [{ Key: 'a', Value: '1' }] };
const NEW: Properties = {
  ...OLD,
  Origin: { Name: 'web-2', RegionName: REGION },
  BundleId: 'large_1_0',
  CertificateName: 'new',
  IpAddressType: 'ipv4',
  ResetCacheOn: 'v2',
  Tags: [{ Key: 'b', Value: '2' }],
};
const ADOPTING: Properties = { ...PROPERTIES, AdoptExisting: true };
const RESET = { DistributionName: NAME, ResetCacheOn: 'v1', TimeoutSeconds: 3300 };
const RESET_TYPE = { ResourceType: 'Custom::LightsailDistributionCacheReset', LogicalResourceId: 'Reset', PhysicalResourceId: undefined };

function makeByHand({ lightsail }: DistributionStage): void {
  lightsail.instantly('us-east-1', 'CreateDistribution', {
    distributionName: NAME, origin: { name: 'web-2', regionName: REGION }, bundleId: 'small_1_0', defaultCacheBehavior: { behavior: 'cache' },
  });
}

interface Case {
  readonly title: string;
  readonly expected: unknown;
  /** Calls that may be made only once. */
  readonly once: readonly string[];
  prepare(stage: DistributionStage): Promise<unknown>;
  event(stage: DistributionStage): CloudFormationEvent;
}

const CASES: Case[] = [
  {
    title: 'a distribution is made',
    prepare: async () => undefined,
    event: (stage) => stage.prepare('Create', OLD),
    expected: { status: 'Deployed', bundleId: 'medium_1_0' },
    once: [],
  },
  {
    title: 'a distribution is adopted',
    prepare: async (stage) => makeByHand(stage),
    event: (stage) => stage.prepare('Create', ADOPTING),
    expected: { status: 'Deployed', origin: { name: 'web-1' } },
    once: [],
  },
  {
    title: 'a distribution is changed in every respect',
    prepare: async (stage) => stage.created(OLD),
    event: (stage) => stage.prepare('Update', NEW, { OldResourceProperties: stage.prepare('Create', OLD).ResourceProperties }),
    expected: { status: 'Deployed', origin: { name: 'web-2' }, bundleId: 'large_1_0', certificateName: 'new', ipAddressType: 'ipv4' },
    once: ['ResetDistributionCache'],
  },
  {
    title: 'the cache is reset with an update of the distribution',
    prepare: async (stage) => stage.created(OLD),
    event: (stage) => stage.prepare('Update', { ...OLD, ResetCacheOn: 'v2' }, { OldResourceProperties: OLD }),
    expected: { status: 'Deployed' },
    once: ['ResetDistributionCache'],
  },
  {
    title: 'the cache is reset by a construct of its own',
    prepare: async (stage) => stage.created(OLD),
    event: (stage) => stage.prepare('Create', RESET, RESET_TYPE),
    expected: { status: 'Deployed' },
    once: ['ResetDistributionCache'],
  },
  {
    title: 'a distribution is deleted',
    prepare: async (stage) => stage.created(OLD),
    event: (stage) => stage.prepare('Delete', OLD),
    expected: undefined,
    once: [],
  },
  {
    title: 'an adopted distribution is let go',
    prepare: async (stage) => {
      makeByHand(stage);
      await stage.created(ADOPTING);
    },
    event: (stage) => stage.prepare('Delete', ADOPTING),
    expected: { status: 'Deployed', tags: [] },
    once: [],
  },
];

/** Returns how many calls the first copy made. */
async function run({ prepare, event, expected, once }: Case, at: number, when: 'before' | 'after'): Promise<number> {
  const stage = new DistributionStage();
  await prepare(stage);
  const request = event(stage);
  const calls = await invokeTwoCopies({ account: stage.account, lightsail: stage.lightsail, at, when, invoke: async () => stage.invoke(request) });
  await stage.settle();
  expect([at, when, new Set(stage.answersTo(request.RequestId))]).toEqual([at, when, new Set(['SUCCESS'])]);
  if (expected === undefined) expect(stage.distribution()).toBeUndefined();
  else expect(stage.distribution()).toMatchObject(expected as object);
  for (const operation of once) expect([at, when, stage.changes.filter((change) => change === operation)]).toEqual([at, when, [operation]]);
  return calls;
}

test.each(CASES)('two copies of an event at the same moment: $title', async (example) => {
  for (const when of ['before', 'after'] as const) {
    for (let at = 1, calls = 1; at <= calls; at++) calls = await run(example, at, when);
  }
});
