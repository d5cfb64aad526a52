import { DAY, HOUR, REGION, Stage } from './stage';
import { ScheduleAction, type ScheduleRequest } from '../../../src/schedules/schedule-contract';

const NIGHTLY: Partial<ScheduleRequest> & Pick<ScheduleRequest, 'Targets'> = {
  Action: ScheduleAction.TAKE_SNAPSHOT,
  Targets: [{ Kind: 'database', Name: 'shop-db' }],
  Retention: { Type: 'count', Count: 2 },
  WhenUnavailable: 'wait',
  CopyTo: [],
};
const AT_THREE = 'cron(0 3 * * ? *)';

function stage(): Stage {
  const made = new Stage();
  made.lightsail.seedDatabase(REGION, 'shop-db');
  made.lightsail.seedInstance(REGION, 'web-1');
  made.lightsail.seedDisk(REGION, 'data-1');
  return made;
}

/** `shop-db-20260301T0300Z-3f9a2c` without the digest. */
const short = (names: string[]) => names.map((name) => name.replace(/-[0-9a-f]{6}$/, ''));

describe('a snapshot schedule', () => {
  test('takes snapshots, tags them, and prunes those before', async () => {
    const made = stage();
    await made.schedule('Nightly', AT_THREE, { ...NIGHTLY, SnapshotTags: { purpose: 'backup' } });
    await made.advance(4 * DAY);
    expect(short(made.snapshots())).toEqual(['shop-db-20260303T0300Z', 'shop-db-20260304T0300Z']);
    expect(made.tags(made.snapshots()[1])).toEqual({
      'purpose': 'backup',
      'cdk-lightsail:stack': 'arn:aws:cloudformation:eu-central-1:123456789012:stack/shop/1',
      'cdk-lightsail:resource': 'Nightly',
      'cdk-lightsail:request': '2026-03-04T03:00:00Z',
      'cdk-lightsail:trigger': '2026-03-04T03:00:00Z',
    });
    const [, , third] = made.results();
    expect(third).toMatchObject({ action: 'take-snapshot', result: 'succeeded', changed: true, target: { kind: 'database', name: 'shop-db' } });
    expect(short([third.snapshot ?? ''])).toEqual(['shop-db-20260303T0300Z']);
    expect(short([...third.pruned ?? []])).toEqual(['shop-db-20260301T0300Z']);
  });

  test('takes instances, disks and system disks', async () => {
    const made = stage();
    await made.schedule('Nightly', AT_THREE, {
      ...NIGHTLY,
      Targets: [{ Kind: 'instance', Name: 'web-1' }, { Kind: 'disk', Name: 'data-1' }, { Kind: 'system-disk', Name: 'web-1' }],
      Retention: { Type: 'count', Count: 1 },
    });
    await made.advance(2 * DAY);
    expect(made.lightsail.inventory(REGION).filter(({ kind }) => kind.endsWith('Snapshot')).map(({ kind }) => kind).sort())
      .toEqual(['DiskSnapshot', 'DiskSnapshot', 'InstanceSnapshot']);
    expect(made.results().map(({ result }) => result)).toEqual(Array(6).fill('succeeded'));
  });

  test.each([false, true])('prunes disks and system disks by what each was taken of (Lightsail names the disk of a system disk, too: %s)', async (namesSystemDisks) => {
    const made = new Stage({ namesSystemDisks });
    made.lightsail.seedInstance(REGION, 'web-1');
    made.lightsail.seedDisk(REGION, 'data-1');
    await made.schedule('Nightly', AT_THREE, {
      ...NIGHTLY, Targets: [{ Kind: 'disk', Name: 'data-1' }, { Kind: 'system-disk', Name: 'web-1' }], Retention: { Type: 'count', Count: 1 }, CopyTo: ['eu-west-1'],
    });
    await made.advance(3 * DAY);
    for (const region of [REGION, 'eu-west-1']) expect(short(made.snapshots(region)).sort()).toEqual(['data-1-20260303T0300Z', 'web-1-20260303T0300Z']);
  });

  test('takes what carries a tag, and what is named, each once', async () => {
    const made = stage();
    made.lightsail.seedInstance(REGION, 'web-2', { tags: [{ key: 'backup', value: 'nightly' }] });
    await made.schedule('Nightly', AT_THREE, {
      ...NIGHTLY, Targets: [{ Kind: 'instance', Name: 'web-2' }], TargetTags: [{ Kind: 'instance', Tags: { backup: 'nightly' } }],
    });
    await made.advance(DAY);
    expect(short(made.snapshots())).toEqual(['web-2-20260301T0300Z']);
  });

  test('leaves everything foreign alone', async () => {
    const made = stage();
    const mine = { 'cdk-lightsail:stack': 'arn:aws:cloudformation:eu-central-1:123456789012:stack/shop/1', 'cdk-lightsail:resource': 'Nightly' };
    const foreign = {
      'shop-db-by-hand': {},
      'shop-db-20200101T0300Z-aaaaaa': {},
      'shop-db-other-schedule': { ...mine, 'cdk-lightsail:resource': 'Weekly' },
      'shop-db-other-stack': { ...mine, 'cdk-lightsail:stack': 'arn:aws:cloudformation:eu-central-1:123456789012:stack/other/1' },
    };
    for (const [name, tags] of Object.entries(foreign)) {
      await made.call('CreateRelationalDatabaseSnapshot', {
        relationalDatabaseName: 'shop-db', relationalDatabaseSnapshotName: name, tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
      });
      await made.advance(HOUR / 2);
    }
    await made.schedule('Nightly', AT_THREE, { ...NIGHTLY, Retention: { Type: 'count', Count: 1 } });
    await made.advance(5 * DAY);
    expect(made.snapshots()).toEqual(expect.arrayContaining(Object.keys(foreign)));
    expect(made.snapshots()).toHaveLength(5);
  });

  test('delivered twice takes one', async () => {
    const made = stage();
    made.deliveries = 2;
    await made.schedule('Nightly', AT_THREE, NIGHTLY);
    await made.advance(DAY);
    expect(made.snapshots()).toHaveLength(1);
    expect(made.results()).toHaveLength(1);
  });

  test('whose answer is lost takes one', async () => {
    const made = stage();
    made.account.faults.inject({ service: 'lightsail', operation: 'CreateRelationalDatabaseSnapshot', effect: { type: 'lose-answer' }, times: 1 });
    await made.schedule('Nightly', AT_THREE, NIGHTLY);
    await made.advance(DAY);
    expect(made.snapshots()).toHaveLength(1);
    expect(made.results()).toMatchObject([{ result: 'succeeded', snapshot: made.snapshots()[0] }]);
  });

  test('that fails prunes nothing, leaves nothing, and does not stop the other sources', async () => {
    const made = stage();
    await made.schedule('Nightly', AT_THREE, {
      ...NIGHTLY, Targets: [...NIGHTLY.Targets, { Kind: 'instance', Name: 'web-1' }], Retention: { Type: 'count', Count: 1 },
    });
    await made.advance(DAY);
    const before = made.snapshots();
    made.account.faults.inject({
      service: 'lightsail', operation: 'CreateRelationalDatabaseSnapshot', effect: { type: 'fail-operation', code: 'StorageFull', details: 'full' }, times: 1,
    });
    await made.advance(DAY);
    expect(short(made.snapshots())).toEqual(['shop-db-20260301T0300Z', 'web-1-20260302T0300Z']);
    expect(before).toContain(made.snapshots()[0]);
    expect(made.results().slice(2).map(({ target, result, reason }) => [target?.name, result, reason?.includes('StorageFull: full')]).sort())
      .toEqual([['shop-db', 'failed', true], ['web-1', 'succeeded', undefined]]);
  });

  test('that is not done in time stays, counts once it is done, and is pruned like any other', async () => {
    const made = stage();
    made.lightsail.durations = { ...made.lightsail.durations, databaseSnapshot: 2 * HOUR };
    await made.schedule('Nightly', AT_THREE, { ...NIGHTLY, TimeoutSeconds: 1800, Retention: { Type: 'count', Count: 1 } });
    await made.advance(4 * HOUR);
    expect(made.results()).toMatchObject([{ result: 'failed', reason: expect.stringMatching(/Timed out .* Give the schedule a longer timeout/) as string }]);
    expect(made.snapshots()).toHaveLength(1);
    // Nor was it tried: Lightsail would have refused.
    expect(made.account.calls.filter(({ call }) => call.operation.startsWith('Delete'))).toEqual([]);
    made.lightsail.durations = { ...made.lightsail.durations, databaseSnapshot: HOUR / 6 };
    await made.advance(DAY);
    expect(short(made.snapshots())).toEqual(['shop-db-20260302T0300Z']);
  });

  test('waits for a database that is stopped, or skips it, as configured', async () => {
    const made = stage();
    await made.schedule('Waits', AT_THREE, { ...NIGHTLY, LogicalId: 'Waits' });
    await made.schedule('Skips', AT_THREE, { ...NIGHTLY, LogicalId: 'Skips', WhenUnavailable: 'skip' });
    await made.call('StopRelationalDatabase', { relationalDatabaseName: 'shop-db' });
    await made.advance(3.5 * HOUR);
    expect(made.results()).toMatchObject([{ schedule: 'Skips', result: 'skipped', reason: "the database 'shop-db' is stopped" }]);
    await made.call('StartRelationalDatabase', { relationalDatabaseName: 'shop-db' });
    await made.advance(HOUR);
    expect(made.results().slice(1)).toMatchObject([{ schedule: 'Waits', result: 'succeeded' }]);
    expect(made.snapshots()).toHaveLength(1);
  });

  test('of what is gone fails, clearly', async () => {
    const made = new Stage();
    await made.schedule('Nightly', AT_THREE, NIGHTLY);
    await made.advance(DAY);
    expect(made.results()).toMatchObject([{ result: 'failed', reason: expect.stringMatching(/There is no database 'shop-db' to take a snapshot of/) as string }]);
  });
});

describe('the age of the newest snapshot', () => {
  const AGE = { ...NIGHTLY, Action: ScheduleAction.REPORT_SNAPSHOT_AGE, LogicalId: 'Nightly' };

  test('is reported for each source: ten years if there is none', async () => {
    const made = stage();
    await made.schedule('Nightly', AT_THREE, NIGHTLY);
    await made.schedule('Age', 'rate(1 hours)', { ...AGE, Targets: [...NIGHTLY.Targets, { Kind: 'instance', Name: 'web-1' }] });
    await made.advance(5 * HOUR);
    const ages = made.metric('NewestSnapshotAge', 'Nightly');
    expect(ages).toHaveLength(12);
    expect(ages.slice(0, 8)).toEqual(Array(8).fill(315_360_000));
    // Two at a time, in any order.
    const [younger, older] = [ages.slice(8, 10), ages.slice(10)].map((pair) => [...pair].sort((one, other) => one - other));
    expect(younger[0]).toBeGreaterThan(3000);
    expect(older).toEqual([younger[0] + 3600, 315_360_000]);
  });

  test('grows when the schedule has silently stopped', async () => {
    const made = stage();
    await made.schedule('Nightly', 'at(2026-03-01T03:00:00)', NIGHTLY);
    await made.schedule('Age', 'rate(1 hours)', AGE);
    await made.advance(3 * DAY);
    expect(made.metric('NewestSnapshotAge', 'Nightly').at(-1)).toBeGreaterThan(2.5 * 86_400);
  });
});
