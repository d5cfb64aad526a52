import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import { Database, type DatabaseSnapshotProps } from '../../../src';
import { addDatabaseSnapshot, addInstanceSnapshot, databaseSnapshot, DATABASE_SNAPSHOT, DESTROY, seedSources } from '../support/snapshot-stacks';
import { type Deployment, failures, MINUTE, REGION, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;

beforeEach(() => {
  cloud = new TestCloud();
  seedSources(cloud);
});
afterEach(() => cloud.close());

const snapshots = () => cloud.names('RelationalDatabaseSnapshot');

/** An update whose disk fails, once the snapshot has been taken. */
async function failLater(props: Partial<DatabaseSnapshotProps>): Promise<Deployment> {
  cloud.fault('CreateDisk', { type: 'error', code: 'InvalidInputException', message: 'No such zone.' }, 1);
  const deployment = await cloud.deploy((stack) => {
    const disk = new lightsail.CfnDisk(stack, 'Data', { diskName: 'shop-data', sizeInGb: 8 });
    addDatabaseSnapshot(stack, { ...props, executeBefore: [disk] });
  });
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(deployment.outcome.reason).toContain('No such zone.');
  return deployment;
}

describe.each([['kept by default', {}], ['with DESTROY', DESTROY]])('%s', (_, policy) => {
  test('another resource fails: back to the replaced snapshot, no third one is taken, and the new one is removed', async () => {
    await cloud.deployed(databaseSnapshot({ trigger: '1', ...policy }));
    const before = snapshots();
    await failLater({ trigger: '2', ...policy });
    expect(cloud.physicalIds(DATABASE_SNAPSHOT)).toEqual(before);
    expect(snapshots()).toEqual(before);
    expect(cloud.calls('CreateRelationalDatabaseSnapshot')).toBe(2);
    await cloud.settle();
  });

  test('the snapshot itself fails: the current one stays, and what failed is removed', async () => {
    await cloud.deployed(databaseSnapshot({ trigger: '1', ...policy }));
    const before = snapshots();
    cloud.fault('CreateRelationalDatabaseSnapshot', { type: 'fail-operation', code: 'VolumeInUse', details: 'Out of breath.' }, 1);
    const deployment = await cloud.deploy(databaseSnapshot({ trigger: '2', ...policy }));
    expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(failures(deployment)[0]).toContain('VolumeInUse: Out of breath.');
    expect(cloud.physicalIds(DATABASE_SNAPSHOT)).toEqual(before);
    expect(snapshots()).toEqual(before);
    expect(cloud.calls('CreateRelationalDatabaseSnapshot')).toBe(2);
    await cloud.settle();
  });

  test('another resource fails while the new snapshot is being made: it is cleaned up', async () => {
    const define = (trigger: string) => (stack: Parameters<ReturnType<typeof databaseSnapshot>>[0]) => {
      addDatabaseSnapshot(stack, { trigger, ...policy });
      addInstanceSnapshot(stack, { trigger, ...policy });
    };
    await cloud.deployed(define('1'));
    const before = [...snapshots(), ...cloud.names('InstanceSnapshot')];
    cloud.fault('CreateInstanceSnapshot', { type: 'fail-operation', code: 'VolumeInUse', details: 'Out of breath.' }, 1);
    const deployment = await cloud.deploy(define('2'));
    expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(failures(deployment)).toContain('Resource update cancelled');
    await cloud.settle();
    expect([...snapshots(), ...cloud.names('InstanceSnapshot')]).toEqual(before);
    expect(cloud.physicalIds(DATABASE_SNAPSHOT)).toEqual(snapshots());
  });
});

test('the rollback returns to the last snapshot, not to the first', async () => {
  await cloud.deployed(databaseSnapshot({ trigger: '1' }));
  await cloud.deployed(databaseSnapshot({ trigger: '2' }));
  const before = snapshots();
  const current = cloud.physicalIds(DATABASE_SNAPSHOT);
  await failLater({ trigger: '3' });
  expect(snapshots()).toEqual(before);
  expect(cloud.physicalIds(DATABASE_SNAPSHOT)).toEqual(current);
  await cloud.settle();
});

test('a name that changed changes back', async () => {
  await cloud.deployed(databaseSnapshot({ snapshotName: 'first', ...DESTROY }));
  await failLater({ snapshotName: 'second', ...DESTROY });
  expect(snapshots()).toEqual(['first']);
  expect(cloud.physicalIds(DATABASE_SNAPSHOT)).toEqual(['first']);
  await cloud.settle();
});

test('a source that changed changes back', async () => {
  cloud.cloud.lightsail.seedDatabase(REGION, 'other-db');
  await cloud.deployed(databaseSnapshot());
  const before = snapshots();
  cloud.fault('CreateDisk', { type: 'error', code: 'InvalidInputException', message: 'No such zone.' }, 1);
  const deployment = await cloud.deploy((stack) => {
    const disk = new lightsail.CfnDisk(stack, 'Data', { diskName: 'shop-data', sizeInGb: 8 });
    addDatabaseSnapshot(stack, { database: Database.fromDatabaseName(stack, 'OtherDatabase', 'other-db'), executeBefore: [disk] });
  });
  expect(deployment.outcome).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(snapshots()).toEqual(before);
  expect(cloud.physicalIds(DATABASE_SNAPSHOT)).toEqual(before);
  await cloud.settle();
});

test('tags that changed change back, and no snapshot is taken', async () => {
  await cloud.deployed(databaseSnapshot({ tags: { stage: 'test', team: 'shop' } }));
  const [name] = snapshots();
  const before = cloud.find(name)?.tags;
  await failLater({ tags: { stage: 'production', extra: 'yes' } });
  expect(cloud.find(name)?.tags).toEqual(before);
  expect(snapshots()).toEqual([name]);
  await cloud.settle();
});

test('the old snapshot was deleted by hand meanwhile: the new one stays with the stack', async () => {
  await cloud.deployed(databaseSnapshot({ trigger: '1' }));
  const [old] = snapshots();
  cloud.after(3 * MINUTE, () => cloud.cloud.lightsail.instantly(REGION, 'DeleteRelationalDatabaseSnapshot', { relationalDatabaseSnapshotName: old }));
  await failLater({ trigger: '2' });
  expect(snapshots()).toHaveLength(1);
  expect(cloud.physicalIds(DATABASE_SNAPSHOT)).toEqual(snapshots());
  await cloud.settle();
});

test('after a rollback the next deployment takes its snapshot', async () => {
  await cloud.deployed(databaseSnapshot({ trigger: '1' }));
  await failLater({ trigger: '2' });
  await cloud.deployed(databaseSnapshot({ trigger: '2' }));
  expect(snapshots()).toHaveLength(2);
  expect(cloud.physicalIds(DATABASE_SNAPSHOT)).toEqual([snapshots()[1]]);
  await cloud.settle();
});
