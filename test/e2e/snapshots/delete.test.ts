import { type Stack } from 'aws-cdk-lib';
import { addDatabaseSnapshot, addInstanceSnapshot, databaseSnapshot, DESTROY, seedSources } from '../support/snapshot-stacks';
import { failures, MINUTE, REGION, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;

beforeEach(() => {
  cloud = new TestCloud();
  seedSources(cloud);
});
afterEach(() => cloud.close());

const snapshots = () => cloud.names('RelationalDatabaseSnapshot');

/** The instance's snapshot keeps the provider in the stack. */
const withOther = (add: (stack: Stack) => void) => (stack: Stack) => {
  addInstanceSnapshot(stack);
  add(stack);
};

test('with DESTROY it goes with the stack', async () => {
  await cloud.deployed(databaseSnapshot(DESTROY));
  expect(snapshots()).toHaveLength(1);
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  expect(snapshots()).toEqual([]);
  await cloud.settle();
});

test.each([['by default it is kept', {}, 1], ['with DESTROY it goes', DESTROY, 0]])('removed from the template: %s', async (_, policy, left) => {
  await cloud.deployed(withOther((stack) => addDatabaseSnapshot(stack, policy)));
  await cloud.deployed(withOther(() => undefined));
  expect(snapshots()).toHaveLength(left);
  await cloud.settle();
});

test('what is gone already is as good as deleted', async () => {
  await cloud.deployed(databaseSnapshot(DESTROY));
  cloud.cloud.lightsail.instantly(REGION, 'DeleteRelationalDatabaseSnapshot', { relationalDatabaseSnapshotName: snapshots()[0] });
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  expect(cloud.calls('DeleteRelationalDatabaseSnapshot')).toBe(0);
  await cloud.settle();
});

test('a snapshot that is in use is waited for', async () => {
  await cloud.deployed(databaseSnapshot(DESTROY));
  cloud.fault('DeleteRelationalDatabaseSnapshot', {
    type: 'error', code: 'OperationFailureException', message: "You can't delete this snapshot right now. The state of this RelationalDatabaseSnapshot is copying.",
  }, 4);
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  expect(snapshots()).toEqual([]);
  await cloud.settle();
});

test('an answer that is lost after minutes is no denial: what is gone carries no tag that would permit its deletion', async () => {
  await cloud.deployed(databaseSnapshot(DESTROY));
  cloud.fault('DeleteRelationalDatabaseSnapshot', { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' }, 16);
  cloud.fault('DeleteRelationalDatabaseSnapshot', { type: 'lose-answer' }, 1);
  const destruction = await cloud.destroy();
  expect(destruction.outcome).toMatchObject({ result: 'deleted' });
  expect(destruction.duration).toBeGreaterThan(3 * MINUTE);
  expect(snapshots()).toEqual([]);
  await cloud.settle();
});

test('a deletion that Lightsail refuses stops, with Lightsail\'s reason; the next one works', async () => {
  await cloud.deployed(databaseSnapshot(DESTROY));
  cloud.fault('DeleteRelationalDatabaseSnapshot', { type: 'error', code: 'InvalidInputException', message: 'The snapshot is locked.' }, 1);
  const destruction = await cloud.destroy();
  expect(destruction.outcome).toMatchObject({ result: 'failed', status: 'DELETE_FAILED' });
  expect(failures(destruction)[0]).toContain('InvalidInputException: The snapshot is locked.');
  expect(destruction.duration).toBeLessThan(MINUTE);
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  expect(snapshots()).toEqual([]);
  await cloud.settle();
});

test('a deletion whose operation fails stops, with the operation\'s reason', async () => {
  await cloud.deployed(databaseSnapshot(DESTROY));
  cloud.fault('DeleteRelationalDatabaseSnapshot', { type: 'fail-operation', code: 'InternalError', details: 'The volume does not let go.' }, 1);
  const destruction = await cloud.destroy();
  expect(destruction.outcome).toMatchObject({ result: 'failed', status: 'DELETE_FAILED' });
  expect(failures(destruction)[0]).toContain('InternalError: The volume does not let go.');
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  expect(snapshots()).toEqual([]);
  await cloud.settle();
});
