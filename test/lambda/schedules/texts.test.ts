import type { Effect } from 'cdk-local-cloud/engine';
import { DAY, HOUR, REGION, Stage } from './stage';
import { ScheduleAction, type ScheduleRequest } from '../../../src/schedules/schedule-contract';

const START: Partial<ScheduleRequest> = { Action: ScheduleAction.START_DATABASE, Targets: [{ Kind: 'database', Name: 'shop-db' }] };
const SNAPSHOT: Partial<ScheduleRequest> = {
  Action: ScheduleAction.TAKE_SNAPSHOT, Targets: [{ Kind: 'database', Name: 'shop-db' }], Retention: { Type: 'count', Count: 1 }, WhenUnavailable: 'wait',
};
const COPY: Partial<ScheduleRequest> = { ...SNAPSHOT, Targets: [{ Kind: 'instance', Name: 'web-1' }], CopyTo: ['eu-west-1'] };

interface Case {
  readonly request: Partial<ScheduleRequest>;
  /** What goes wrong with calls of an operation. */
  readonly fault?: readonly [operation: string, effect: Effect];
  readonly before?: (stage: Stage) => Promise<unknown>;
  readonly days?: number;
  /** `#` for any digit. */
  readonly text: string;
}

const error = (code: string, message: string, status = 400): Effect => ({ type: 'error', code, message, status });
const NEXT = '; the next run of the schedule tries again.';

/** What people read when a run of a schedule has failed: nobody deploys then. */
const CASES: Record<string, Case> = {
  'Lightsail fails the operation': {
    request: START,
    fault: ['StartRelationalDatabase', { type: 'fail-operation', code: 'InsufficientCapacity', details: 'no room' }],
    text: `Lightsail could not start the database 'shop-db': InsufficientCapacity: no room. Look at the database in the Lightsail console${NEXT}`,
  },
  'the operation never ends': {
    request: { ...START, TimeoutSeconds: 1800 },
    fault: ['StartRelationalDatabase', { type: 'endless-operation' }],
    text: "Timed out after 179# s of waiting for the database 'shop-db' to be available; last seen: the operation StartRelationalDatabase is Started. "
      + `Look at the database in the Lightsail console${NEXT}`,
  },
  'the call is wrong': {
    request: START,
    fault: ['StartRelationalDatabase', error('InvalidInputException', 'Not like this.')],
    text: "InvalidInputException: Not like this. (step 'start' of the start of the database 'shop-db'). Correct the property that the message names" + NEXT,
  },
  'something is in the way': {
    request: START,
    fault: ['StartRelationalDatabase', error('QuotaExceededException', 'No more.')],
    text: "QuotaExceededException: No more. (step 'start' of the start of the database 'shop-db'). Resolve what the message names" + NEXT,
  },
  'the function may not': {
    request: START,
    fault: ['StartRelationalDatabase', error('AccessDeniedException', 'not authorized', 403)],
    text: "AccessDeniedException: not authorized (step 'start' of the start of the database 'shop-db'). Compare the policies of the provider's function with those "
      + 'that this version of cdk-lightsail writes, and look for a permissions boundary or a service control policy that forbids the call.',
  },
  'Lightsail is throttled all the time': {
    request: { ...START, TimeoutSeconds: 1800 },
    fault: ['StartRelationalDatabase', error('ThrottlingException', 'Rate exceeded')],
    text: "Timed out after 179# s of waiting for step 'start' of the start of the database 'shop-db' to be accepted; last seen: ThrottlingException: Rate exceeded. "
      + 'The next run of the schedule tries again; give it a longer timeout if it only needed more time.',
  },
  'the hold is no date': {
    request: START,
    before: (stage) => stage.call('TagResource', { resourceName: 'shop-db', tags: [{ key: 'cdk-lightsail:hold-until', value: 'soon' }] }),
    text: "The tag cdk-lightsail:hold-until of the database says 'soon'; expected a date such as 2026-12-24 (its beginning, UTC) or a time such as "
      + '2026-12-24T18:00:00+01:00. Correct the tag or remove it.',
  },
  'there is no such source': {
    request: { ...SNAPSHOT, Targets: [{ Kind: 'disk', Name: 'gone' }] },
    text: "There is no disk 'gone' to take a snapshot of. Check its name and the region, or remove it from the schedule.",
  },
  'Lightsail fails the snapshot': {
    request: { ...SNAPSHOT, Targets: [{ Kind: 'instance', Name: 'web-1' }] },
    fault: ['CreateInstanceSnapshot', { type: 'fail-operation', code: 'StorageFull', details: 'full' }],
    text: "Lightsail could not take the snapshot 'web-1-20260301T0800Z-*' of the instance 'web-1': StorageFull: full. Nothing was pruned. "
      + `Look at the instance 'web-1' in the Lightsail console${NEXT}`,
  },
  'the source is busy for ever': {
    request: { ...SNAPSHOT, TimeoutSeconds: 1800 },
    text: "Timed out after 179# s of waiting for the database 'shop-db' to be ready for a snapshot; last seen: stopped. Only databases in the state "
      + 'available can be snapshotted: choose a time at which it runs, or let the schedule skip it (whenUnavailable).',
  },
  'Lightsail fails to delete what is to be pruned': {
    request: { ...SNAPSHOT, Targets: [{ Kind: 'instance', Name: 'web-1' }] },
    fault: ['DeleteInstanceSnapshot', { type: 'fail-operation', code: 'InUse', details: 'in use' }],
    days: 2,
    text: "Lightsail could not delete the snapshot 'web-1-20260301T0800Z-*': InUse: in use. Delete it in the Lightsail console" + NEXT,
  },
  'Lightsail fails the copy': {
    request: COPY,
    fault: ['CopySnapshot', { type: 'fail-operation', code: 'Internal', details: 'no' }],
    text: "Lightsail could not copy the snapshot 'web-1-20260301T0800Z-*' to eu-west-1: Internal: no. The snapshot itself can be used. "
      + `Look at the copy in the Lightsail console${NEXT}`,
  },
};

test.each(Object.entries(CASES))('%s', async (_, { request, fault, before, days = 1, text }) => {
  const stage = new Stage();
  stage.lightsail.seedDatabase(REGION, 'shop-db');
  stage.lightsail.seedInstance(REGION, 'web-1');
  await stage.call('StopRelationalDatabase', { relationalDatabaseName: 'shop-db' });
  await stage.advance(HOUR);
  await before?.(stage);
  if (fault) stage.account.faults.inject({ service: 'lightsail', operation: fault[0], effect: fault[1] });
  await stage.schedule('Daily', 'cron(0 8 * * ? *)', request);
  await stage.advance(days * DAY);
  const failed = stage.results().find(({ result }) => result === 'failed');
  expect(failed?.reason?.replace(/(?<=after \d+)\d s/, '# s').replace(/(?<=\d{8}T\d{4}Z-)[0-9a-f]{6}/, '*')).toBe(text);
  expect(stage.results().map(({ reason }) => reason).join('\n')).not.toMatch(/deploy/i);
});

test('a function that crashes each time', async () => {
  const stage = new Stage();
  stage.lightsail.seedDatabase(REGION, 'shop-db');
  await stage.call('StopRelationalDatabase', { relationalDatabaseName: 'shop-db' });
  await stage.advance(HOUR);
  stage.crash = 'Error: Runtime exited with error: signal: killed';
  await stage.schedule('Daily', 'cron(0 8 * * ? *)', START);
  await stage.advance(DAY);
  expect(stage.results()).toMatchObject([{
    result: 'failed',
    reason: `The provider's function failed repeatedly: Error: Error: Runtime exited with error: signal: killed. Read its log${NEXT}`,
  }]);
});
