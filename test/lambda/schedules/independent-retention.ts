import type { RetentionPolicy } from '../../../src/schedules/schedule-contract';

const DAY = 86_400_000;

export interface Taken {
  readonly name: string;
  readonly at: number;
}

/** What a policy keeps, by another way than the code under test: each snapshot is judged by those that are newer. */
export function independentlyKept(policy: RetentionPolicy, all: readonly Taken[], now: number): Set<string> {
  const buckets = new Map(all.map(({ at }) => [at, policy.Type === 'tiered' ? bucketsOf(at, policy.TimeZone) : undefined]));
  const kept = all.filter((snapshot) => {
    const newer = all.filter((other) => (other.at === snapshot.at ? other.name > snapshot.name : other.at > snapshot.at));
    if (newer.length === 0) return true;
    switch (policy.Type) {
      case 'count': return newer.length < policy.Count;
      case 'age': return snapshot.at >= now - policy.Seconds * 1000;
      case 'tiered': return (['Daily', 'Weekly', 'Monthly'] as const).some((tier) => {
        const taken = newer.map(({ at }) => buckets.get(at)?.[tier]);
        return !taken.includes(buckets.get(snapshot.at)?.[tier]) && new Set(taken).size < policy[tier];
      });
    }
  });
  return new Set(kept.map(({ name }) => name));
}

/** The numbers of the local day, week and month. */
function bucketsOf(at: number, timeZone: string): Record<'Daily' | 'Weekly' | 'Monthly', number> {
  // Swedish dates are ISO dates.
  const local = new Date(`${new Date(at).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T')}Z`);
  const days = Math.floor(local.getTime() / DAY);
  // The first of January 1970 was a Thursday.
  return { Daily: days, Weekly: Math.floor((days + 3) / 7), Monthly: local.getUTCFullYear() * 12 + local.getUTCMonth() };
}
