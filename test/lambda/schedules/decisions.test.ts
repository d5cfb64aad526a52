import { request } from './request';
import { decide, type Goal, heldUntil } from '../../../lambda/schedules/database-state';
import { isScheduleEvent, runId, snapshotName } from '../../../lambda/schedules/schedule-event';
import { resolveTargets, type Tagged } from '../../../lambda/schedules/sources';

describe('what to do about a database', () => {
  test.each<[Goal, string, string]>([
    ['available', 'available', 'there'],
    ['available', 'stopped', 'act'],
    ['available', 'starting', 'wait'],
    ['available', 'stopping', 'wait'],
    ['available', 'backing-up', 'wait'],
    ['available', 'modifying', 'wait'],
    ['available', 'rebooting', 'wait'],
    ['available', 'creating', 'wait'],
    ['available', 'upgrading-to-something-new', 'wait'],
    ['available', 'deleting', 'lost'],
    ['available', 'failed', 'lost'],
    ['stopped', 'stopped', 'there'],
    ['stopped', 'available', 'act'],
    ['stopped', 'stopping', 'wait'],
    ['stopped', 'starting', 'wait'],
    ['stopped', 'backing-up', 'wait'],
    ['stopped', 'unknown', 'wait'],
    ['stopped', 'deleting', 'lost'],
    ['stopped', 'failed', 'lost'],
  ])('to be %s, while it is %s: %s', (goal, state, decision) => {
    expect(decide(goal, state)).toBe(decision);
  });
});

describe('a hold', () => {
  const NOW = Date.parse('2026-12-23T18:00:00Z');
  test.each<[string, string | undefined]>([
    ['2026-12-24', '2026-12-24T00:00:00.000Z'],
    ['2026-12-23', undefined],
    ['2026-12-23T18:30:00Z', '2026-12-23T18:30:00.000Z'],
    ['2026-12-23T18:30:00+01:00', undefined],
    ['2026-12-23T20:00+01:00', '2026-12-23T19:00:00.000Z'],
  ])('until %s', (text, expected) => {
    const held = heldUntil({ 'cdk-lightsail:hold-until': text }, NOW);
    expect(held === undefined ? undefined : new Date(held).toISOString()).toBe(expected);
  });

  test('is none without the tag', () => {
    expect(heldUntil({ other: '2026-12-24' }, NOW)).toBeUndefined();
  });

  test.each(['tomorrow', '24.12.2026', '2026-13-01', '', '2026-12-24T18:00'])("says what is wrong with '%s'", (text) => {
    expect(() => heldUntil({ 'cdk-lightsail:hold-until': text }, NOW)).toThrow(/expected a date such as 2026-12-24 .* Correct the tag or remove it/);
  });
});

describe('the name of a snapshot', () => {
  const target = { Kind: 'database', Name: 'shop-db' } as const;
  test('shows the source and the time, and is always the same for a run', () => {
    expect(snapshotName(request(), target)).toMatch(/^shop-db-20260302T0200Z-[0-9a-f]{6}$/);
    expect(snapshotName(request(), target)).toBe(snapshotName(request(), target));
  });

  test('differs by schedule, stack, kind and time', () => {
    const names = [
      snapshotName(request(), target),
      snapshotName(request({ LogicalId: 'Other' }), target),
      snapshotName(request({ StackId: 'other' }), target),
      snapshotName(request(), { ...target, Kind: 'instance' }),
      snapshotName(request({ ScheduledTime: '2026-03-02T02:00:30Z' }), target),
    ];
    expect(new Set(names).size).toBe(names.length);
  });

  test('is no longer than Lightsail takes', () => {
    expect(snapshotName(request(), { ...target, Name: 'x'.repeat(254) })).toHaveLength(254);
  });
});

describe('a run', () => {
  test('is the same however often it is delivered, and another one for another target or time', () => {
    const target = { Kind: 'database', Name: 'shop-db' } as const;
    expect(runId(request(), target)).toBe(runId(request(), target));
    expect(runId(request(), target)).not.toBe(runId(request(), { ...target, Name: 'crm-db' }));
    expect(runId(request(), target)).not.toBe(runId(request({ ScheduledTime: '2026-03-03T02:00:00Z' }), target));
    expect(runId(request(), target)).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is for what is named and for what carries all of the tags, each once', async () => {
    const all: Record<'database' | 'instance' | 'disk', Tagged[]> = {
      database: [
        { name: 'shop-db', tags: { hours: 'office', team: 'shop' } }, { name: 'crm-db', tags: { hours: 'office' } }, { name: 'wiki-db', tags: {} },
      ],
      instance: [{ name: 'web-1', tags: { backup: '' } }],
      disk: [],
    };
    const resolve = (TargetTags: Parameters<typeof request>[0] = {}) => resolveTargets(request(TargetTags), async (kind) => all[kind]);
    expect(await resolve({ Targets: [{ Kind: 'database', Name: 'crm-db' }], TargetTags: [{ Kind: 'database', Tags: { hours: 'office' } }] }))
      .toEqual([{ Kind: 'database', Name: 'crm-db' }, { Kind: 'database', Name: 'shop-db' }]);
    expect(await resolve({ Targets: [], TargetTags: [{ Kind: 'database', Tags: { hours: 'office', team: 'shop' } }, { Kind: 'instance', Tags: { backup: '' } }] }))
      .toEqual([{ Kind: 'database', Name: 'shop-db' }, { Kind: 'instance', Name: 'web-1' }]);
  });

  test.each<[string, unknown, boolean]>([
    ['a whole one', { CdkLightsailSchedule: request() }, true],
    ['an action that is not known', { CdkLightsailSchedule: { ...request(), Action: 'explode' } }, false],
    ['a time that is none', { CdkLightsailSchedule: { ...request(), ScheduledTime: '<aws.scheduler.scheduled-time>' } }, false],
    ['no targets', { CdkLightsailSchedule: { ...request(), Targets: undefined } }, false],
    ['nothing', undefined, false],
    ['another event', { source: 'aws.scheduler' }, false],
  ])('is recognized: %s', (_, event, expected) => {
    expect(isScheduleEvent(event)).toBe(expected);
  });
});
