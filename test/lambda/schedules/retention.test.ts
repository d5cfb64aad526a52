import * as fc from 'fast-check';
import { independentlyKept } from './independent-retention';
import { request } from './request';
import { candidates } from '../../../lambda/schedules/candidates';
import { periodOf } from '../../../lambda/schedules/retention';
import { type Candidate, toPrune } from '../../../lambda/schedules/retention';
import type { Snapshot } from '../../../lambda/snapshots/snapshot-api';
import type { RetentionPolicy } from '../../../src/schedules/schedule-contract';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-21T12:00:00Z');

function good(...times: string[]): Candidate[] {
  return times.map((time) => ({ name: time, createdAt: Date.parse(time), condition: 'good' }));
}

describe('what is pruned', () => {
  test('by count: all but the newest', () => {
    const all = good('2026-11-18T03:00Z', '2026-11-20T03:00Z', '2026-11-19T03:00Z');
    expect(toPrune({ Type: 'count', Count: 2 }, all, NOW)).toEqual(['2026-11-18T03:00Z']);
  });

  test('by age: what is older, but not the newest of all', () => {
    const all = good('2026-11-01T03:00Z', '2026-11-18T03:00Z', '2026-11-20T03:00Z');
    expect(toPrune({ Type: 'age', Seconds: 2 * 86_400 }, all, NOW)).toEqual(['2026-11-18T03:00Z', '2026-11-01T03:00Z']);
    expect(toPrune({ Type: 'age', Seconds: 3600 }, all, NOW)).not.toContain('2026-11-20T03:00Z');
  });

  test('by tiers: the newest of each day, week and month', () => {
    const nightly = Array.from({ length: 90 }, (_, i) => new Date(Date.parse('2026-11-21T02:00:00Z') - i * DAY).toISOString());
    const pruned = toPrune({ Type: 'tiered', Daily: 3, Weekly: 3, Monthly: 3, TimeZone: 'Europe/Berlin' }, good(...nightly), NOW);
    expect(nightly.filter((name) => !pruned.includes(name)).map((name) => name.slice(0, 10))).toEqual([
      '2026-11-21', '2026-11-20', '2026-11-19', // days
      '2026-11-15', '2026-11-08', // the Sundays before this week, which is kept as a day
      '2026-10-31', '2026-09-30', // the ends of the months before this one
    ]);
  });

  test('by tiers: days without a snapshot do not count', () => {
    const all = good('2026-11-01T03:00Z', '2026-11-02T03:00Z', '2026-11-20T03:00Z');
    expect(toPrune({ Type: 'tiered', Daily: 3, Weekly: 0, Monthly: 0, TimeZone: 'UTC' }, all, NOW)).toEqual([]);
  });

  test('failed ones go and count for nothing; unfinished ones stay and count for nothing', () => {
    const all: Candidate[] = [
      ...good('2026-11-18T03:00Z'),
      { name: 'failed', createdAt: NOW, condition: 'failed' },
      { name: 'unfinished', createdAt: NOW, condition: 'unfinished' },
    ];
    expect(toPrune({ Type: 'count', Count: 1 }, all, NOW)).toEqual(['failed']);
  });

  test.each([
    ['day', '2026-11-21T22:59:00Z', '2026-11-21'],
    ['day', '2026-11-21T23:00:00Z', '2026-11-22'],
    ['week', '2026-11-22T22:59:00Z', '2026-11-16'],
    ['week', '2026-11-22T23:00:00Z', '2026-11-23'],
    ['week', '2027-01-01T12:00:00Z', '2026-12-28'],
    ['month', '2026-11-30T22:59:00Z', '2026-11'],
    ['month', '2026-11-30T23:00:00Z', '2026-12'],
  ] as const)('the %s of %s in Berlin is %s', (period, instant, expected) => {
    expect(periodOf(period, Date.parse(instant), 'Europe/Berlin')).toBe(expected);
  });
});

// Histories and policies of any kind.
const ZONES = ['UTC', 'Europe/Berlin', 'Australia/Sydney', 'America/New_York', 'Pacific/Kiritimati'];
const policies: fc.Arbitrary<RetentionPolicy> = fc.oneof(
  fc.record({ Type: fc.constant('count' as const), Count: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ Type: fc.constant('age' as const), Seconds: fc.integer({ min: 60, max: 400 * 86_400 }) }),
  fc.record({
    Type: fc.constant('tiered' as const),
    Daily: fc.integer({ min: 0, max: 10 }),
    Weekly: fc.integer({ min: 0, max: 8 }),
    Monthly: fc.integer({ min: 0, max: 14 }),
    TimeZone: fc.constantFrom(...ZONES),
  }),
);
const STATES = ['available', 'completed', 'pending', 'creating', 'error', 'failed', 'something-new'];
const OWN = { 'cdk-lightsail:stack': request().StackId, 'cdk-lightsail:resource': request().LogicalId };
const TAGS: Array<Record<string, string>> = [
  OWN, {}, { ...OWN, 'cdk-lightsail:resource': 'Weekly' }, { ...OWN, 'cdk-lightsail:stack': 'arn:other' }, { 'cdk-lightsail:resource': 'Nightly' }, { Name: 'shop-db' },
];
const OF_SHOP = { database: 'shop-db' };
const histories: fc.Arbitrary<Snapshot[]> = fc.array(fc.record({
  createdAt: fc.option(fc.integer({ min: 0, max: 400 * 24 * 4 }).map((quarters) => new Date(NOW - quarters * 900_000)), { nil: undefined, freq: 20 }),
  state: fc.constantFrom(...STATES, 'available', 'available', 'available'),
  sourceNames: fc.constantFrom<Array<Snapshot['sourceNames']>>(OF_SHOP, OF_SHOP, OF_SHOP, { database: 'crm-db' }, { instance: 'shop-db' }, {}, undefined),
  tags: fc.constantFrom<Record<string, string>>(...TAGS, OWN, OWN, OWN),
}), { maxLength: 60 }).map((all) => all.map((snapshot, i) => ({ ...snapshot, name: `shop-db-${i}`, arn: `arn:${i}` })));

const target = { Kind: 'database', Name: 'shop-db' } as const;
const prune = (policy: RetentionPolicy, history: Snapshot[]) => toPrune(policy, candidates(request(), target, history), NOW);
const isOurs = ({ tags, sourceNames }: Snapshot) => sourceNames?.database === 'shop-db'
  && Object.entries(OWN).every(([key, value]) => (tags as Record<string, string>)[key] === value);
const isGood = ({ state, createdAt }: Snapshot) => ['available', 'completed'].includes(state) && createdAt !== undefined;

function independently(policy: RetentionPolicy, history: Snapshot[]): Set<string> {
  const ours = history.filter((snapshot) => isOurs(snapshot) && isGood(snapshot));
  return independentlyKept(policy, ours.map(({ name, createdAt }) => ({ name, at: createdAt?.getTime() ?? 0 })), NOW);
}

describe('for any history and policy', () => {
  test('nothing foreign is deleted', () => {
    fc.assert(fc.property(policies, histories, (policy, history) => {
      const foreign = history.filter((snapshot) => !isOurs(snapshot)).map(({ name }) => name);
      expect(prune(policy, history).filter((name) => foreign.includes(name))).toEqual([]);
    }), { numRuns: 500 });
  });

  test('the newest good one stays, and so at least one', () => {
    fc.assert(fc.property(policies, histories, (policy, history) => {
      const times = history.filter((snapshot) => isOurs(snapshot) && isGood(snapshot)).map(({ createdAt }) => createdAt?.getTime() ?? 0);
      fc.pre(times.length > 0);
      const pruned = prune(policy, history);
      const left = history.filter((snapshot) => isOurs(snapshot) && isGood(snapshot) && !pruned.includes(snapshot.name));
      expect(left.map(({ createdAt }) => createdAt?.getTime())).toContain(Math.max(...times));
    }), { numRuns: 500 });
  });

  test('failed and unfinished ones never count as kept, and unfinished ones are never deleted', () => {
    fc.assert(fc.property(policies, histories, (policy, history) => {
      const withoutThem = history.filter((snapshot) => isGood(snapshot));
      const pruned = prune(policy, history);
      const goodNames = withoutThem.map(({ name }) => name);
      expect(pruned.filter((name) => goodNames.includes(name))).toEqual(prune(policy, withoutThem));
      const unfinished = history.filter((snapshot) => !isGood(snapshot) && !['error', 'failed'].includes(snapshot.state)).map(({ name }) => name);
      expect(pruned.filter((name) => unfinished.includes(name))).toEqual([]);
    }), { numRuns: 500 });
  });

  test('what stays is what an independent computation says', () => {
    fc.assert(fc.property(policies, histories, (policy, history) => {
      const pruned = new Set(prune(policy, history));
      const left = history.filter((snapshot) => isOurs(snapshot) && isGood(snapshot) && !pruned.has(snapshot.name)).map(({ name }) => name);
      expect(new Set(left)).toEqual(independently(policy, history));
    }), { numRuns: 500 });
  });

  test('pruning again prunes nothing more', () => {
    fc.assert(fc.property(policies, histories, (policy, history) => {
      const pruned = prune(policy, history);
      expect(prune(policy, history.filter(({ name }) => !pruned.includes(name)))).toEqual([]);
    }), { numRuns: 500 });
  });
});
