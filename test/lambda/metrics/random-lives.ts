import type { Point } from 'cdk-local-cloud/engine';
import * as fc from 'fast-check';
import { CONNECTIONS, CPU, DAY, ExportStage, HOUR, MINUTE, REQUESTS, START } from './stage';
import { expectNothingTwice, expectSame } from './truth';

const SERIES = [
  { resource: CPU, name: 'web', metric: 'CPUUtilization' },
  { resource: CONNECTIONS, name: 'db', metric: 'DatabaseConnections' },
  { resource: REQUESTS, name: 'lb', metric: 'RequestCount' },
];

/** As slow as AWS says it may be, and slower for what is fresh. */
export const visibility = (age: number) => (age < 3 * HOUR ? 12 * MINUTE : age < DAY ? 2 * HOUR : 48 * HOUR);

export interface Life {
  readonly seed: number;
  readonly interval: number;
  /** Shares of all minutes and runs. */
  readonly gaps: number;
  readonly late: number;
  readonly doubled: number;
  readonly missed: number;
  readonly slow: number;
  readonly throttled: number;
  readonly lost: number;
  /** Each day one thing that takes longer. */
  readonly incidents: ReadonlyArray<'outage' | 'crash before' | 'crash after' | 'busy' | 'none'>;
  /** Hours. */
  readonly outage: number;
  /** At most one in each half of a day, so that it takes one of the later looks at a datapoint at most. */
  readonly restarts: readonly Restart[];
  /** Hours from midnight and noon on after which those halves begin. */
  readonly shift: number;
}

/** Another stack or another provider carries the export on, after some hours. */
interface Restart {
  readonly how: 'none' | 'deployed again' | 'provider one' | 'provider two' | 'nothing changed';
  /** Hours into the half of the day. */
  readonly hour: number;
  readonly minutes: number;
}

const share = (most: number) => fc.integer({ min: 0, max: 100 }).map((percent) => percent * most / 100);

export function lives(days: number): fc.Arbitrary<Life> {
  return fc.record({
    seed: fc.integer(),
    interval: fc.constantFrom(5, 10, 15, 30, 60),
    gaps: share(0.5),
    late: share(0.3),
    doubled: share(0.3),
    missed: share(0.1),
    slow: share(0.1),
    throttled: share(0.05),
    lost: share(0.02),
    incidents: fc.array(fc.constantFrom('outage' as const, 'crash before' as const, 'crash after' as const, 'busy' as const, 'none' as const), {
      minLength: days, maxLength: days,
    }),
    outage: fc.double({ min: 0.5, max: 9, noNaN: true }),
    restarts: fc.constant([]),
    shift: fc.constant(0),
  });
}

export function livesWithRestarts(days: number): fc.Arbitrary<Life> {
  const restart: fc.Arbitrary<Restart> = fc.record({
    how: fc.constantFrom('none' as const, 'deployed again' as const, 'provider one' as const, 'provider two' as const, 'nothing changed' as const),
    hour: fc.double({ min: 0, max: 2, noNaN: true }),
    minutes: fc.oneof(fc.constantFrom(0, 5, 15, 60), fc.integer({ min: 0, max: 90 })),
  });
  return fc.record({
    life: lives(days),
    restarts: fc.array(restart, { minLength: 2 * days, maxLength: 2 * days }),
    shift: fc.integer({ min: 0, max: 11 }),
    steady: fc.boolean(),
  }).map(({ life, restarts, shift, steady }) => ({
    ...life,
    restarts,
    shift,
    // Each run takes place and ends: then nothing but the restart takes a look away, and the others find what was published in time.
    ...steady && { missed: 0, slow: 0, incidents: life.incidents.map((incident) => incident === 'busy' ? incident : 'none') },
  }));
}

/** The same numbers for the same seed: what fast-check shrinks stays the same life otherwise. */
function random(seed: number): () => number {
  let state = Math.abs(seed) % 2147483646 + 1;
  return () => {
    state = state * 48271 % 2147483647;
    return (state - 1) / 2147483646;
  };
}

/** In any order within a period; most are known at once, some within minutes, some within hours. */
function measure(stage: ExportStage, life: Life, end: number, next: () => number): void {
  for (const { name, metric } of SERIES) {
    const points: Point[] = [];
    for (let at = START; at < end; at += MINUTE) {
      if (next() < life.gaps) continue;
      const lateness = next() < life.late ? next() < 0.5 ? next() * 50 * MINUTE : next() * 5.5 * HOUR : next() * 4 * MINUTE;
      points.push([at + Math.floor(next() * 59) * 1000, Math.floor(next() * 1000), at + lateness]);
    }
    stage.measure(name, metric, points);
  }
}

export async function live(stage: ExportStage, life: Life, days: number): Promise<void> {
  const next = random(life.seed);
  const end = START + days * DAY;
  measure(stage, life, end, next);
  const interval = life.interval * MINUTE;
  let restarted = -1;
  // After the last datapoint the runs go on until each one has been looked at for the last time.
  for (let run = START; run <= end + 15 * HOUR; run += interval) {
    const day = Math.floor((run - START) / DAY);
    const incident = life.incidents[day] ?? 'none';
    const sinceNoon = run - START - day * DAY - 12 * HOUR;
    const sinceShift = run - START - life.shift * HOUR;
    const half = Math.floor(sinceShift / (DAY / 2));
    const intoHalf = sinceShift - half * DAY / 2;
    if (isDown(life.restarts[half], intoHalf)) continue;
    if (half !== restarted && isOver(life.restarts[half], intoHalf)) {
      restarted = half;
      beginAnew(stage, life.restarts[half]);
    }
    if (incident === 'outage' && sinceNoon >= 0 && sinceNoon < life.outage * HOUR) continue;
    if (next() < life.missed) continue;
    await stage.advanceTo(run + (next() < life.slow ? next() * 8 * MINUTE : 0));
    if (sinceNoon === 0 && incident.startsWith('crash')) stage.crash = incident === 'crash before' ? 'before' : 'after';
    stage.lightsail.limitRate(incident === 'busy' && sinceNoon >= 0 && sinceNoon < 2 * HOUR ? { callsPerSecond: 0.2, burst: 2 } : undefined);
    if (next() < life.throttled) throttle(stage, next);
    // Never for what late datapoints need: an answer that is lost at every look is lost.
    if (next() < life.lost && sinceNoon % HOUR !== 0) {
      stage.account.faults.inject({ service: 'monitoring', operation: 'PutMetricData', effect: { type: 'lose-answer' }, times: 1 });
    }
    const deliveries = [stage.deliver(run)];
    if (next() < life.doubled) deliveries.push(stage.deliver(run));
    await Promise.all(deliveries);
    stage.crash = undefined;
    await stage.settle(run + 5 * MINUTE - 1);
    if (next() < life.doubled) await stage.deliver(run);
    stage.account.faults.clear();
    // The calls are not looked at; a month of them would only fill the memory.
    stage.account.calls.length = 0;
  }
  stage.lightsail.limitRate(undefined);
  await stage.settle(end + 18 * HOUR);
  await stage.advanceTo(end + 18 * HOUR);
}

function isDown(restart: Restart | undefined, time: number): boolean {
  return restart !== undefined && restart.how !== 'none' && time >= restart.hour * HOUR && time < restart.hour * HOUR + restart.minutes * MINUTE;
}

function isOver(restart: Restart | undefined, time: number): restart is Restart {
  return restart !== undefined && restart.how !== 'none' && time >= restart.hour * HOUR + restart.minutes * MINUTE;
}

function beginAnew(stage: ExportStage, { how }: Restart): void {
  switch (how) {
    case 'deployed again': return stage.redeploy();
    case 'provider one': return stage.changeProvider('one');
    case 'provider two': return stage.changeProvider('two');
    case 'nothing changed': stage.scheduleChangedAt = stage.now; return undefined;
    case 'none': return undefined;
  }
}

function throttle(stage: ExportStage, next: () => number): void {
  const [service, operation] = next() < 0.5 ? ['lightsail', 'GetInstanceMetricData'] : ['monitoring', next() < 0.5 ? 'GetMetricData' : 'PutMetricData'];
  stage.account.faults.inject({
    service, operation, effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' }, times: 1 + Math.floor(next() * 3),
  });
}

export const RESOURCES = SERIES.map(({ resource }) => resource);

/** Whatever happens, CloudWatch holds what Lightsail reported, for every statistic and period. */
export async function checkLives(numRuns: number): Promise<void> {
  await fc.assert(fc.asyncProperty(lives(2), async (life) => {
    const stage = new ExportStage({ visibility, pageSize: 777 });
    await live(stage, life, 2);
    const compared = await expectSame(stage, RESOURCES, START, START + 2 * DAY, [5 * MINUTE, HOUR, DAY]);
    expect(compared).toBeGreaterThan(1000);
    expect(stage.decisions('surplus')).toEqual([]);
  }), { numRuns });
}

/** However often it begins anew, nothing counts twice; and if no other run is missed, nothing is lost. */
export async function checkLivesWithRestarts(numRuns: number): Promise<void> {
  await fc.assert(fc.asyncProperty(livesWithRestarts(2), async (life) => {
    const stage = new ExportStage({ visibility, pageSize: 777 });
    await live(stage, life, 2);
    await expectNothingTwice(stage, RESOURCES, START, START + 2 * DAY);
    expect(stage.decisions('surplus')).toEqual([]);
    if (life.missed > 0 || life.slow > 0 || life.incidents.some((incident) => incident !== 'busy' && incident !== 'none')) return;
    expect(await expectSame(stage, RESOURCES, START, START + 2 * DAY, [5 * MINUTE, HOUR, DAY])).toBeGreaterThan(1000);
    // A life takes seconds: to look for a simpler one that fails would take minutes.
  }), { numRuns, endOnFailure: true });
}
