import { type Period, periodOf } from './periods';
import type { RetentionPolicy } from '../../src/schedules/schedule-contract';

/** One snapshot of a source, made by the schedule that asks. Whatever else there is must not get here. */
export interface Candidate {
  readonly name: string;
  /** Milliseconds; undefined: Lightsail does not tell (yet). */
  readonly createdAt: number | undefined;
  /** `good` can be used; `failed` never will be; `unfinished` is anything else. */
  readonly condition: 'good' | 'failed' | 'unfinished';
}

/**
 * The names of the snapshots to delete. Never the newest good one, never one that is unfinished; only good ones count as
 * kept, and failed ones go.
 */
export function toPrune(policy: RetentionPolicy, candidates: readonly Candidate[], now: number): string[] {
  const good = candidates.filter(isDated).sort((one, other) => other.createdAt - one.createdAt || other.name.localeCompare(one.name));
  const kept = new Set([...good.slice(0, 1), ...keptBy(policy, good, now)]);
  return [
    ...good.filter((candidate) => !kept.has(candidate)),
    ...candidates.filter(({ condition }) => condition === 'failed'),
  ].map(({ name }) => name);
}

type Dated = Candidate & { readonly createdAt: number };

function isDated(candidate: Candidate): candidate is Dated {
  return candidate.condition === 'good' && candidate.createdAt !== undefined;
}

/** @param good the newest first */
function keptBy(policy: RetentionPolicy, good: readonly Dated[], now: number): readonly Dated[] {
  switch (policy.Type) {
    case 'count': return good.slice(0, policy.Count);
    case 'age': return good.filter(({ createdAt }) => now - createdAt <= policy.Seconds * 1000);
    case 'tiered': return [
      ...newestOfEach('day', policy.Daily, good, policy.TimeZone),
      ...newestOfEach('week', policy.Weekly, good, policy.TimeZone),
      ...newestOfEach('month', policy.Monthly, good, policy.TimeZone),
    ];
  }
}

/** The newest of each of the latest periods that have any. */
function newestOfEach(period: Period, count: number, good: readonly Dated[], timeZone: string): Dated[] {
  const newest = new Map<string, Dated>();
  for (const candidate of good) {
    const key = periodOf(period, candidate.createdAt, timeZone);
    if (!newest.has(key)) newest.set(key, candidate);
  }
  return [...newest.values()].slice(0, count);
}
