import { Duration } from 'aws-cdk-lib';
import type { Effect } from 'cdk-local-cloud/engine';
import { finalSnapshot } from '../support/final-snapshot-stacks';
import { failures, MINUTE, REGION, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;

beforeEach(async () => {
  cloud = new TestCloud();
  await cloud.deployed(finalSnapshot({ timeout: Duration.minutes(15) }));
});
afterEach(() => cloud.close());

const snapshots = () => cloud.names('RelationalDatabaseSnapshot');
const databases = () => cloud.names('RelationalDatabase');

const FAULTS: Array<[name: string, effect: Effect, text: string]> = [
  ['its operation fails', { type: 'fail-operation', code: 'VolumeInUse', details: 'Out of breath.' }, 'VolumeInUse: Out of breath.'],
  ['it is refused', { type: 'error', code: 'InvalidInputException', message: 'Too many snapshots.' }, 'InvalidInputException: Too many snapshots.'],
  ['it never ends', { type: 'endless-operation' }, 'Timed out after'],
];

test.each(FAULTS)('%s: the deletion stops, the database is still there, and the next deletion works', async (_, effect, text) => {
  cloud.fault('CreateRelationalDatabaseSnapshot', effect, 1);
  const destruction = await cloud.destroy();
  expect(destruction.outcome).toMatchObject({ result: 'failed', status: 'DELETE_FAILED' });
  expect(failures(destruction)[0]).toContain(text);
  expect(databases()).toEqual(['shop-db']);
  expect(destruction.duration).toBeLessThan(20 * MINUTE);

  if (effect.type === 'endless-operation') cloud.cloud.lightsail.endNow(REGION, snapshots()[0]);
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  expect(databases()).toEqual([]);
  // What failed is removed. What only took too long is a snapshot like any other in the end.
  expect(snapshots()).toHaveLength(effect.type === 'endless-operation' ? 2 : 1);
  await cloud.settle();
});

test.each(['lose-answer', 'crash-caller'] as const)('%s: one snapshot, and the stack is gone', async (type) => {
  cloud.fault('CreateRelationalDatabaseSnapshot', { type }, 1);
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  expect(snapshots()).toHaveLength(1);
  await cloud.settle();
});

test('a database that is stopped can have no snapshot: the deletion says what to do', async () => {
  cloud.cloud.lightsail.instantly(REGION, 'StopRelationalDatabase', { relationalDatabaseName: 'shop-db' });
  const destruction = await cloud.destroy();
  expect(destruction.outcome).toMatchObject({ result: 'failed', status: 'DELETE_FAILED' });
  expect(failures(destruction)[0]).toContain("The database 'shop-db' is stopped, and Lightsail takes no snapshot of a stopped database. It was kept. Start it and delete the stack again");
  expect(destruction.duration).toBeLessThan(2 * MINUTE);
  expect(databases()).toEqual(['shop-db']);
  cloud.cloud.lightsail.instantly(REGION, 'StartRelationalDatabase', { relationalDatabaseName: 'shop-db' });
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  expect(snapshots()).toHaveLength(1);
  await cloud.settle();
});

test('a database that is being stopped: as soon as it is', async () => {
  await cloud.cloud.account.call({
    service: 'lightsail', region: REGION, operation: 'StopRelationalDatabase', input: { relationalDatabaseName: 'shop-db' }, caller: cloud.cloud.account.root,
  });
  const destruction = await cloud.destroy();
  expect(failures(destruction)[0]).toContain("The database 'shop-db' is stopped");
  expect(destruction.duration).toBeLessThan(7 * MINUTE);
  expect(databases()).toEqual(['shop-db']);
  await cloud.settle();
});

test('CloudFormation can\'t be asked for a while: the stack is not taken for one that rolls back', async () => {
  cloud.cloud.account.faults.inject({
    service: 'cloudformation', operation: 'DescribeStacks', effect: { type: 'error', code: 'Throttling', message: 'Rate exceeded' }, times: 6,
  });
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  expect(snapshots()).toHaveLength(1);
  await cloud.settle();
});
