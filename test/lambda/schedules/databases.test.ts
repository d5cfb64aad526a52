import { DAY, HOUR, MINUTE, REGION, Stage } from './stage';
import { ScheduleAction } from '../../../src/schedules/schedule-contract';

const START = { Action: ScheduleAction.START_DATABASE, Targets: [{ Kind: 'database', Name: 'shop-db' }] } as const;
const STOP = { ...START, Action: ScheduleAction.STOP_DATABASE } as const;
const KEEP = { ...START, Action: ScheduleAction.KEEP_DATABASE_STOPPED, LogicalId: 'Night' } as const;

function stage(): Stage {
  const made = new Stage();
  made.lightsail.seedDatabase(REGION, 'shop-db');
  return made;
}

async function stoppedStage(): Promise<Stage> {
  const made = stage();
  await made.call('StopRelationalDatabase', { relationalDatabaseName: 'shop-db' });
  await made.advance(HOUR);
  made.account.calls.length = 0;
  return made;
}

describe('a start', () => {
  test('starts a stopped database and waits until it is available', async () => {
    const made = await stoppedStage();
    await made.schedule('Morning', 'cron(0 8 * * ? *)', START);
    await made.advance(9 * HOUR);
    expect(made.state('shop-db')).toBe('available');
    expect(made.times('StartRelationalDatabase')).toEqual(['2026-03-01T08:00']);
    expect(made.results()).toMatchObject([{
      action: 'start-database',
      result: 'succeeded',
      changed: true,
      schedule: 'Morning',
      stackName: 'shop',
      target: { kind: 'database', name: 'shop-db' },
      scheduledTime: '2026-03-01T08:00:00.000Z',
    }]);
    expect(made.metric('Succeeded', 'Morning')).toEqual([1]);
    expect(made.metric('Failed', 'Morning')).toEqual([0]);
    expect(made.metric('Duration', 'Morning')).toEqual([made.results()[0].durationSeconds]);
  });

  test('of what runs already is a success without a call, and without the waiter', async () => {
    const made = stage();
    await made.schedule('Morning', 'cron(0 8 * * ? *)', START);
    await made.advance(9 * HOUR);
    expect(made.times('StartRelationalDatabase')).toEqual([]);
    expect(made.results()).toMatchObject([{ result: 'succeeded', changed: false, durationSeconds: 0 }]);
    expect([made.invocations, made.executions]).toEqual([1, 0]);
  });

  test('waits for a database that is just being stopped, then starts it', async () => {
    const made = stage();
    await made.schedule('Morning', 'cron(0 8 * * ? *)', START);
    await made.advance(8 * HOUR - MINUTE);
    await made.call('StopRelationalDatabase', { relationalDatabaseName: 'shop-db' });
    await made.advance(2 * HOUR);
    expect(made.state('shop-db')).toBe('available');
    expect(made.times('StartRelationalDatabase')).toHaveLength(1);
    expect(made.results()).toMatchObject([{ result: 'succeeded', changed: true }]);
  });

  test('delivered twice acts once', async () => {
    const made = await stoppedStage();
    made.deliveries = 3;
    await made.schedule('Morning', 'cron(0 8 * * ? *)', START);
    await made.advance(9 * HOUR);
    expect(made.times('StartRelationalDatabase')).toHaveLength(1);
    expect(made.executions).toBe(1);
    expect(made.results()).toHaveLength(1);
  });

  test('whose answer is lost starts once', async () => {
    const made = await stoppedStage();
    made.account.faults.inject({ service: 'lightsail', operation: 'StartRelationalDatabase', effect: { type: 'lose-answer' }, times: 1 });
    await made.schedule('Morning', 'cron(0 8 * * ? *)', START);
    await made.advance(9 * HOUR);
    expect(made.times('StartRelationalDatabase')).toHaveLength(1);
    expect(made.results()).toMatchObject([{ result: 'succeeded', changed: true }]);
  });

  test.each(['fail-operation', 'lost and failed'])('that Lightsail fails fails with its reason: %s', async (how) => {
    const made = await stoppedStage();
    const failure = { type: 'fail-operation', code: 'InsufficientCapacity', details: 'no room' } as const;
    made.account.faults.inject({ service: 'lightsail', operation: 'StartRelationalDatabase', effect: failure, times: 1 });
    if (how !== 'fail-operation') {
      // The answer gets lost behind the fault's back.
      const call = made.account.call.bind(made.account);
      let lost = false;
      made.account.call = async (asked) => {
        const answer = await call(asked);
        if (asked.operation !== 'StartRelationalDatabase' || lost) return answer;
        lost = true;
        return { ...answer, effect: { type: 'lose-answer' } };
      };
    }
    await made.schedule('Morning', 'cron(0 8 * * ? *)', START);
    await made.advance(9 * HOUR);
    expect(made.results()).toMatchObject([{ result: 'failed', reason: expect.stringMatching(/could not start the database 'shop-db': InsufficientCapacity: no room/) as string }]);
    expect(made.metric('Failed', 'Morning')).toEqual([1]);
  });

  test('that is throttled comes through', async () => {
    const made = await stoppedStage();
    made.account.faults.inject({ service: 'lightsail', effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' }, times: 8 });
    await made.schedule('Morning', 'cron(0 8 * * ? *)', START);
    await made.advance(9 * HOUR);
    expect(made.state('shop-db')).toBe('available');
    expect(made.results()).toMatchObject([{ result: 'succeeded' }]);
  });

  test('of what is gone fails, clearly', async () => {
    const made = new Stage();
    await made.schedule('Morning', 'cron(0 8 * * ? *)', START);
    await made.advance(9 * HOUR);
    expect(made.results()).toMatchObject([{ result: 'failed', reason: "There is no database 'shop-db'. Check its name and the region, or remove the schedule." }]);
  });

  test('that never ends fails at its deadline, and names the state', async () => {
    const made = await stoppedStage();
    made.account.faults.inject({ service: 'lightsail', operation: 'StartRelationalDatabase', effect: { type: 'endless-operation' }, times: 1 });
    await made.schedule('Morning', 'cron(0 8 * * ? *)', { ...START, TimeoutSeconds: 1800 });
    await made.advance(9 * HOUR);
    const [{ result, reason, durationSeconds }] = made.results();
    expect(result).toBe('failed');
    expect(reason).toMatch(/Timed out after 1[78]\d\d s of waiting for the database 'shop-db' to be available; last seen: the operation StartRelationalDatabase is Started/);
    expect(durationSeconds).toBeLessThanOrEqual(1800);
  });

  test('that comes too late is skipped', async () => {
    const made = await stoppedStage();
    made.throttled = true;
    await made.schedule('Morning', 'at(2026-03-01T08:00:00)', START);
    await made.advance(12 * HOUR);
    made.release();
    await made.advance(HOUR);
    expect(made.times('StartRelationalDatabase')).toEqual([]);
    expect(made.results()).toMatchObject([{ result: 'skipped', reason: 'it came 18000 s late; the limit is 3600 s' }]);
    expect(made.metric('Skipped', 'Morning')).toEqual([1]);
  });

  test('before its start, and from its end on, does nothing and publishes nothing', async () => {
    const made = await stoppedStage();
    await made.schedule('Morning', 'cron(0 8 * * ? *)', { ...START, Start: '2026-03-03T08:00:00.000Z', End: '2026-03-04T08:00:00.000Z' });
    await made.advance(6 * DAY);
    expect(made.times('StartRelationalDatabase')).toEqual(['2026-03-03T08:00']);
    expect(made.results()).toMatchObject([{ result: 'succeeded', scheduledTime: '2026-03-03T08:00:00.000Z' }]);
    expect(made.metric('Skipped', 'Morning')).toEqual([0]);
  });

  test('is skipped while a change calendar is closed', async () => {
    const made = await stoppedStage();
    await made.create('AWS::SSM::Document', 'holidays', {
      Name: 'holidays',
      DocumentType: 'ChangeCalendar',
      DocumentFormat: 'TEXT',
      Content: 'BEGIN:VCALENDAR\nX-CALENDAR-TYPE:DEFAULT_OPEN\nBEGIN:VEVENT\nDTSTART:20260302T000000Z\nDTEND:20260303T000000Z\nEND:VEVENT\nEND:VCALENDAR\n',
    });
    await made.schedule('Morning', 'cron(0 8 2,3 * ? *)', { ...START, Calendars: ['holidays'] });
    await made.advance(4 * DAY);
    expect(made.times('StartRelationalDatabase')).toEqual(['2026-03-03T08:00']);
    expect(made.results()).toMatchObject([{ result: 'skipped', reason: 'a change calendar is closed (holidays)' }, { result: 'succeeded' }]);
  });

  test('leaves a database alone that is held', async () => {
    const made = await stoppedStage();
    await made.call('TagResource', { resourceName: 'shop-db', tags: [{ key: 'cdk-lightsail:hold-until', value: '2026-03-03' }] });
    await made.schedule('Morning', 'cron(0 8 * * ? *)', START);
    await made.advance(3 * DAY);
    expect(made.times('StartRelationalDatabase')).toEqual(['2026-03-03T08:00']);
    expect(made.results().map(({ result, reason }) => reason ?? result)).toEqual([
      'the database is held as it is until 2026-03-03T00:00:00.000Z', 'the database is held as it is until 2026-03-03T00:00:00.000Z', 'succeeded',
    ]);
  });

  test('is for each database that carries the tag, on every page, and one that fails does not stop the others', async () => {
    const made = new Stage({ pageSize: 2 });
    for (const name of ['a-db', 'b-db', 'c-db', 'd-db', 'e-db']) {
      made.lightsail.seedDatabase(REGION, name, { tags: [{ key: 'hours', value: name === 'd-db' ? 'always' : 'office' }] });
      await made.call('StopRelationalDatabase', { relationalDatabaseName: name });
    }
    await made.advance(HOUR);
    made.account.faults.inject({
      service: 'lightsail',
      operation: 'StartRelationalDatabase',
      when: ({ input }) => input.relationalDatabaseName === 'b-db',
      effect: { type: 'error', code: 'InvalidInputException', message: 'no' },
    });
    await made.schedule('Morning', 'cron(0 8 * * ? *)', { ...START, Targets: [], TargetTags: [{ Kind: 'database', Tags: { hours: 'office' } }] });
    await made.advance(9 * HOUR);
    expect(['a-db', 'b-db', 'c-db', 'd-db', 'e-db'].map((name) => made.state(name))).toEqual(['available', 'stopped', 'available', 'stopped', 'available']);
    expect(made.results().map(({ target, result }) => `${target?.name} ${result}`).sort())
      .toEqual(['a-db succeeded', 'b-db failed', 'c-db succeeded', 'e-db succeeded']);
  });

  test('for a tag that nothing carries is skipped', async () => {
    const made = stage();
    await made.schedule('Morning', 'cron(0 8 * * ? *)', { ...START, Targets: [], TargetTags: [{ Kind: 'database', Tags: { hours: 'never' } }] });
    await made.advance(9 * HOUR);
    expect(made.results()).toMatchObject([{ result: 'skipped', reason: 'no resource has the tags' }]);
  });
});

describe('a stop', () => {
  test('stops a running database and waits until it is stopped', async () => {
    const made = stage();
    await made.schedule('Night', 'cron(0 20 * * ? *)', STOP);
    await made.advance(21 * HOUR);
    expect(made.state('shop-db')).toBe('stopped');
    expect(made.results()).toMatchObject([{ action: 'stop-database', result: 'succeeded', changed: true }]);
    expect(made.snapshots()).toEqual([]);
  });

  test('of what is busy waits, and asks again if it was refused', async () => {
    const made = stage();
    await made.schedule('Night', 'cron(0 20 * * ? *)', STOP);
    await made.advance(20 * HOUR + 3_000);
    // Between the look and the stop, somebody takes a snapshot.
    await made.call('CreateRelationalDatabaseSnapshot', { relationalDatabaseName: 'shop-db', relationalDatabaseSnapshotName: 'by-hand' });
    await made.advance(2 * HOUR);
    expect(made.state('shop-db')).toBe('stopped');
    expect(made.results()).toMatchObject([{ result: 'succeeded', changed: true }]);
  });

  test('takes a snapshot first, and keeps as many as it should', async () => {
    const made = stage();
    await made.schedule('Night', 'cron(0 20 * * ? *)', { ...STOP, SnapshotBeforeStop: true, Retention: { Type: 'count', Count: 2 } });
    await made.schedule('Morning', 'cron(0 8 * * ? *)', START);
    await made.advance(4 * DAY);
    expect(made.snapshots().map((name) => name.replace(/-[0-9a-f]{6}$/, ''))).toEqual(['shop-db-20260303T2000Z', 'shop-db-20260304T2000Z']);
    const stops = made.results().filter(({ action }) => action === 'stop-database');
    expect(stops.map(({ result, snapshot, pruned }) => [result, snapshot?.slice(0, 22), pruned?.length])).toEqual([
      ['succeeded', 'shop-db-20260301T2000Z', 0], ['succeeded', 'shop-db-20260302T2000Z', 0],
      ['succeeded', 'shop-db-20260303T2000Z', 1], ['succeeded', 'shop-db-20260304T2000Z', 1],
    ]);
    expect(made.tags(made.snapshots()[0])).toMatchObject({ 'cdk-lightsail:resource': 'Night' });
  });

  test('does not stop what it could take no snapshot of', async () => {
    const made = stage();
    made.account.faults.inject({
      service: 'lightsail', operation: 'CreateRelationalDatabaseSnapshot', effect: { type: 'fail-operation', code: 'StorageFull', details: 'full' }, times: 1,
    });
    await made.schedule('Night', 'cron(0 20 * * ? *)', { ...STOP, SnapshotBeforeStop: true, Retention: { Type: 'count', Count: 2 } });
    await made.advance(22 * HOUR);
    expect(made.state('shop-db')).toBe('available');
    expect(made.times('StopRelationalDatabase')).toEqual([]);
    expect(made.results()).toMatchObject([{ result: 'failed', reason: expect.stringMatching(/could not take the snapshot .*StorageFull: full/) as string }]);
    expect(made.snapshots()).toEqual([]);
  });
});

describe('what is to stay stopped', () => {
  test('is stopped again within the hour after AWS started it, until the next start', async () => {
    const made = stage();
    await made.schedule('Night', 'at(2026-03-01T20:00:00)', { ...STOP, KeepStopped: true });
    await made.schedule('Keep', 'rate(1 hours)', KEEP);
    await made.schedule('Morning', 'at(2026-03-20T08:00:00)', START);
    await made.advance(DAY);
    expect(made.tags('shop-db')).toEqual({ 'cdk-lightsail:keep-stopped': '2026-03-01T20:00:00Z' });
    await made.advance(17 * DAY);
    // Twice seven days, and a little for each start.
    expect(made.times('StopRelationalDatabase').map((time) => time.slice(0, 10))).toEqual(['2026-03-01', '2026-03-08', '2026-03-15']);
    expect(made.state('shop-db')).toBe('stopped');
    expect(made.results().map(({ action, changed }) => [action, changed])).toEqual([
      ['stop-database', true], ['keep-database-stopped', true], ['keep-database-stopped', true],
    ]);
    await made.advance(10 * DAY);
    expect(made.state('shop-db')).toBe('available');
    expect(made.tags('shop-db')).toEqual({});
    expect(made.times('StopRelationalDatabase')).toHaveLength(3);
  }, 60_000);

  test('is left alone by a stop that does not keep, and by whoever removes the tag', async () => {
    const made = stage();
    await made.schedule('Night', 'at(2026-03-01T20:00:00)', { ...STOP, KeepStopped: true });
    await made.schedule('Keep', 'rate(1 hours)', KEEP);
    await made.advance(DAY);
    await made.call('UntagResource', { resourceName: 'shop-db', tagKeys: ['cdk-lightsail:keep-stopped'] });
    await made.call('StartRelationalDatabase', { relationalDatabaseName: 'shop-db' });
    await made.advance(DAY);
    expect(made.state('shop-db')).toBe('available');
  });

  test('carries its tag also if it was stopped already', async () => {
    const made = await stoppedStage();
    await made.schedule('Night', 'cron(0 20 * * ? *)', { ...STOP, KeepStopped: true });
    await made.advance(21 * HOUR);
    expect(made.tags('shop-db')).toHaveProperty(['cdk-lightsail:keep-stopped']);
    expect(made.times('StopRelationalDatabase')).toEqual([]);
  });
});

describe('what is to stay stopped, with a snapshot before each stop', () => {
  const NIGHT = { ...STOP, LogicalId: 'Night', KeepStopped: true, SnapshotBeforeStop: true, Retention: { Type: 'count', Count: 7 } } as const;
  const HOURLY = { ...NIGHT, Action: ScheduleAction.KEEP_DATABASE_STOPPED };
  const FULL = { type: 'fail-operation', code: 'StorageFull', details: 'full' } as const;

  /** Times of what was done, in their order. */
  const done = (made: Stage) => made.account.calls
    .filter(({ call, error }) => error === undefined && /^(Create|Start|Stop|Tag|Untag)/.test(call.operation))
    .map(({ at, call }) => `${new Date(at).toISOString().slice(5, 13)} ${call.operation}`);

  test('is not stopped by the hourly run while there is no snapshot', async () => {
    const made = stage();
    made.account.faults.inject({ service: 'lightsail', operation: 'CreateRelationalDatabaseSnapshot', effect: FULL, times: 1 });
    await made.schedule('Night', 'at(2026-03-01T20:00:00)', NIGHT);
    await made.schedule('Hourly', 'rate(1 hours)', HOURLY);
    await made.advance(2 * DAY);
    expect(made.state('shop-db')).toBe('available');
    expect(made.times('StopRelationalDatabase')).toEqual([]);
    expect(made.tags('shop-db')).toEqual({});
    expect(made.results()).toMatchObject([{ action: 'stop-database', result: 'failed' }]);
  });

  test('nor if it was kept stopped since an earlier night, and AWS has just started it', async () => {
    const made = await stoppedStage();
    await made.call('TagResource', { resourceName: 'shop-db', tags: [{ key: 'cdk-lightsail:keep-stopped', value: '2026-02-20T20:00:00Z' }] });
    await made.schedule('Night', 'at(2026-03-01T20:00:00)', NIGHT);
    await made.schedule('Hourly', 'at(2026-03-01T21:00:00)', HOURLY);
    await made.advance(18 * HOUR + 30 * MINUTE);
    await made.call('StartRelationalDatabase', { relationalDatabaseName: 'shop-db' });
    made.account.faults.inject({ service: 'lightsail', operation: 'CreateRelationalDatabaseSnapshot', effect: FULL, times: 1 });
    await made.advance(5 * HOUR);
    expect(made.state('shop-db')).toBe('available');
    expect(made.times('StopRelationalDatabase')).toEqual([]);
  });

  test('gets its snapshot, then its tag, then the stop; and a snapshot before the repeated stop, too', async () => {
    const made = stage();
    await made.schedule('Night', 'at(2026-03-01T20:00:00)', NIGHT);
    await made.schedule('Hourly', 'rate(1 hours)', HOURLY);
    await made.advance(10 * DAY);
    expect(done(made)).toEqual([
      '03-01T20 CreateRelationalDatabaseSnapshot', '03-01T20 TagResource', '03-01T20 StopRelationalDatabase',
      '03-08T21 CreateRelationalDatabaseSnapshot', '03-08T21 StopRelationalDatabase',
    ]);
    expect(made.results().map(({ action, result, snapshot }) => [action, result, snapshot?.slice(0, 16)])).toEqual([
      ['stop-database', 'succeeded', 'shop-db-20260301'], ['keep-database-stopped', 'succeeded', 'shop-db-20260308'],
    ]);
    expect(made.snapshots()).toHaveLength(2);
  }, 60_000);
});

describe('a stop that has to wait', () => {
  /** Stops are throttled until then. */
  function throttleUntil(made: Stage, time: string): void {
    made.account.faults.inject({
      service: 'lightsail',
      operation: 'StopRelationalDatabase',
      effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' },
      when: () => made.account.clock.now() < Date.parse(time),
    });
  }

  test.each([
    ['a start in the meantime', async (made: Stage) => made.schedule('Morning', 'at(2026-03-01T08:00:00)', START)],
    ['a hold in the meantime', async (made: Stage) => {
      await made.advance(8 * HOUR);
      await made.call('TagResource', { resourceName: 'shop-db', tags: [{ key: 'cdk-lightsail:hold-until', value: '2026-03-05' }] });
    }],
  ])('does not stop again what was to stay stopped, after %s', async (_, happens) => {
    const made = stage();
    await made.call('TagResource', { resourceName: 'shop-db', tags: [{ key: 'cdk-lightsail:keep-stopped', value: '2026-02-28T20:00:00Z' }] });
    await made.schedule('Hourly', 'at(2026-03-01T07:59:00)', KEEP);
    throttleUntil(made, '2026-03-01T08:02:30Z');
    await happens(made);
    await made.advance(12 * HOUR);
    expect(made.state('shop-db')).toBe('available');
    expect(made.times('StopRelationalDatabase')).toEqual([]);
    expect(made.results().filter(({ action }) => action === 'keep-database-stopped')).toEqual([]);
  });

  test('is skipped if the database is held in the meantime', async () => {
    const made = stage();
    await made.schedule('Night', 'at(2026-03-01T20:00:00)', STOP);
    throttleUntil(made, '2026-03-01T20:30:00Z');
    await made.advance(20 * HOUR + 10 * MINUTE);
    await made.call('TagResource', { resourceName: 'shop-db', tags: [{ key: 'cdk-lightsail:hold-until', value: '2026-03-05' }] });
    await made.advance(2 * HOUR);
    expect(made.state('shop-db')).toBe('available');
    expect(made.results()).toMatchObject([{ result: 'skipped', changed: false, reason: 'the database is held as it is until 2026-03-05T00:00:00.000Z' }]);
  });
});

describe('a call that was tried twice at once, as the answer to the first try was lost', () => {
  test.each([['StopRelationalDatabase', STOP], ['StartRelationalDatabase', START]])('counts as a change: %s', async (operation, request) => {
    const made = operation.startsWith('Start') ? await stoppedStage() : stage();
    const call = made.account.call.bind(made.account);
    made.account.call = async (asked) => {
      if (asked.operation === operation) await call(asked);
      return call(asked);
    };
    await made.schedule('Nightly', 'at(2026-03-01T20:00:00)', request);
    await made.advance(21 * HOUR);
    expect(made.account.calls.filter((entry) => entry.call.operation === operation).map(({ error }) => error)).toEqual([undefined, 'OperationFailureException']);
    expect(made.results()).toMatchObject([{ result: 'succeeded', changed: true }]);
  });
});

describe('a missed week', () => {
  test('ends in the right state, not in seven actions', async () => {
    const made = await stoppedStage();
    await made.schedule('Morning', 'cron(0 8 * * ? *)', START, 'Europe/Berlin');
    await made.schedule('Night', 'cron(0 20 * * ? *)', { ...STOP, KeepStopped: true }, 'Europe/Berlin');
    await made.schedule('Keep', 'rate(1 hours)', KEEP);
    made.throttled = true;
    await made.advance(7 * DAY + 6 * HOUR + 30 * MINUTE);
    const before = made.times('StartRelationalDatabase').length + made.times('StopRelationalDatabase').length;
    made.release();
    await made.advance(3 * HOUR);
    // It is ten in the morning: one start.
    expect(made.state('shop-db')).toBe('available');
    expect(made.times('StartRelationalDatabase').length + made.times('StopRelationalDatabase').length - before).toBeLessThanOrEqual(1);
    await made.advance(12 * HOUR);
    expect(made.state('shop-db')).toBe('stopped');
  });
});

test('results that the event bus does not take are published again', async () => {
  const made = stage();
  made.account.faults.inject({ service: 'events', effect: { type: 'error', code: 'InternalException', message: 'sorry', status: 500 }, times: 2 });
  await made.schedule('Night', 'cron(0 20 * * ? *)', STOP);
  await made.advance(21 * HOUR);
  expect(made.results()).toMatchObject([{ result: 'succeeded' }]);
});
