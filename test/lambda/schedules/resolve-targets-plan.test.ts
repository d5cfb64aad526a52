import type { Effect } from 'cdk-local-cloud/engine';
import { DAY, HOUR, MINUTE, REGION, Stage } from './stage';
import { AwsError } from '../../../lambda/aws/aws-error';
import { ScheduleAction, type ScheduleRequest } from '../../../src/schedules/schedule-contract';

const START = { Action: ScheduleAction.START_DATABASE, Targets: [{ Kind: 'database', Name: 'shop-db' }] } as const;
const STOP = { ...START, Action: ScheduleAction.STOP_DATABASE } as const;
const BY_TAG: Partial<ScheduleRequest> = { ...START, Targets: [], TargetTags: [{ Kind: 'database', Tags: { hours: 'office' } }] };
const DENIED: Effect = { type: 'error', code: 'AccessDeniedException', message: 'not authorized', status: 403 };
const THROTTLED: Effect = { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded', status: 400 };

let stage: Stage;

beforeEach(async () => {
  stage = new Stage();
  stage.lightsail.seedDatabase(REGION, 'shop-db', { tags: [{ key: 'hours', value: 'office' }] });
  await stage.call('StopRelationalDatabase', { relationalDatabaseName: 'shop-db' });
  await stage.create('AWS::SSM::Document', 'holidays', {
    Name: 'holidays', DocumentType: 'ChangeCalendar', DocumentFormat: 'TEXT', Content: 'BEGIN:VCALENDAR\nX-CALENDAR-TYPE:DEFAULT_OPEN\nEND:VCALENDAR\n',
  });
  await stage.advance(HOUR);
});

/** A start at eight. */
async function eightOClock(request: Partial<ScheduleRequest>): Promise<void> {
  await stage.schedule('Morning', 'at(2026-03-01T08:00:00)', request);
  await stage.advance(9 * HOUR);
}

const minutesLate = () => stage.results().map(({ durationSeconds }) => Math.floor(durationSeconds / 60));

describe('a run that cannot begin fails, is published and is counted', () => {
  test.each([
    ['its calendar may not be read', 'ssm', 'GetCalendarState', { ...START, Calendars: ['holidays'] }, 'look-at-calendars'],
    ['what carries its tags may not be listed', 'lightsail', 'GetRelationalDatabases', BY_TAG, 'find-targets'],
  ])('because %s', async (_, service, operation, request, step) => {
    stage.account.faults.inject({ service, operation, effect: DENIED });
    await eightOClock(request);
    expect(stage.results()).toMatchObject([{
      action: 'start-database',
      result: 'failed',
      schedule: 'Morning',
      reason: `AccessDeniedException: not authorized (step '${step}' of the run of the schedule 'Morning'). Compare the policies of the provider's function with `
        + 'those that this version of cdk-lightsail writes, and look for a permissions boundary or a service control policy that forbids the call.',
    }]);
    expect(stage.results()[0]).not.toHaveProperty('target');
    expect(stage.metric('Failed', 'Morning')).toEqual([1]);
    // A permission may have to spread: two minutes, and a few looks.
    expect(minutesLate()).toEqual([2]);
    expect(stage.invocations).toBeLessThan(10);
  });

  test('because its calendar is none', async () => {
    await eightOClock({ ...START, Calendars: ['gone'] });
    expect(stage.results()).toMatchObject([{
      result: 'failed',
      reason: "InvalidDocument: Document with name gone does not exist. (step 'look-at-calendars' of the run of the schedule 'Morning'). "
        + 'Check the name and the region, and that nothing deleted it meanwhile.',
    }]);
  });

  test('because it was throttled until it was too late', async () => {
    stage.account.faults.inject({ service: 'lightsail', operation: 'GetRelationalDatabases', effect: THROTTLED });
    await eightOClock({ ...BY_TAG, MaxAgeSeconds: 900 });
    expect(stage.results()).toMatchObject([{
      result: 'failed',
      reason: expect.stringMatching(/^Timed out after 89\d s of waiting for step 'find-targets' of the run of the schedule 'Morning' to be accepted; last seen: ThrottlingException: Rate exceeded\. The next run/) as string,
    }]);
    expect(minutesLate()).toEqual([14]);
  });

  test('because the waiter cannot be started, for each target', async () => {
    stage.waiterError = new AwsError('AccessDeniedException', 'not authorized', 403);
    stage.lightsail.seedDatabase(REGION, 'crm-db');
    await eightOClock({ ...START, Targets: [...START.Targets, { Kind: 'database', Name: 'crm-db' }] });
    // One is published while the other is still tried.
    const results = stage.results().sort((one, other) => (one.target?.name ?? '') < (other.target?.name ?? '') ? 1 : -1);
    expect(results).toMatchObject([
      {
        result: 'failed',
        target: { name: 'shop-db' },
        reason: expect.stringMatching(/^The provider's waiter .* could not be started: AccessDeniedException: not authorized\. Check .* may start it; the next run of the schedule tries again\.$/) as string,
      },
      { result: 'succeeded', target: { name: 'crm-db' }, changed: false },
    ]);
    expect(stage.metric('Failed', 'Morning').sort()).toEqual([0, 1]);
    expect(stage.invocations).toBe(1);
  });

  test('because it has to wait and the waiter cannot be started', async () => {
    stage.waiterError = new AwsError('StateMachineDoesNotExist', 'gone', 400);
    stage.account.faults.inject({ service: 'ssm', effect: THROTTLED });
    await eightOClock({ ...START, Calendars: ['holidays'] });
    expect(stage.results()).toMatchObject([{ result: 'failed', reason: expect.stringMatching(/could not be started: StateMachineDoesNotExist: gone/) as string }]);
    expect(stage.metric('Failed', 'Morning')).toEqual([1]);
  });

  test('also if it comes every hour', async () => {
    stage.account.faults.inject({ service: 'lightsail', operation: 'GetRelationalDatabaseSnapshots', effect: DENIED });
    await stage.schedule('Age', 'rate(1 hours)', { ...START, Action: ScheduleAction.REPORT_SNAPSHOT_AGE, LogicalId: 'Nightly' });
    await stage.advance(DAY + MINUTE);
    expect(stage.metric('Failed', 'Nightly').length).toBeGreaterThan(20);
    expect(stage.results()[0]).toMatchObject({ action: 'report-snapshot-age', result: 'failed', reason: expect.stringMatching(/step 'report-ages'/) as string });
  });
});

describe('what the waiter carries stays small', () => {
  const names = Array.from({ length: 500 }, (_, i) => `db-${i}-`.padEnd(255, 'x'));

  test('for each of hundreds of targets', async () => {
    for (const name of names.slice(0, 3)) stage.lightsail.seedDatabase(REGION, name);
    await eightOClock({ ...STOP, Targets: names.map((Name) => ({ Kind: 'database' as const, Name })) });
    expect(stage.results()).toHaveLength(names.length);
    expect(stage.executions).toBe(3);
    expect(stage.largestState).toBeLessThan(5_000);
  });

  test('while the ages of hundreds of sources cannot be reported yet', async () => {
    for (const name of names) stage.lightsail.seedDatabase(REGION, name, { tags: [{ key: 'hours', value: 'office' }] });
    stage.account.faults.inject({ service: 'monitoring', effect: THROTTLED, times: 3 });
    await eightOClock({ ...BY_TAG, Action: ScheduleAction.REPORT_SNAPSHOT_AGE });
    expect(stage.metric('NewestSnapshotAge', 'Morning')).toHaveLength(501);
    expect(stage.executions).toBe(1);
    expect(stage.largestState).toBeLessThan(5_000);
  });
});

describe('a run whose beginning is refused for now', () => {
  test.each([
    ['its calendar', 'ssm', 'GetCalendarState', { ...START, Calendars: ['holidays'] }],
    ['what carries its tags', 'lightsail', 'GetRelationalDatabases', BY_TAG],
  ])('begins a little later: %s', async (_, service, operation, request) => {
    stage.account.faults.inject({ service, operation, effect: THROTTLED, times: 5 });
    await eightOClock(request);
    expect(stage.state('shop-db')).toBe('available');
    expect(stage.results()).toMatchObject([{ result: 'succeeded', changed: true, target: { name: 'shop-db' } }]);
  });

  test('begins once, however often it is delivered', async () => {
    stage.deliveries = 3;
    stage.account.faults.inject({ service: 'lightsail', operation: 'GetRelationalDatabases', effect: THROTTLED, times: 5 });
    await eightOClock(BY_TAG);
    expect(stage.times('StartRelationalDatabase')).toHaveLength(1);
    expect(stage.results().filter(({ changed }) => changed)).toHaveLength(1);
    // One for the run's beginning, one for its target.
    expect(stage.executions).toBe(2);
  });
});
