import { TimeZone } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { lightsailState } from 'cdk-local-cloud/engine';
import { berlinTimes, type Daily } from './berlin-times';
import { Database, DatabaseStartSchedule, DatabaseStopSchedule, Instance, SnapshotRetention, SnapshotSchedule, SnapshotSource } from '../../../src';
import type { RetentionPolicy, ScheduleResult } from '../../../src/schedules/schedule-contract';
import { independentlyKept } from '../../lambda/schedules/independent-retention';
import { randomNumbers } from '../../support/random-numbers';
import { scheduleResults } from '../../support/schedule-results';
import { DAY, MINUTE, REGION, TestCloud } from '../support/test-cloud';

const BEGINNING = Date.UTC(2026, 2, 1);
const YEAR = 365;
const DATABASES = ['shop-db', 'crm-db'];
const FOREIGN = ['shop-db-before-upgrade', 'shop-db-20250101T0100Z-aaaaaa'];
const TIERS = { daily: 5, weekly: 4, monthly: 12 };

const MORNING: Daily = { hour: 8, weekdaysOnly: true };
const EVENING: Daily = { hour: 18, weekdaysOnly: true };
const NIGHT: Daily = { hour: 20, weekdaysOnly: true };
// What the clocks jump over in March, and show twice in October.
const SMALL_HOURS: Daily = { hour: 2, minute: 30 };

const times = (daily: Daily) => berlinTimes(BEGINNING, YEAR, daily);

function schedule({ hour, minute = 0, weekdaysOnly }: Daily): ScheduleExpression {
  return ScheduleExpression.cron({
    hour: String(hour), minute: String(minute), timeZone: TimeZone.EUROPE_BERLIN, ...weekdaysOnly ? { weekDay: 'MON-FRI' } : {},
  });
}

describe('a year of office hours and snapshots, with the real function and random faults', () => {
  const cloud = new TestCloud({ beginning: BEGINNING });
  const { account, lightsail, lambda } = cloud.cloud;
  const random = randomNumbers(1);
  /** The snapshots that Lightsail could not take. */
  const failed = new Set<string>();
  /** Snapshots by their names without the digest. */
  const asked = new Map<string, string>();

  beforeAll(async () => {
    for (const name of DATABASES) lightsail.seedDatabase(REGION, name);
    lightsail.seedInstance(REGION, 'web-1');
    for (const name of FOREIGN) {
      lightsail.instantly(REGION, 'CreateRelationalDatabaseSnapshot', { relationalDatabaseName: 'shop-db', relationalDatabaseSnapshotName: name });
    }
    await cloud.deployed((stack) => {
      const databases = DATABASES.map((name) => Database.fromDatabaseName(stack, name, name));
      const web = Instance.fromInstanceName(stack, 'Web', 'web-1');
      const retention = SnapshotRetention.tiered(TIERS);
      new DatabaseStartSchedule(stack, 'Morning', { databases, schedule: schedule(MORNING) });
      new DatabaseStopSchedule(stack, 'Night', { databases, schedule: schedule(NIGHT) });
      new SnapshotSchedule(stack, 'Evening', { sources: [SnapshotSource.database(databases[0])], schedule: schedule(EVENING), retention });
      new SnapshotSchedule(stack, 'SmallHours', { sources: [SnapshotSource.instance(web)], schedule: schedule(SMALL_HOURS), retention });
    });
    injectFaults();
    // All of them are looked at in the end.
    account.callsKept = Number.POSITIVE_INFINITY;
    await cloud.cloud.advance(BEGINNING + YEAR * DAY - account.clock.now());

    for (const { call: { operation, input } } of account.calls) {
      const name = String(input.relationalDatabaseSnapshotName ?? input.instanceSnapshotName);
      if (/^Create.*Snapshot$/.test(operation)) asked.set(name.replace(/-[0-9a-f]{6}$/, ''), name);
    }
    // A call that was to fail may have been refused before it came to that: Lightsail's own book tells.
    const operations = lightsailState(account).regions[REGION].operations;
    for (const { failure, operationType, resourceName } of operations) if (failure && /^Create.*Snapshot$/.test(operationType)) failed.add(resourceName);
    for (const name of ['web-1', ...DATABASES]) failed.delete(name);
  }, 300_000);

  afterAll(() => cloud.close());

  function injectFaults(): void {
    const { faults } = account;
    const sometimes = (probability: number, operations?: RegExp) => ({
      when: ({ operation, caller }: { readonly operation: string; readonly caller: { readonly roleName?: string } }) =>
        caller.roleName !== undefined && (operations?.test(operation) ?? true) && random() < probability,
    });
    const changes = /^(Start|Stop|Create|Delete)/;
    faults.inject({ service: 'lightsail', ...sometimes(0.04, /^Create.*Snapshot$/), effect: { type: 'fail-operation', code: 'StorageFull', details: 'full' } });
    faults.inject({ service: 'lightsail', ...sometimes(0.03), effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' } });
    faults.inject({ service: 'lightsail', ...sometimes(0.02), effect: { type: 'error', code: 'ServiceException', message: 'sorry', status: 500 } });
    faults.inject({ service: 'lightsail', ...sometimes(0.05, changes), effect: { type: 'lose-answer' } });
    faults.inject({ service: 'lightsail', ...sometimes(0.005, changes), effect: { type: 'crash-caller' }, times: 5 });
    faults.inject({ service: 'lambda', ...sometimes(0.05), effect: { type: 'error', code: 'TooManyRequestsException', message: 'Rate Exceeded.', status: 429 } });
    faults.inject({ service: 'lambda', ...sometimes(0.05), effect: { type: 'lose-answer' } });
    faults.inject({ service: 'events', ...sometimes(0.05), effect: { type: 'error', code: 'InternalException', message: 'sorry', status: 500 } });
    lambda.deliverTwice(() => random() < 0.1, 20_000);
  }

  function results(): ScheduleResult[] {
    return scheduleResults(cloud.cloud.events);
  }

  /** The name of the snapshot that was taken of this at that time. */
  function snapshotOf(source: string, at: number): string {
    const time = `${source}-${new Date(at).toISOString().replace(/[-:]/g, '').slice(0, 13)}Z`;
    const name = asked.get(time);
    if (name === undefined) throw new Error(`No snapshot ${time}-… was asked for.`);
    return name;
  }

  test.each([
    // They run on the first morning already.
    ['StartRelationalDatabase', times(MORNING).slice(1)],
    ['StopRelationalDatabase', times(NIGHT)],
  ])('%s: none missed, none doubled, at the right time in summer and winter', (operation, due) => {
    for (const name of DATABASES) {
      const calls = account.calls
        .filter(({ call, error }) => call.operation === operation && call.input.relationalDatabaseName === name && error === undefined);
      expect(calls).toHaveLength(due.length);
      for (const [index, { at }] of calls.entries()) {
        expect(at).toBeGreaterThanOrEqual(due[index]);
        expect(at).toBeLessThan(due[index] + 20 * MINUTE);
      }
    }
  });

  test('the snapshots that are left are those that the policy keeps, and foreign ones are as they were', () => {
    const policy: RetentionPolicy = { Type: 'tiered', Daily: TIERS.daily, Weekly: TIERS.weekly, Monthly: TIERS.monthly, TimeZone: 'Europe/Berlin' };
    const left = lightsail.inventory(REGION).filter(({ kind }) => kind.endsWith('Snapshot')).map(({ name }) => name).sort();
    const sources = [{ name: 'shop-db', taken: times(EVENING) }, { name: 'web-1', taken: times(SMALL_HOURS) }];
    const kept = sources.flatMap(({ name, taken }) => {
      const usable = taken.map((at) => ({ name: snapshotOf(name, at), at })).filter((snapshot) => !failed.has(snapshot.name));
      return [...independentlyKept(policy, usable, BEGINNING + YEAR * DAY)];
    });
    expect(left).toEqual([...FOREIGN, ...kept].sort());
    expect(failed.size).toBeGreaterThan(10);
  });

  test('each run is told, and nothing but what was broken on purpose failed', () => {
    const told = new Set(results().map((result) => `${result.schedule} ${result.scheduledTime} ${result.target?.name}`));
    expect(told.size).toBe(DATABASES.length * (times(MORNING).length + times(NIGHT).length) + times(EVENING).length + times(SMALL_HOURS).length);
    // At least once is what EventBridge promises: when an answer got lost, a result is told again.
    expect(results().length - told.size).toBeLessThan(told.size * 0.08);
    const failures = new Set(results().filter(({ result }) => result === 'failed').map(({ reason }) => /snapshot '([^']+)'/.exec(reason ?? '')?.[1]));
    expect([...failures].sort()).toEqual([...failed].sort());
    expect(results().filter(({ result }) => result === 'skipped')).toEqual([]);
  });

  test('nothing is left running', async () => {
    account.faults.clear();
    expect(cloud.running()).toEqual([]);
  });
});
