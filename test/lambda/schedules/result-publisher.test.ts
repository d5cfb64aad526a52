import type { Effect } from 'cdk-local-cloud/engine';
import { HOUR, MINUTE, REGION, Stage } from './stage';
import { AwsError } from '../../../lambda/aws/aws-error';
import { ScheduleAction } from '../../../src/schedules/schedule-contract';

const START = { Action: ScheduleAction.START_DATABASE, Targets: [{ Kind: 'database', Name: 'shop-db' }] } as const;
const THROTTLED: Effect = { type: 'error', code: 'Throttling', message: 'Rate exceeded', status: 400 };
const BROKEN: Effect = { type: 'error', code: 'InternalServiceFault', message: 'sorry', status: 500 };
const LOST: Effect = { type: 'lose-answer' };
const CUT: Effect = { type: 'error', code: 'AccessDenied', message: 'no', status: 403 };

let stage: Stage;

beforeEach(() => {
  stage = new Stage();
});

/** The result of a start at eight: with a database that is stopped, one that runs already, or none at all. */
async function eightOClock(database: 'stopped' | 'available' | 'gone', faults: Array<readonly [service: 'events' | 'monitoring', effect: Effect, times?: number]>) {
  if (database !== 'gone') stage.lightsail.seedDatabase(REGION, 'shop-db');
  if (database === 'stopped') await stage.call('StopRelationalDatabase', { relationalDatabaseName: 'shop-db' });
  await stage.advance(HOUR);
  for (const [service, effect, times] of faults) stage.account.faults.inject({ service, effect, times });
  await stage.schedule('Morning', 'at(2026-03-01T08:00:00)', START);
  await stage.advance(9 * HOUR);
}

const sum = (name: string) => stage.metric(name, 'Morning').reduce((one, other) => one + other, 0);

describe.each(['stopped', 'available'] as const)('a success (the database was %s)', (database) => {
  test('is published and counted once', async () => {
    await eightOClock(database, []);
    expect(stage.results()).toMatchObject([{ result: 'succeeded' }]);
    expect([sum('Succeeded'), sum('Failed')]).toEqual([1, 0]);
  });

  test('whose count may have arrived is not counted again', async () => {
    await eightOClock(database, [['monitoring', LOST, 1]]);
    expect(stage.results()).toMatchObject([{ result: 'succeeded' }]);
    expect(sum('Succeeded')).toBe(1);
    expect(stage.lines.join('\n')).toMatch(/"decision":"counted-or-not","channel":"metrics"/);
  });

  test.each([['throttled', THROTTLED], ['denied', CUT]])('whose count was refused is counted later, once: %s', async (_, effect) => {
    await eightOClock(database, [['monitoring', effect, 4]]);
    expect(stage.results()).toMatchObject([{ result: 'succeeded' }]);
    expect([sum('Succeeded'), sum('Failed')]).toEqual([1, 0]);
  });

  test('that the event bus does not take is counted once, and published later', async () => {
    await eightOClock(database, [['events', BROKEN, 4]]);
    expect(stage.results()).toMatchObject([{ result: 'succeeded' }]);
    expect(sum('Succeeded')).toBe(1);
  });

  test('whose event may have arrived is published at least once, and counted once', async () => {
    await eightOClock(database, [['events', LOST, 3]]);
    expect(new Set(stage.results().map(({ result }) => result))).toEqual(new Set(['succeeded']));
    expect(sum('Succeeded')).toBe(1);
  });

  test('that nobody takes fails the execution, and is no failure of the run', async () => {
    await eightOClock(database, [['events', CUT]]);
    expect([sum('Succeeded'), sum('Failed')]).toEqual([1, 0]);
    expect(stage.failedExecutions).toEqual([expect.stringMatching(/The run succeeded, and this could not be published \(event\): AccessDenied: no/)]);
    // A quarter of an hour, then what the waiter itself tries.
    expect(stage.invocations).toBeLessThan(50);
  });
});

describe('a failure', () => {
  test.each([
    ['lost', LOST], ['lost by a broken service', BROKEN], ['throttled', THROTTLED], ['denied', CUT],
  ])('raises its alarm, whatever happens to its first counts: %s', async (_, effect) => {
    await eightOClock('gone', [['monitoring', effect, 3]]);
    expect(stage.results()).toMatchObject([{ result: 'failed' }]);
    expect(sum('Failed')).toBeGreaterThanOrEqual(1);
    expect(sum('Succeeded')).toBe(0);
  });

  test('that is counted late is counted at a time that alarms still look at', async () => {
    await eightOClock('gone', [['monitoring', THROTTLED, 8]]);
    const [{ at }] = stage.cloudWatch.data('cdk-lightsail', 'Failed');
    expect(at).toBeGreaterThan(Date.parse('2026-03-01T08:03:00Z'));
  });
});

test('a waiter that is out of order for a minute delays one target, and nothing is published twice', async () => {
  stage.lightsail.seedDatabase(REGION, 'shop-db');
  stage.lightsail.seedDatabase(REGION, 'crm-db');
  await stage.call('StopRelationalDatabase', { relationalDatabaseName: 'crm-db' });
  await stage.advance(HOUR);
  await stage.schedule('Morning', 'at(2026-03-01T08:00:00)', { ...START, Targets: [...START.Targets, { Kind: 'database', Name: 'crm-db' }] });
  stage.waiterError = new AwsError('ServiceUnavailable', 'busy', 503);
  let pauses = 0;
  stage.sleep = async () => { if (++pauses === 7) stage.waiterError = undefined; };
  await stage.advance(7 * HOUR + 30 * MINUTE);
  expect(stage.results().map(({ target, result }) => [target?.name, result])).toEqual([['shop-db', 'succeeded'], ['crm-db', 'succeeded']]);
  expect(sum('Succeeded')).toBe(2);
});
