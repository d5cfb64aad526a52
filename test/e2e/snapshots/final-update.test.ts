import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import type { Effect } from 'cdk-local-cloud/engine';
import { Database, FinalSnapshot, LightsailFamily, LightsailProvider, SnapshotSource } from '../../../src';
import { FINAL_SNAPSHOT_TAG } from '../../../src/snapshots/snapshot-contract';
import { finalSnapshot, FINAL_SNAPSHOT } from '../support/final-snapshot-stacks';
import { requestOf } from '../support/snapshot-stacks';
import { type Define, type Deployment, failures, HOUR, MINUTE, REGION, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;

beforeEach(() => {
  cloud = new TestCloud();
});
afterEach(() => cloud.close());

const snapshots = () => cloud.names('RelationalDatabaseSnapshot');
const databases = () => cloud.names('RelationalDatabase');

/** What stays in the stack when the database and its final snapshot leave it. */
const other: Define = (stack) => {
  new lightsail.CfnDisk(stack, 'Other', { diskName: 'other', sizeInGb: 8 });
};
const both: Define = (stack) => {
  finalSnapshot()(stack);
  other(stack);
};
const renamed: Define = (stack) => {
  finalSnapshot({ databaseName: 'shop-db-2' })(stack);
  other(stack);
};
const onlyDatabase: Define = (stack) => {
  finalSnapshot({ withSnapshot: false })(stack);
  other(stack);
};

const FAILURE: Effect = { type: 'fail-operation', code: 'StorageFull', details: 'No room.' };
const failing = () => cloud.fault('CreateRelationalDatabaseSnapshot', FAILURE);
const stop = () => cloud.cloud.lightsail.instantly(REGION, 'StopRelationalDatabase', { relationalDatabaseName: 'shop-db' });

/** The statuses of a resource's physical id in a deployment's events. */
function statuses({ events }: Deployment, physicalId: string): string[] {
  return events.filter((event) => event.physicalId === physicalId).map(({ status }) => status);
}

/** What the function did with an operation: the calls of CloudFormation's own types are not among them. */
function called(operation: string): number[] {
  return cloud.cloud.account.calls.filter(({ call }) => call.operation === operation && call.caller.roleName !== undefined).map(({ at }) => at);
}

const removals: Array<[name: string, to: Define, left: string[]]> = [
  ['the database and its final snapshot leave the template', other, []],
  ['the database is renamed', renamed, ['shop-db-2']],
];

describe.each(removals)('%s', (_, to, left) => {
  beforeEach(() => cloud.deployed(both));

  test('CloudFormation retains it; the function takes the snapshot and deletes it', async () => {
    const update = await cloud.deployed(to);
    expect(failures(update)).toEqual([]);
    expect(statuses(update, 'shop-db')).toContain('DELETE_SKIPPED');
    expect(databases()).toEqual(left);
    expect(snapshots()).toEqual([expect.stringMatching(/^shop-db-final-[0-9a-f]{10}$/)]);
    expect(cloud.find(snapshots()[0])?.createdAt).toBeLessThan(called('DeleteRelationalDatabase')[0]);
    await cloud.settle();
    expect(called('DeleteRelationalDatabase')).toHaveLength(1);
    expect(databases()).toEqual(left);
  });

  test('the snapshot fails each time: CloudFormation gives up after three tries, and the database stays', async () => {
    failing();
    const update = await cloud.deployed(to);
    expect(statuses(update, 'final-snapshot-of-database-shop-db').filter((status) => status === 'DELETE_FAILED')).toHaveLength(3);
    expect(failures(update)[0]).toContain('StorageFull: No room.');
    expect(databases()).toEqual(['shop-db', ...left]);
    expect(snapshots()).toEqual([]);
    expect(called('DeleteRelationalDatabase')).toEqual([]);
    await cloud.settle();
    expect(databases()).toEqual(['shop-db', ...left]);
  });

  test('the first try fails: the second one takes the snapshot and deletes the database', async () => {
    cloud.fault('CreateRelationalDatabaseSnapshot', FAILURE, 1);
    await cloud.deployed(to);
    expect([databases(), snapshots().length]).toEqual([left, 1]);
    await cloud.settle();
  });

  test('the database is stopped: each try says so at once, and it stays', async () => {
    stop();
    const update = await cloud.deployed(to);
    expect(failures(update)).toHaveLength(3);
    expect(failures(update)[0]).toContain("The database 'shop-db' is stopped");
    expect(update.duration).toBeLessThan(15 * MINUTE);
    expect([databases(), snapshots()]).toEqual([['shop-db', ...left], []]);
    await cloud.settle();
  });

  test.each(['lose-answer', 'crash-caller'] as const)('%s of the call that deletes it: it is gone all the same', async (type) => {
    cloud.cloud.account.faults.inject({
      service: 'lightsail', operation: 'DeleteRelationalDatabase', effect: { type }, times: 1,
    });
    await cloud.deployed(to);
    expect([databases(), snapshots().length]).toEqual([left, 1]);
    await cloud.settle();
  });
});

describe('only the final snapshot leaves the template', () => {
  beforeEach(() => cloud.deployed(both));

  test('a snapshot is taken, and the database stays, without the tag that would let the function delete it', async () => {
    const [final] = cloud.physicalIds(FINAL_SNAPSHOT);
    expect(cloud.find('shop-db')?.tags).toEqual({ [FINAL_SNAPSHOT_TAG]: cloud.stack().stackId });
    const update = await cloud.deployed(onlyDatabase);
    expect(statuses(update, final)).toEqual(['DELETE_IN_PROGRESS', 'DELETE_COMPLETE']);
    expect([databases(), snapshots().length]).toEqual([['shop-db'], 1]);
    expect(cloud.find('shop-db')?.tags).toEqual({});
    expect(called('DeleteRelationalDatabase')).toEqual([]);
    await cloud.settle();
    expect(databases()).toEqual(['shop-db']);
  });

  test('the snapshot fails, or the database is stopped: it stays', async () => {
    failing();
    await cloud.deployed(onlyDatabase);
    expect([databases(), snapshots()]).toEqual([['shop-db'], []]);
    await cloud.settle();
  });

  test('the construct gets another id: a snapshot is taken by the old one, and the database stays protected', async () => {
    const [stack] = cloud.synthesize(both);
    const template = JSON.parse(JSON.stringify(stack.template).replace(/FinalBDD1A42F/g, 'FinalMoved'));
    await cloud.deployTemplate({ ...stack, template });
    expect([databases(), snapshots().length]).toEqual([['shop-db'], 1]);
    expect(called('DeleteRelationalDatabase')).toEqual([]);
    await cloud.destroy();
    expect([databases(), snapshots().length]).toEqual([[], 2]);
    await cloud.settle();
  });
});

test.each([0, HOUR])('a Delete that comes twice, %p ms later, while the database is there again: it stays', async (delay) => {
  await cloud.deployed(both);
  cloud.cloud.lambda.deliverTwice(requestOf('Delete', FINAL_SNAPSHOT), delay);
  await cloud.deployed(other);
  expect(databases()).toEqual([]);
  await cloud.deployed(both);
  expect(databases()).toEqual(['shop-db']);
  await cloud.settle();
  expect(databases()).toEqual(['shop-db']);
  expect(called('DeleteRelationalDatabase')).toHaveLength(1);
});

test('a provider that stacks share', async () => {
  const families = [LightsailFamily.SNAPSHOTS, LightsailFamily.FINAL_SNAPSHOTS];
  await cloud.deployed((stack) => {
    new LightsailProvider(stack, 'Provider', { shared: true, families });
  }, 'Platform');
  const functionArn = `arn:aws:lambda:${REGION}:${cloud.cloud.account.id}:function:${cloud.functionName('Platform')}`;
  const shared: Define = (stack) => {
    finalSnapshot({ provider: LightsailProvider.fromFunctionArn(stack, 'Provider', functionArn) })(stack);
    other(stack);
  };
  await cloud.deployed(shared);
  failing();
  await cloud.deployed(other);
  expect(databases()).toEqual(['shop-db']);
  cloud.cloud.account.faults.clear();
  cloud.cloud.lightsail.instantly(REGION, 'DeleteRelationalDatabase', { relationalDatabaseName: 'shop-db', skipFinalSnapshot: true });

  await cloud.deployed(shared);
  await cloud.deployed(other);
  expect([databases(), snapshots().length]).toEqual([[], 1]);
  await cloud.settle();
});

test('the database leaves the template, and the construct names it from then on: it stays', async () => {
  await cloud.deployed(both);
  await cloud.deployed((stack) => {
    new FinalSnapshot(stack, 'Final', { source: SnapshotSource.database(Database.fromDatabaseName(stack, 'Db', 'shop-db')) });
    other(stack);
  });
  expect([databases(), snapshots()]).toEqual([['shop-db'], []]);
  await cloud.destroy();
  expect([databases(), snapshots().length]).toEqual([['shop-db'], 1]);
  await cloud.settle();
});

describe('the update is rolled back', () => {
  const failingDisk = () => cloud.fault('CreateDisk', { type: 'error', code: 'InvalidInputException', message: 'No such zone.' }, 1);

  test.each([
    ['which replaces the database', finalSnapshot({ databaseName: 'shop-db-2', withDisk: true })],
    ['which removes the final snapshot', finalSnapshot({ withSnapshot: false, withDisk: true })],
  ])('%s: nothing is taken, and nothing is deleted but what the update made', async (_, to) => {
    await cloud.deployed(finalSnapshot());
    failingDisk();
    const update = await cloud.deploy(to);
    expect(update.outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect([databases(), snapshots()]).toEqual([['shop-db'], []]);
    expect(called('DeleteRelationalDatabase')).toEqual([]);
    // It is as protected as before.
    expect(cloud.find('shop-db')?.tags).toEqual({ [FINAL_SNAPSHOT_TAG]: cloud.stack().stackId });
    failing();
    expect((await cloud.destroy()).outcome).toMatchObject({ status: 'DELETE_FAILED' });
    expect(databases()).toEqual(['shop-db']);
    await cloud.settle();
  });

  test('which adds both: CloudFormation removes what it made', async () => {
    await cloud.deployed(other);
    failingDisk();
    const update = await cloud.deploy((stack) => {
      finalSnapshot({ withDisk: true })(stack);
      other(stack);
    });
    expect(update.outcome).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect([databases(), snapshots()]).toEqual([[], []]);
    await cloud.settle();
  });
});
