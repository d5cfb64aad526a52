import { independentlyKept } from './independent-retention';
import { DAY, HOUR, MINUTE, REGION, Stage, START } from './stage';
import { lightsailState } from '../../../local/lightsail/state';
import { type RetentionPolicy, ScheduleAction, type ScheduleRequest } from '../../../src/schedules/schedule-contract';

/** A sequence of numbers from 0 to 1 that is the same in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = state * 48_271 % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const DATABASES = ['shop-db', 'crm-db'];
const ZONE = 'Europe/Berlin';
const TIERS: RetentionPolicy = { Type: 'tiered', Daily: 5, Weekly: 4, Monthly: 12, TimeZone: ZONE };
const targets = (kind: 'database' | 'instance', ...names: string[]): Pick<ScheduleRequest, 'Targets'> => ({ Targets: names.map((Name) => ({ Kind: kind, Name })) });

/** Berlin is two hours ahead of UTC from the last Sunday of March to that of October, 1:00 UTC, and one hour otherwise. */
function berlin(year: number, month: number, day: number, hour: number, minute: number): number {
  const lastSunday = (ofMonth: number) => {
    const last = new Date(Date.UTC(year, ofMonth, 0));
    return Date.UTC(year, ofMonth - 1, last.getUTCDate() - last.getUTCDay(), 1);
  };
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  const winter = asUtc - HOUR;
  return winter >= lastSunday(3) && asUtc - 2 * HOUR < lastSunday(10) ? asUtc - 2 * HOUR : winter;
}

/** The local times of a year at which something is expected. */
function expected(hour: number, minute: number, weekdaysOnly: boolean): number[] {
  const times: number[] = [];
  for (let date = START; date < START + 365 * DAY; date += DAY) {
    const day = new Date(date);
    if (weekdaysOnly && [0, 6].includes(day.getUTCDay())) continue;
    // 2:30 does not exist on the 29th of March 2026.
    if (hour === 2 && day.getUTCMonth() === 2 && day.getUTCDate() === 29) continue;
    times.push(berlin(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate(), hour, minute));
  }
  return times;
}

describe('a year of office hours and snapshots, with random faults', () => {
  const stage = new Stage();
  const random = randomNumbers(1);
  const failed = new Set<string>();
  /** Snapshots by their names without the digest. */
  const asked = new Map<string, string>();
  const foreign = ['shop-db-before-upgrade', 'shop-db-20250101T0100Z-aaaaaa'];

  beforeAll(async () => {
    for (const name of DATABASES) stage.lightsail.seedDatabase(REGION, name);
    stage.lightsail.seedInstance(REGION, 'web-1');
    for (const name of foreign) {
      stage.lightsail.instantly(REGION, 'CreateRelationalDatabaseSnapshot', { relationalDatabaseName: 'shop-db', relationalDatabaseSnapshotName: name });
    }
    await stage.schedule('Morning', 'cron(0 8 ? * MON-FRI *)', { Action: ScheduleAction.START_DATABASE, ...targets('database', ...DATABASES) }, ZONE);
    await stage.schedule('Night', 'cron(0 20 ? * MON-FRI *)', { Action: ScheduleAction.STOP_DATABASE, ...targets('database', ...DATABASES) }, ZONE);
    const snapshots = { Action: ScheduleAction.TAKE_SNAPSHOT, Retention: TIERS, WhenUnavailable: 'wait', CopyTo: [] } as const;
    await stage.schedule('Evening', 'cron(0 18 ? * MON-FRI *)', { ...snapshots, ...targets('database', ...DATABASES) }, ZONE);
    await stage.schedule('Nightly', 'cron(30 2 * * ? *)', { ...snapshots, ...targets('instance', 'web-1') }, ZONE);

    const { faults } = stage.account;
    faults.inject({
      service: 'lightsail',
      effect: { type: 'fail-operation', code: 'StorageFull', details: 'full' },
      when: ({ operation }) => /^Create.*Snapshot$/.test(operation) && random() < 0.04,
    });
    const sometimes = (probability: number, ...operations: string[]) => ({
      service: 'lightsail', when: ({ operation }: { readonly operation: string }) => (operations.length === 0 || operations.includes(operation)) && random() < probability,
    });
    faults.inject({ ...sometimes(0.03), effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' } });
    faults.inject({ ...sometimes(0.02), effect: { type: 'error', code: 'ServiceException', message: 'sorry', status: 500 } });
    faults.inject({
      ...sometimes(0.05, 'StartRelationalDatabase', 'StopRelationalDatabase', 'DeleteRelationalDatabaseSnapshot', 'CreateInstanceSnapshot'),
      effect: { type: 'lose-answer' },
    });
    faults.inject({ service: 'lambda', when: () => random() < 0.05, effect: { type: 'error', code: 'TooManyRequestsException', message: 'Rate Exceeded.', status: 429 } });
    faults.inject({ service: 'lambda', when: () => random() < 0.05, effect: { type: 'lose-answer' } });
    faults.inject({ service: 'events', when: () => random() < 0.05, effect: { type: 'error', code: 'InternalException', message: 'sorry', status: 500 } });
    for (let day = 0; day < 365; day++) {
      stage.deliveries = random() < 0.1 ? 2 : 1;
      await stage.advance(DAY);
    }
    for (const { call: { operation, input } } of stage.account.calls) {
      const name = String(input.relationalDatabaseSnapshotName ?? input.instanceSnapshotName);
      if (/^Create.*Snapshot$/.test(operation)) asked.set(name.replace(/-[0-9a-f]{6}$/, ''), name);
    }
    // A call that was to fail may have been refused before it came to that: Lightsail's own book tells.
    const operations = lightsailState(stage.account).regions[REGION].operations;
    for (const { failure, operationType, resourceName } of operations) if (failure && /^Create.*Snapshot$/.test(operationType)) failed.add(resourceName);
    for (const name of ['web-1', ...DATABASES]) failed.delete(name);
  }, 120_000);

  test.each([['StartRelationalDatabase', 8], ['StopRelationalDatabase', 20]])('%s: none missed, none doubled, at the right time in summer and winter', (operation, hour) => {
    for (const name of DATABASES) {
      const calls = stage.account.calls
        .filter(({ call, error }) => call.operation === operation && call.input.relationalDatabaseName === name && error === undefined);
      const times = expected(hour, 0, true);
      expect(calls).toHaveLength(times.length - (operation === 'StartRelationalDatabase' ? 1 : 0));
      // It runs on the first morning already.
      const due = operation === 'StartRelationalDatabase' ? times.slice(1) : times;
      for (const [index, { at }] of calls.entries()) {
        expect(at).toBeGreaterThanOrEqual(due[index]);
        expect(at).toBeLessThan(due[index] + 15 * MINUTE);
      }
    }
  });

  test('the snapshots that are left are those that the policy keeps, and foreign ones are as they were', () => {
    const left = stage.lightsail.inventory(REGION).filter(({ kind }) => kind.endsWith('Snapshot')).map(({ name }) => name).sort();
    const kept = [...DATABASES.map((name) => ({ name, times: expected(18, 0, true) })), { name: 'web-1', times: expected(2, 30, false) }].flatMap(({ name, times }) => {
      const taken = times.map((at) => ({ name: snapshotOf(name, at), at })).filter((snapshot) => !failed.has(snapshot.name));
      return [...independentlyKept(TIERS, taken, START + 365 * DAY)];
    });
    expect(left).toEqual([...foreign, ...kept].sort());
    expect(failed.size).toBeGreaterThan(10);
  });

  test('each run is told once, and nothing but what was broken on purpose failed', () => {
    const told = stage.results().map(({ schedule, scheduledTime, target }) => `${schedule} ${scheduledTime} ${target?.name}`);
    const weekdays = expected(8, 0, true).length;
    expect(new Set(told).size).toBe(weekdays * 2 * 3 + expected(2, 30, false).length);
    // At least once is what EventBridge promises; here it is hardly ever more.
    expect(told.length - new Set(told).size).toBeLessThan(told.length * 0.05);
    const failures = new Set(stage.results().filter(({ result }) => result === 'failed').map(({ reason }) => /snapshot '([^']+)'/.exec(reason ?? '')?.[1]));
    expect([...failures].sort()).toEqual([...failed].sort());
    expect(stage.results().filter(({ result }) => result === 'skipped')).toEqual([]);
  });

  /** The name of the snapshot that was taken of this at that time. */
  function snapshotOf(source: string, at: number): string {
    const time = `${source}-${new Date(at).toISOString().replace(/[-:]/g, '').slice(0, 13)}Z`;
    const name = asked.get(time);
    if (name === undefined) throw new Error(`No snapshot ${time}-… was asked for.`);
    return name;
  }
});
