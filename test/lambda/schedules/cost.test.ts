import { HOUR, MINUTE, REGION, Stage } from './stage';
import { ScheduleAction, type ScheduleRequest } from '../../../src/schedules/schedule-contract';

const TARGETS = [{ Kind: 'database', Name: 'shop-db' }] as const;
const RETENTION = { Type: 'count', Count: 7 } as const;

interface Cost {
  readonly invocations: number;
  readonly transitions: number;
  readonly calls: number;
  /** Seconds from the end of the operation to the result. */
  readonly late: number;
}

/** What a run costs whose operation takes five minutes. */
async function cost(logicalId: string, stopped: boolean, request: Partial<ScheduleRequest>): Promise<Cost> {
  const stage = new Stage();
  stage.lightsail.seedDatabase(REGION, 'shop-db');
  if (stopped) await stage.call('StopRelationalDatabase', { relationalDatabaseName: 'shop-db' });
  await stage.advance(HOUR);
  stage.account.calls.length = 0;
  await stage.schedule(logicalId, 'at(2026-03-01T08:00:00)', { Targets: TARGETS, ...request });
  await stage.advance(9 * HOUR);
  expect(stage.results()).toMatchObject([{ result: 'succeeded', changed: true }]);
  const comebacks = stage.invocations - 1;
  return {
    invocations: stage.invocations,
    // Wait, Task and Choice for each time that the waiter comes back; a Choice before, and the end.
    transitions: 3 * comebacks + 2,
    calls: stage.account.calls.filter(({ call }) => call.service === 'lightsail').length,
    late: stage.results()[0].durationSeconds - 5 * 60,
  };
}

// Each run looks at moments of its own.
const ids = ['Morning', 'Noon', 'Evening', 'Shop', 'Crm', 'Blog'];

test.each(ids)('a start, a stop and a snapshot of five minutes cost what docs/schedules.md says (%s)', async (id) => {
  const start = await cost(id, true, { Action: ScheduleAction.START_DATABASE });
  expect(start).toEqual({ invocations: 6, transitions: 17, calls: 9, late: expect.any(Number) as number });
  expect(start.late).toBeLessThanOrEqual(60);
  const stop = await cost(id, false, { Action: ScheduleAction.STOP_DATABASE });
  expect(stop).toEqual({ invocations: 6, transitions: 17, calls: 8, late: expect.any(Number) as number });
  const snapshot = await cost(id, false, { Action: ScheduleAction.TAKE_SNAPSHOT, Retention: RETENTION, WhenUnavailable: 'wait' });
  expect(snapshot).toEqual({ invocations: 6, transitions: 17, calls: 8, late: expect.any(Number) as number });
}, MINUTE);
