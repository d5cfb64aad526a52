import { stripVTControlCharacters } from 'node:util';
import { drawWeek } from '../../examples/demo/week';
import { ScheduleAction, type ScheduleResult } from '../../src/schedules/schedule-contract';

/** A result of a schedule of 2027; the clocks of Berlin go forward on the 28th of March. */
function result(scheduled: string, more: Partial<ScheduleResult>): ScheduleResult {
  return {
    action: ScheduleAction.START_DATABASE,
    result: 'succeeded',
    stack: 'arn',
    stackName: 'shop',
    schedule: 'Schedule',
    scheduleArn: 'arn',
    target: { kind: 'database', name: 'db' },
    scheduledTime: `2027-03-${scheduled}:00Z`,
    endedTime: `2027-03-${scheduled}:59Z`,
    durationSeconds: 59,
    changed: true,
    ...more,
  };
}

function week(results: ScheduleResult[], snapshots: string[] = []): string[] {
  const options = { begin: Date.UTC(2027, 2, 26, 7), days: 4, timeZone: 'Europe/Berlin', snapshots: new Set(snapshots) };
  return stripVTControlCharacters(drawWeek(results, options)).split('\n');
}

test('a column for each day, a row for each thing that was done, in the order of their names', () => {
  expect(week([
    result('26T07:00', {}),
    result('29T06:00', {}),
    result('26T19:00', { action: ScheduleAction.STOP_DATABASE, snapshot: 'old' }),
    result('29T18:00', { action: ScheduleAction.STOP_DATABASE, snapshot: 'new' }),
  ], ['new'])).toEqual([
    '             Fri 26  Sat 27  Sun 28  Mon 29',
    'db snapshot  pruned  ·       ·       kept',
    'db started   08:00   ·       ·       08:00',
    'db stopped   20:00   ·       ·       20:00',
  ]);
});

test('what failed, was skipped, or was already done, differs from what was done', () => {
  expect(week([
    result('26T07:00', { changed: false }),
    result('27T07:00', { result: 'skipped' }),
    result('26T02:00', { action: ScheduleAction.TAKE_SNAPSHOT, result: 'failed' }),
    result('27T02:00', { result: 'skipped', target: undefined }),
  ])).toEqual([
    '             Fri 26  Sat 27  Sun 28  Mon 29',
    'db snapshot  failed  ·       ·       ·',
    'db started   already skipped ·       ·',
  ]);
});
