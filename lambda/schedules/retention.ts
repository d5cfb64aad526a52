import type { RetentionPolicy } from '../../src/schedules/schedule-contract';

/** One snapshot of a source, made by the schedule that asks. Whatever else there is must not get here. */
export interface Candidate {
  readonly name: string;
  /** Milliseconds; undefined: Lightsail does not say (yet). */
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

type Period = 'day' | 'week' | 'month';

const DAY = 24 * 60 * 60 * 1000;

/** The day, week (from Monday) or month of an instant, as the clocks of a zone show it: a key that sorts by time. */
export function periodOf(period: Period, instant: number, timeZone: string): string {
  const date = localDate(instant, timeZone);
  switch (period) {
    case 'day': return isoDate(date);
    case 'week': return isoDate(date - ((new Date(date).getUTCDay() + 6) % 7) * DAY);
    case 'month': return isoDate(date).slice(0, 7);
  }
}

/** The local date as midnight in UTC: only dates are counted with. */
function localDate(instant: number, timeZone: string): number {
  const parts = new Map(formatOf(timeZone).formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(parts.get('year') ?? NaN, (parts.get('month') ?? NaN) - 1, parts.get('day'));
}

function isoDate(date: number): string {
  return new Date(date).toISOString().slice(0, 10);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one is costly: each is kept. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-US', {
    timeZone, calendar: 'gregory', numberingSystem: 'latn', year: 'numeric', month: 'numeric', day: 'numeric',
  });
  formats.set(timeZone, known);
  return known;
}
