import { RemovalPolicy, type Stack, Tags } from 'aws-cdk-lib';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import { DatabaseSnapshot, type DatabaseSnapshotProps, DiskSnapshot, FinalSnapshot, InstanceSnapshot, SnapshotSource } from '../../../src';
import { DATABASE_SNAPSHOT } from '../support/snapshot-stacks';
import { type Define, type Deployment, failures, MINUTE, REGION, STACK_NAME, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;

beforeEach(() => {
  cloud = new TestCloud();
});
afterEach(() => cloud.close());

const snapshots = () => cloud.names('RelationalDatabaseSnapshot');
const NOTHING = /^cdk-lightsail:nothing-created:/;

interface Release extends Partial<DatabaseSnapshotProps> {
  readonly version?: string;
  readonly databaseName?: string;
  /** Made last; a test may let it fail. */
  readonly withDisk?: boolean;
}

/** A release changes the database's backup window, and takes a snapshot of it first. */
function release({ version = '1', databaseName = 'shop-db', withDisk = false, ...props }: Release = {}): Define {
  return (stack) => {
    const database = addDatabase(stack, databaseName, version);
    const snapshot = new DatabaseSnapshot(stack, 'Release', { database, trigger: `v${version}`, executeBefore: [database], ...props });
    if (!withDisk) return;
    const disk = new lightsail.CfnDisk(stack, 'Data', { diskName: 'shop-data', sizeInGb: 8 });
    disk.node.addDependency(database, snapshot);
  };
}

function addDatabase(stack: Stack, databaseName = 'shop-db', version = '1'): lightsail.CfnDatabase {
  return new lightsail.CfnDatabase(stack, 'Database', {
    relationalDatabaseName: databaseName,
    relationalDatabaseBlueprintId: 'mysql_8_0',
    relationalDatabaseBundleId: 'micro_2_0',
    masterDatabaseName: 'shop',
    masterUsername: 'shop',
    preferredBackupWindow: `0${version}:00-0${version}:30`,
  });
}

/** The calls that change something, in their order. */
function changes(since = 0): string[] {
  return cloud.cloud.account.calls.filter(({ call, at }) => call.service === 'lightsail' && at >= since && !call.operation.startsWith('Get'))
    .map(({ call }) => call.operation);
}

const now = () => cloud.cloud.account.clock.now();
const attributes = () => Object.values(cloud.stack().resources).find(({ type }) => type === DATABASE_SNAPSHOT)?.attributes;

test('the first deployment has nothing to take; each later release takes it before CloudFormation touches the database', async () => {
  await cloud.deployed(release());
  expect(changes()).toEqual(['CreateRelationalDatabase']);
  expect(cloud.physicalIds(DATABASE_SNAPSHOT)).toEqual([expect.stringMatching(NOTHING)]);
  expect(Object.values(attributes() ?? {}).every((value) => value === '')).toBe(true);

  const begin = now();
  await cloud.deployed(release({ version: '2' }));
  expect(changes(begin)).toEqual(['CreateRelationalDatabaseSnapshot', 'UpdateRelationalDatabase']);
  expect(cloud.physicalIds(DATABASE_SNAPSHOT)).toEqual(snapshots());
  expect(attributes()).toMatchObject({ State: 'available', SourceName: 'shop-db' });

  await cloud.deployed(release({ version: '3' }));
  expect(snapshots()).toHaveLength(2);
  await cloud.destroy();
  expect([cloud.names('RelationalDatabase'), snapshots().length]).toEqual([[], 2]);
  await cloud.settle();
});

const OTHERS: Array<[name: string, of: (stack: Stack) => lightsail.CfnInstance | lightsail.CfnDisk, create: string]> = [
  ['an instance', (stack) => {
    const instance = new lightsail.CfnInstance(stack, 'Web', { instanceName: 'shop', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
    new InstanceSnapshot(stack, 'Release', { instance, trigger: String(stack.node.tryGetContext('v')), executeBefore: [instance] });
    return instance;
  }, 'CreateInstanceSnapshot'],
  ['the system disk of an instance', (stack) => {
    const instance = new lightsail.CfnInstance(stack, 'Web', { instanceName: 'shop', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
    new DiskSnapshot(stack, 'Release', { instance, trigger: String(stack.node.tryGetContext('v')), executeBefore: [instance] });
    return instance;
  }, 'CreateDiskSnapshot'],
  ['a disk', (stack) => {
    const disk = new lightsail.CfnDisk(stack, 'Data', { diskName: 'shop', sizeInGb: 8 });
    new DiskSnapshot(stack, 'Release', { disk, trigger: String(stack.node.tryGetContext('v')), executeBefore: [disk] });
    return disk;
  }, 'CreateDiskSnapshot'],
];

test.each(OTHERS)('%s: the snapshot comes before the change of its tags', async (_, of, create) => {
  const version = (value: string): Define => (stack) => {
    stack.node.setContext('v', value);
    Tags.of(of(stack)).add('version', value);
  };
  await cloud.deployed(version('1'));
  const begin = now();
  await cloud.deployed(version('2'));
  expect(changes(begin)).toEqual([create, 'TagResource']);
  await cloud.settle();
});

test('if the snapshot fails, the database is as it was', async () => {
  await cloud.deployed(release());
  cloud.fault('CreateRelationalDatabaseSnapshot', { type: 'fail-operation', code: 'StorageFull', details: 'No room.' }, 1);
  const begin = now();
  const update = await cloud.deploy(release({ version: '2' }));
  expect(update.outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(failures(update)[0]).toContain('StorageFull: No room.');
  expect(changes(begin)).toEqual(['CreateRelationalDatabaseSnapshot', 'DeleteRelationalDatabaseSnapshot']);
  expect(cloud.physicalIds(DATABASE_SNAPSHOT)).toEqual([expect.stringMatching(NOTHING)]);
  await cloud.deployed(release({ version: '2' }));
  expect(snapshots()).toHaveLength(1);
  await cloud.settle();
});

describe('the release fails after its snapshot', () => {
  const failed = async (): Promise<Deployment> => {
    cloud.fault('CreateDisk', { type: 'error', code: 'InvalidInputException', message: 'No such zone.' }, 1);
    const update = await cloud.deploy(release({ version: '2', withDisk: true }));
    expect(update.outcome).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    return update;
  };

  test('the first one: the stack returns to no snapshot', async () => {
    await cloud.deployed(release());
    await failed();
    expect(cloud.physicalIds(DATABASE_SNAPSHOT)).toEqual([expect.stringMatching(NOTHING)]);
    expect(snapshots()).toEqual([]);
    await cloud.settle();
  });

  test('a later one: the stack returns to the one before', async () => {
    await cloud.deployed(release({ version: '0' }));
    await cloud.deployed(release({ version: '1' }));
    const before = snapshots();
    await failed();
    expect(cloud.physicalIds(DATABASE_SNAPSHOT)).toEqual(before);
    expect(snapshots()).toEqual(before);
    await cloud.settle();
  });
});

test('the first release is cancelled while it takes the snapshot: nothing is left', async () => {
  await cloud.deployed(release());
  cloud.after(2 * MINUTE, () => cloud.cloud.cancelUpdate(STACK_NAME, REGION));
  expect((await cloud.deploy(release({ version: '2' }))).outcome).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(cloud.physicalIds(DATABASE_SNAPSHOT)).toEqual([expect.stringMatching(NOTHING)]);
  await cloud.settle();
  expect(snapshots()).toEqual([]);
});

test.each([{}, { removalPolicy: RemovalPolicy.DESTROY }])('other tags take nothing while there is nothing: %p', async (props) => {
  await cloud.deployed(release(props));
  await cloud.deployed(release({ ...props, tags: { stage: 'test' } }));
  expect(snapshots()).toEqual([]);
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  await cloud.settle();
});

test('a name of one\'s own: a new name takes the snapshot', async () => {
  const named = (snapshotName: string) => release({ trigger: undefined, snapshotName });
  await cloud.deployed(named('shop-db-1'));
  await cloud.deployed((stack) => {
    named('shop-db-1')(stack);
    Tags.of(stack).add('stage', 'test');
  });
  expect(snapshots()).toEqual([]);
  await cloud.deployed(named('shop-db-2'));
  expect(snapshots()).toEqual(['shop-db-2']);
  await cloud.settle();
});

test('it is added to a stack with a database: the snapshot is taken at once, before the database changes', async () => {
  await cloud.deployed((stack) => {
    addDatabase(stack);
  });
  const begin = now();
  await cloud.deployed(release({ version: '2' }));
  expect(changes(begin)).toEqual(['CreateRelationalDatabaseSnapshot', 'UpdateRelationalDatabase']);
  await cloud.settle();
});

describe('the database is renamed', () => {
  test('the snapshot is of the old one, before it is replaced; the next one of the new one', async () => {
    await cloud.deployed(release());
    const begin = now();
    await cloud.deployed(release({ version: '2', databaseName: 'shop-db-2' }));
    expect(changes(begin)).toEqual(['CreateRelationalDatabaseSnapshot', 'CreateRelationalDatabase', 'DeleteRelationalDatabase']);
    expect(snapshots()).toEqual([expect.stringMatching(/^shop-db-[0-9a-f]{10}$/)]);
    expect(attributes()).toMatchObject({ SourceName: 'shop-db' });
    await cloud.deployed(release({ version: '3', databaseName: 'shop-db-2' }));
    expect(attributes()).toMatchObject({ SourceName: 'shop-db-2' });
    await cloud.settle();
  });

  test('and that is rolled back: the stack returns to the snapshot before', async () => {
    await cloud.deployed(release({ version: '0' }));
    await cloud.deployed(release());
    const before = snapshots();
    cloud.fault('CreateDisk', { type: 'error', code: 'InvalidInputException', message: 'No such zone.' }, 1);
    await cloud.deploy(release({ version: '2', databaseName: 'shop-db-2', withDisk: true }));
    expect(cloud.names('RelationalDatabase')).toEqual(['shop-db']);
    expect(cloud.physicalIds(DATABASE_SNAPSHOT)).toEqual(before);
    expect(snapshots()).toEqual(before);
    await cloud.settle();
  });

  test('with the deployment that adds the snapshot: refused, for it could only be of the new one', async () => {
    await cloud.deployed((stack) => {
      addDatabase(stack);
    });
    const update = await cloud.deploy(release({ databaseName: 'shop-db-2' }));
    expect(update.outcome).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(failures(update)[0]).toContain("it replaces the database 'shop-db' after the snapshot. Deploy the snapshot first");
    await cloud.settle();
  });
});

test('a database that was deleted by hand: the release fails and says so', async () => {
  await cloud.deployed(release());
  cloud.cloud.lightsail.instantly(REGION, 'DeleteRelationalDatabase', { relationalDatabaseName: 'shop-db', skipFinalSnapshot: true });
  const update = await cloud.deploy(release({ version: '2' }));
  expect(failures(update)[0]).toContain('it was deleted by hand');
  await cloud.settle();
});

test('beside a final snapshot of the same database', async () => {
  const define = (version: string): Define => (stack) => {
    const database = addDatabase(stack, 'shop-db', version);
    new DatabaseSnapshot(stack, 'Release', { database, trigger: version, executeBefore: [database] });
    new FinalSnapshot(stack, 'Final', { source: SnapshotSource.database(database) });
  };
  await cloud.deployed(define('1'));
  await cloud.deployed(define('2'));
  expect(snapshots()).toHaveLength(1);
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  expect([cloud.names('RelationalDatabase'), snapshots().length]).toEqual([[], 2]);
  await cloud.settle();
});
