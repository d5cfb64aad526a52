import { Duration } from 'aws-cdk-lib';
import { Database, DatabaseSnapshot } from '../../../src';
import { DATABASE, databaseSnapshot, DATABASE_SNAPSHOT, seedSources } from '../support/snapshot-stacks';
import { failures, MINUTE, REGION, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;

beforeEach(() => {
  cloud = new TestCloud();
  seedSources(cloud);
});
afterEach(() => cloud.close());

const snapshots = () => cloud.names('RelationalDatabaseSnapshot');

/** As somebody else does it, by hand. */
async function call(operation: string, input: Record<string, unknown> = {}): Promise<void> {
  const { account } = cloud.cloud;
  await account.call({ service: 'lightsail', region: REGION, operation, input: { relationalDatabaseName: DATABASE, ...input }, caller: account.root });
}

test.each([
  ['modifying', () => call('UpdateRelationalDatabase', { preferredBackupWindow: '04:00-04:30', applyImmediately: true })],
  ['backing-up', () => call('CreateRelationalDatabaseSnapshot', { relationalDatabaseSnapshotName: 'by-hand' })],
  ['rebooting', () => call('RebootRelationalDatabase')],
])('a database that is %s is waited for', async (state, keepBusy) => {
  await keepBusy();
  expect(cloud.cloud.lightsail.inventory(REGION)).toContainEqual(expect.objectContaining({ name: DATABASE, state }));
  await cloud.deployed(databaseSnapshot());
  expect(snapshots()).toEqual(expect.arrayContaining(cloud.physicalIds(DATABASE_SNAPSHOT)));
  await cloud.settle();
});

test('a database that gets busy between the look and the call is waited for', async () => {
  cloud.fault('CreateRelationalDatabaseSnapshot', {
    type: 'error', code: 'OperationFailureException', message: "You can't create a snapshot of this database right now. The state of this RelationalDatabase is modifying.",
  }, 3);
  await cloud.deployed(databaseSnapshot());
  expect(snapshots()).toHaveLength(1);
  await cloud.settle();
});

test('three snapshots of one database in one stack are taken one after the other', async () => {
  const deployment = await cloud.deployed((stack) => {
    const database = Database.fromDatabaseName(stack, 'Database', DATABASE);
    for (const id of ['One', 'Two', 'Three']) new DatabaseSnapshot(stack, id, { database });
  });
  expect(snapshots()).toHaveLength(3);
  expect(deployment.duration).toBeLessThan(20 * MINUTE);
  await cloud.settle();
});

test('a database that is stopped: the time-out says what to do', async () => {
  cloud.cloud.lightsail.instantly(REGION, 'StopRelationalDatabase', { relationalDatabaseName: DATABASE });
  const deployment = await cloud.deploy(databaseSnapshot({ timeout: Duration.minutes(5) }));
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
  expect(failures(deployment)[0]).toContain("waiting for the database 'shop-db' to be ready for a snapshot; last seen: stopped.");
  expect(failures(deployment)[0]).toContain('start the database');
  expect(cloud.calls('CreateRelationalDatabaseSnapshot')).toBe(0);
  await cloud.settle();
});
