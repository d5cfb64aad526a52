import * as fc from 'fast-check';
import { DistributionStage, MINUTE, NAME, PROPERTIES, REGION } from './distribution-stage';
import { randomNumbers } from '../../support/random-numbers';

jest.setTimeout(120_000);

const MEDIUM_RULES = ['AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesAnonymousIpList'];
const LARGE_RULES = [...MEDIUM_RULES, 'AWSManagedRulesPHPRuleSet', 'AWSManagedRulesWordPressRuleSet'];

interface Declared {
  readonly web: string;
  readonly protocol?: string;
  readonly bundle: string;
  readonly rules?: string[];
  readonly certificate?: string;
  readonly enabled?: boolean;
  readonly ipAddressType?: string;
  readonly root?: string;
  readonly ttl?: number;
  readonly tag?: string;
  readonly reset?: string;
}

const declared: fc.Arbitrary<Declared> = fc.record({
  web: fc.constantFrom('web-1', 'web-2'),
  protocol: fc.option(fc.constantFrom('http-only', 'https-only'), { nil: undefined }),
  certificate: fc.option(fc.constantFrom('old', 'new'), { nil: undefined }),
  enabled: fc.option(fc.boolean(), { nil: undefined }),
  ipAddressType: fc.option(fc.constantFrom('ipv4', 'dualstack'), { nil: undefined }),
  root: fc.option(fc.constantFrom('index.html', 'start.html'), { nil: undefined }),
  ttl: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: undefined }),
  tag: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
  reset: fc.option(fc.constantFrom('v1', 'v2'), { nil: undefined }),
}).chain((common) => fc.oneof(
  fc.constant({ ...common, bundle: 'small_1_0' }),
  fc.record({ bundle: fc.constant('medium_1_0'), rules: fc.option(fc.subarray(MEDIUM_RULES), { nil: undefined }) }).map((waf) => ({ ...common, ...waf })),
  fc.record({ bundle: fc.constant('large_1_0'), rules: fc.option(fc.subarray(LARGE_RULES), { nil: undefined }) }).map((waf) => ({ ...common, ...waf })),
));

function properties(of: Declared): Record<string, unknown> {
  return {
    ...PROPERTIES,
    Origin: { Name: of.web, RegionName: REGION, ProtocolPolicy: of.protocol },
    BundleId: of.bundle,
    Waf: of.rules && { Enabled: true, Rules: of.rules.map((Name) => ({ Name })) },
    CertificateName: of.certificate,
    Enabled: of.enabled,
    IpAddressType: of.ipAddressType,
    DefaultRootObject: of.root,
    CacheSettings: of.ttl === undefined ? undefined : { DefaultTtlSeconds: of.ttl },
    Tags: of.tag === undefined ? undefined : [{ Key: 'tag', Value: of.tag }],
    ResetCacheOn: of.reset,
  };
}

function check(stage: DistributionStage, of: Declared): void {
  const is = stage.distribution();
  expect(is).toMatchObject({
    status: 'Deployed',
    origin: { name: of.web, protocolPolicy: of.protocol ?? 'http-only' },
    bundleId: of.bundle,
    isEnabled: of.enabled ?? true,
    ipAddressType: of.ipAddressType ?? 'dualstack',
    cacheBehaviorSettings: { defaultTTL: of.ttl ?? 86_400 },
    waf: { isWafEnabled: of.rules !== undefined },
  });
  expect((is?.waf as { wafRules: Array<{ name: string }> }).wafRules.map(({ name }) => name).sort()).toEqual([...of.rules ?? []].sort());
  expect(is?.certificateName).toBe(of.certificate);
  expect(is?.defaultRootObject || undefined).toBe(of.root);
  expect((is?.tags as Array<{ key: string; value: string }>).find(({ key }) => key === 'tag')?.value).toBe(of.tag);
}

/** Refusals for now, lost answers and deaths of the function, one call in eight. */
function trouble(stage: DistributionStage, seed: number): void {
  const random = randomNumbers(seed);
  // Lambda tries an event three times: a function that dies each time is beyond help.
  const deaths = new Map<string, number>();
  stage.dies = () => {
    const count = deaths.get(stage.request) ?? 0;
    if (count === 2 || random() >= 0.03) return false;
    deaths.set(stage.request, count + 1);
    return true;
  };
  stage.account.faults.inject({
    service: 'lightsail', when: () => random() < 0.05, effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded', status: 400 },
  });
  stage.account.faults.inject({ service: 'lightsail', when: () => random() < 0.05, effect: { type: 'lose-answer' } });
}

test('whatever a distribution goes through, it ends as declared, and the certificate is never gone in between', async () => {
  const lifecycles = fc.array(declared, { minLength: 2, maxLength: 4 });
  await fc.assert(fc.asyncProperty(lifecycles, fc.integer({ min: 1, max: 1_000_000 }), async (versions, seed) => {
    const stage = new DistributionStage();
    trouble(stage, seed);
    const [first, ...more] = versions;
    expect(await stage.send('Create', properties(first))).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: NAME });
    check(stage, first);
    let before = first;
    for (const version of more) {
      // The next month: the bundle may change again.
      await stage.advance(32 * 24 * 60 * MINUTE);
      expect(await stage.update(properties(version), properties(before))).toMatchObject({ Status: 'SUCCESS' });
      check(stage, version);
      before = version;
    }
    const served = versions.map(({ certificate }) => certificate ?? null).filter((name, index, all) => index === 0 || name !== all[index - 1]);
    expect(stage.lightsail.certificatesInForce(NAME).map(({ name }) => name)).toEqual(served[0] === null ? served : [null, ...served]);
    expect(await stage.send('Delete', properties(before))).toMatchObject({ Status: 'SUCCESS' });
    expect(stage.distribution()).toBeUndefined();
  }), { numRuns: 30, seed: 5 });
});
