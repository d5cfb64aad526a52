import { Database, DatabaseSnapshot, LightsailFamily, LightsailProvider } from '../../../src';
import { addInstanceSnapshot, addDatabaseSnapshot, DATABASE, databaseSnapshot, DATABASE_SNAPSHOT, DESTROY, requestOf, seedSources } from '../support/snapshot-stacks';
import { HOUR, MINUTE, SECOND, TestCloud } from '../support/test-cloud';

// Lambda promises to deliver an event at least once, and keeps it for hours.
let cloud: TestCloud;

beforeEach(() => {
  cloud = new TestCloud();
  seedSources(cloud);
});
afterEach(() => cloud.close());

const snapshots = () => cloud.names('RelationalDatabaseSnapshot');

test.each([0, 1, 14, 16, 100, 20 * 60])('a Create that comes again after %d s makes one snapshot', async (seconds) => {
  cloud.cloud.lambda.deliverTwice(requestOf('Create'), seconds * SECOND);
  await cloud.deployed(databaseSnapshot());
  await cloud.settle();
  expect(snapshots()).toEqual(cloud.physicalIds(DATABASE_SNAPSHOT));
  expect(snapshots()).toHaveLength(1);
  expect(cloud.cloud.stepFunctions.executions()).toHaveLength(1);
});

test('a Create that comes again after its snapshot was replaced makes nothing', async () => {
  cloud.cloud.lambda.deliverTwice(requestOf('Create'), HOUR);
  await cloud.deployed(databaseSnapshot({ trigger: '1', ...DESTROY }));
  await cloud.deployed(databaseSnapshot({ trigger: '2', ...DESTROY }));
  await cloud.settle();
  expect(snapshots()).toEqual(cloud.physicalIds(DATABASE_SNAPSHOT));
  expect(cloud.calls('CreateRelationalDatabaseSnapshot')).toBe(2);
});

test('a Create that comes again after the resource was removed makes nothing', async () => {
  cloud.cloud.lambda.deliverTwice(requestOf('Create'), HOUR);
  await cloud.deployed((stack) => {
    addDatabaseSnapshot(stack, DESTROY);
    addInstanceSnapshot(stack);
  });
  await cloud.deployed((stack) => { addInstanceSnapshot(stack); });
  const invocations = cloud.invocations().length;
  await cloud.settle();
  expect(cloud.invocations()).toHaveLength(invocations + 1);
  expect(snapshots()).toEqual([]);
});

test('a Create that comes again after the stack and its function went makes nothing', async () => {
  cloud.cloud.lambda.deliverTwice(requestOf('Create'), HOUR);
  await cloud.deployed(databaseSnapshot(DESTROY));
  await cloud.destroy();
  await cloud.settle();
  expect(snapshots()).toEqual([]);
});

describe('with a provider that outlives the stack', () => {
  let functionArn: string;

  beforeEach(async () => {
    await cloud.deployed((stack) => new LightsailProvider(stack, 'Provider', { shared: true, families: [LightsailFamily.SNAPSHOTS] }), 'Platform');
    const name = cloud.functionName('Platform');
    functionArn = `arn:aws:lambda:eu-central-1:123456789012:function:${name}`;
  });

  test.each(['Create', 'Delete'] as const)('a %s that comes again after the stack went makes nothing', async (type) => {
    cloud.cloud.lambda.deliverTwice(requestOf(type), HOUR);
    await cloud.deployed((stack) => {
      addDatabaseSnapshot(stack, { ...DESTROY, provider: LightsailProvider.fromFunctionArn(stack, 'Provider', functionArn) });
    });
    expect(snapshots()).toHaveLength(1);
    await cloud.destroy();
    const invocations = cloud.invocations('Platform').length;
    await cloud.settle();
    expect(cloud.invocations('Platform')).toHaveLength(invocations + 1);
    expect(snapshots()).toEqual([]);
  });
});

test.each([0, 30, 20 * 60])('an Update that comes again after %d s takes one new snapshot', async (seconds) => {
  await cloud.deployed(databaseSnapshot({ trigger: '1' }));
  cloud.cloud.lambda.deliverTwice(requestOf('Update'), seconds * SECOND);
  await cloud.deployed(databaseSnapshot({ trigger: '2' }));
  await cloud.settle();
  expect(snapshots()).toHaveLength(2);
  expect(cloud.cloud.stepFunctions.executions()).toHaveLength(2);
});

test('an Update that comes again after the next one makes nothing', async () => {
  await cloud.deployed(databaseSnapshot({ trigger: '1', ...DESTROY }));
  cloud.cloud.lambda.deliverTwice(requestOf('Update'), 30 * MINUTE);
  await cloud.deployed(databaseSnapshot({ trigger: '2', ...DESTROY }));
  await cloud.deployed(databaseSnapshot({ trigger: '3', ...DESTROY }));
  await cloud.settle();
  expect(snapshots()).toEqual(cloud.physicalIds(DATABASE_SNAPSHOT));
  expect(cloud.calls('CreateRelationalDatabaseSnapshot')).toBe(3);
});

test.each([
  ['the same construct', 'Release'],
  ['another construct', 'Next'],
])('a Delete that comes again does not touch what %s made under that name since', async (_, id) => {
  const define = (idOfSnapshot: string | undefined) => cloud.deployed((stack) => {
    addInstanceSnapshot(stack);
    if (idOfSnapshot === undefined) return;
    const database = Database.fromDatabaseName(stack, 'Database', DATABASE);
    new DatabaseSnapshot(stack, idOfSnapshot, { database, snapshotName: 'before-release', ...DESTROY });
  });
  await define('Release');
  cloud.cloud.lambda.deliverTwice(requestOf('Delete'), 30 * MINUTE);
  await define(undefined);
  expect(snapshots()).toEqual([]);
  await define(id);
  const made = cloud.find('before-release');
  await cloud.settle();
  expect(cloud.find('before-release')).toEqual(made);
  expect(made).toBeDefined();
});
