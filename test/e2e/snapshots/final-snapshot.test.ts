import { Instance, FinalSnapshot, SnapshotSource } from '../../../src';
import { finalSnapshot } from '../support/final-snapshot-stacks';
import { requestOf } from '../support/snapshot-stacks';
import { failures, HOUR, REGION, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;

beforeEach(() => {
  cloud = new TestCloud();
});
afterEach(() => cloud.close());

const snapshots = () => cloud.names('RelationalDatabaseSnapshot');
const databases = () => cloud.names('RelationalDatabase');

/** When the call was made that deletes the database. */
const deletedAt = () => cloud.cloud.account.calls.find(({ call }) => call.operation === 'DeleteRelationalDatabase')?.at ?? 0;

test('nothing is taken at the creation; the deletion takes it, and the database goes only after it', async () => {
  await cloud.deployed(finalSnapshot({ tags: { kind: 'final' } }));
  expect(cloud.calls()).toBe(0);
  let state: string | undefined;
  cloud.cloud.account.faults.inject({
    service: 'lightsail',
    operation: 'DeleteRelationalDatabase',
    effect: { type: 'lose-answer' },
    // Only looks: what state is the snapshot in when the database is deleted?
    when: () => {
      state = cloud.cloud.lightsail.inventory(REGION).find(({ kind }) => kind === 'RelationalDatabaseSnapshot')?.state;
      return false;
    },
  });
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  expect(state).toBe('available');
  expect(deletedAt()).toBeGreaterThan(0);
  expect(databases()).toEqual([]);
  expect(snapshots()).toEqual([expect.stringMatching(/^shop-db-final-[0-9a-f]{10}$/)]);
  expect(cloud.find(snapshots()[0])?.tags).toMatchObject({ kind: 'final' });
  await cloud.settle();
  expect(snapshots()).toHaveLength(1);
});

test('the construct leaves the template: a snapshot is taken, the database stays', async () => {
  await cloud.deployed(finalSnapshot());
  await cloud.deployed(finalSnapshot({ withSnapshot: false }));
  expect(snapshots()).toHaveLength(1);
  expect(databases()).toEqual(['shop-db']);
  await cloud.settle();
});

test('the source is replaced: the old one is snapshotted before it is deleted', async () => {
  await cloud.deployed(finalSnapshot());
  await cloud.deployed(finalSnapshot({ databaseName: 'shop-db-2' }));
  expect(databases()).toEqual(['shop-db-2']);
  expect(snapshots()).toEqual([expect.stringMatching(/^shop-db-final-/)]);
  const [snapshot] = snapshots();
  expect(cloud.find(snapshot)?.createdAt).toBeLessThan(deletedAt());
  await cloud.destroy();
  expect(snapshots()).toEqual([snapshot, expect.stringMatching(/^shop-db-2-final-/)]);
  await cloud.settle();
});

test('other tags and another time-out change nothing', async () => {
  await cloud.deployed(finalSnapshot());
  await cloud.deployed(finalSnapshot({ tags: { stage: 'test' } }));
  expect(snapshots()).toEqual([]);
  await cloud.destroy();
  expect(cloud.find(snapshots()[0])?.tags).toMatchObject({ stage: 'test' });
  await cloud.settle();
});

describe('nothing is taken', () => {
  const failingDisk = () => cloud.fault('CreateDisk', { type: 'error', code: 'InvalidInputException', message: 'No such zone.' }, 1);

  test('when the creation is rolled back', async () => {
    failingDisk();
    const deployment = await cloud.deploy(finalSnapshot({ withDisk: true }));
    expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
    expect(failures(deployment)[0]).toContain('No such zone.');
    expect([snapshots(), databases()]).toEqual([[], []]);
    await cloud.settle();
  });

  test('when the update that added it is rolled back', async () => {
    await cloud.deployed(finalSnapshot({ withSnapshot: false }));
    failingDisk();
    const deployment = await cloud.deploy(finalSnapshot({ withDisk: true }));
    expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect([snapshots(), databases()]).toEqual([[], ['shop-db']]);
    await cloud.settle();
  });

  test('when the update that replaced the source is rolled back: the old one is kept, the new one is nothing', async () => {
    await cloud.deployed(finalSnapshot());
    failingDisk();
    const deployment = await cloud.deploy(finalSnapshot({ databaseName: 'shop-db-2', withDisk: true }));
    expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect([snapshots(), databases()]).toEqual([[], ['shop-db']]);
    await cloud.settle();
  });

  test('when the source is gone already', async () => {
    await cloud.deployed(finalSnapshot());
    cloud.cloud.lightsail.instantly(REGION, 'DeleteRelationalDatabase', { relationalDatabaseName: 'shop-db', skipFinalSnapshot: true });
    expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
    expect(snapshots()).toEqual([]);
    await cloud.settle();
  });
});

test('a Delete that comes twice takes one', async () => {
  await cloud.deployed(finalSnapshot());
  cloud.cloud.lambda.deliverTwice(requestOf('Delete', 'Custom::LightsailFinalSnapshot'), 0);
  cloud.cloud.lambda.deliverTwice(requestOf('Delete', 'Custom::LightsailFinalSnapshot'), HOUR);
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  await cloud.settle();
  expect(snapshots()).toHaveLength(1);
});

test.each(['instance', 'systemDisk'] as const)('of an %s by name', async (kind) => {
  cloud.cloud.lightsail.seedInstance(REGION, 'shop-web');
  await cloud.deployed((stack) => {
    new FinalSnapshot(stack, 'Final', { source: SnapshotSource[kind](Instance.fromInstanceName(stack, 'Web', 'shop-web')) });
  });
  await cloud.destroy();
  expect(cloud.names(kind === 'instance' ? 'InstanceSnapshot' : 'DiskSnapshot')).toEqual([expect.stringMatching(/^shop-web-final-/)]);
  await cloud.settle();
});
