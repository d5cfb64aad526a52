import { Database, DatabaseSnapshot } from '../../../src';
import { addDatabaseSnapshot, DATABASE, databaseSnapshot, DESTROY, INSTANCE, seedSources } from '../support/snapshot-stacks';
import { failures, REGION, TestCloud } from '../support/test-cloud';

const NAME = 'before-release';

let cloud: TestCloud;

beforeEach(() => {
  cloud = new TestCloud();
  seedSources(cloud);
});
afterEach(() => cloud.close());

const snapshots = () => cloud.names('RelationalDatabaseSnapshot');

function makeForeign(kind: 'snapshot' | 'disk'): void {
  const { lightsail } = cloud.cloud;
  if (kind === 'disk') return lightsail.seedDisk(REGION, NAME);
  lightsail.instantly(REGION, 'CreateRelationalDatabaseSnapshot', { relationalDatabaseName: DATABASE, relationalDatabaseSnapshotName: NAME, tags: [{ key: 'made-by', value: 'hand' }] });
}

/** The foreign resource, to the byte. */
const foreign = () => JSON.stringify(cloud.find(NAME));

test.each(['snapshot', 'disk'] as const)('a %s of that name is left as it is, also by the rollback', async (kind) => {
  makeForeign(kind);
  const before = foreign();
  const deployment = await cloud.deploy(databaseSnapshot({ snapshotName: NAME, ...DESTROY }));
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
  expect(failures(deployment)[0]).toMatch(
    /named 'before-release' exists already and was not made by this resource; it was left as it is\. Names are unique in a region: choose another one/,
  );
  await cloud.destroy();
  await cloud.settle();
  expect(foreign()).toBe(before);
});

test('a snapshot of another stack of this library is foreign too', async () => {
  await cloud.deployed(databaseSnapshot({ snapshotName: NAME, ...DESTROY }), 'First');
  const before = foreign();
  const deployment = await cloud.deploy(databaseSnapshot({ snapshotName: NAME, ...DESTROY }), 'Second');
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
  await cloud.destroy('Second');
  await cloud.settle();
  expect(foreign()).toBe(before);
});

test('a snapshot that the same resource left behind is not taken for a new one', async () => {
  const other = (stack: Parameters<ReturnType<typeof databaseSnapshot>>[0]) => {
    const database = Database.fromDatabaseName(stack, 'OtherDatabase', DATABASE);
    new DatabaseSnapshot(stack, 'Other', { database });
  };
  await cloud.deployed((stack) => {
    other(stack);
    addDatabaseSnapshot(stack, { snapshotName: NAME });
  });
  await cloud.deployed(other);
  const before = foreign();
  const deployment = await cloud.deploy((stack) => {
    other(stack);
    addDatabaseSnapshot(stack, { snapshotName: NAME });
  });
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(failures(deployment)[0]).toContain('an earlier deployment of this resource made it, and it was left as it is');
  await cloud.settle();
  expect(foreign()).toBe(before);
});

test('a new name that is taken fails the update, and the current snapshot stays', async () => {
  makeForeign('disk');
  await cloud.deployed(databaseSnapshot({ snapshotName: 'first', ...DESTROY }));
  const before = foreign();
  const deployment = await cloud.deploy(databaseSnapshot({ snapshotName: NAME, ...DESTROY }));
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
  await cloud.settle();
  expect(snapshots()).toEqual(['first']);
  expect(foreign()).toBe(before);
});

test('what took the name of a snapshot that was deleted by hand is not deleted with the stack', async () => {
  await cloud.deployed(databaseSnapshot({ snapshotName: NAME, ...DESTROY }));
  cloud.cloud.lightsail.instantly(REGION, 'DeleteRelationalDatabaseSnapshot', { relationalDatabaseSnapshotName: NAME });
  makeForeign('snapshot');
  const before = foreign();
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  await cloud.settle();
  expect(foreign()).toBe(before);
});

test('nothing else in the account is written to', async () => {
  const sources = () => JSON.stringify([cloud.find(INSTANCE), { ...cloud.find(DATABASE), phases: [] }]);
  const before = sources();
  await cloud.deployed(databaseSnapshot(DESTROY));
  await cloud.destroy();
  await cloud.settle();
  expect(sources()).toBe(before);
});
