import { Cloud, MINUTE, operations, REGION } from './cloud';
import { NotSupportedError } from '../../../src/core/service';

const HOUR = 60 * MINUTE;

describe('a database from a snapshot', () => {
  const SNAPSHOT = { relationalDatabaseSnapshotName: 's1' };
  const RESTORE = { relationalDatabaseName: 'db-2', ...SNAPSHOT };

  async function withSnapshot(): Promise<Cloud> {
    const cloud = new Cloud();
    cloud.lightsail.seedDatabase(REGION, 'db-1', { relationalDatabaseBundleId: 'small_2_0', masterUserPassword: 'old-password', masterUsername: 'boss' });
    await cloud.call('CreateRelationalDatabaseSnapshot', { relationalDatabaseName: 'db-1', ...SNAPSHOT });
    await cloud.advance(10 * MINUTE);
    return cloud;
  }

  test('has its data, and settings of its own', async () => {
    const cloud = await withSnapshot();
    await cloud.call('DeleteRelationalDatabase', { relationalDatabaseName: 'db-1', skipFinalSnapshot: true });
    const [operation] = operations(await cloud.call('CreateRelationalDatabaseFromSnapshot', {
      ...RESTORE, availabilityZone: 'eu-central-1b', relationalDatabaseBundleId: 'medium_ha_2_0', publiclyAccessible: true, tags: [{ key: 'a', value: '1' }],
    }));
    expect(operation).toMatchObject({ operationType: 'CreateRelationalDatabaseFromSnapshot', resourceName: 'db-2', status: 'Started' });
    expect(cloud.state('db-2')).toBe('creating');
    await cloud.advance(15 * MINUTE);
    expect((await cloud.call('GetRelationalDatabase', { relationalDatabaseName: 'db-2' })).relationalDatabase).toMatchObject({
      state: 'available',
      masterUsername: 'boss',
      engine: 'mysql',
      relationalDatabaseBundleId: 'medium_ha_2_0',
      hardware: { ramSizeInGb: 4 },
      publiclyAccessible: true,
      location: { availabilityZone: 'eu-central-1b' },
      secondaryAvailabilityZone: 'eu-central-1a',
      masterEndpoint: { port: 3306 },
      tags: [{ key: 'a', value: '1' }],
    });
    expect((await cloud.call('GetRelationalDatabaseMasterUserPassword', { relationalDatabaseName: 'db-2' })).masterUserPassword).toBe('old-password');
  });

  test.each<[string, object, RegExp]>([
    ['a bundle that is too small', { relationalDatabaseBundleId: 'micro_2_0' }, /micro_2_0 is smaller than that of the source/],
    ['a name that is taken', { relationalDatabaseName: 'db-1' }, /already in use: db-1/],
    ['two sources', { sourceRelationalDatabaseName: 'db-1' }, /either relationalDatabaseSnapshotName or sourceRelationalDatabaseName/],
    ['no source', { relationalDatabaseSnapshotName: undefined }, /either relationalDatabaseSnapshotName or sourceRelationalDatabaseName/],
    ['a snapshot that is not there', { relationalDatabaseSnapshotName: 's2' }, /does not exist: s2/],
  ])('refuses %s', async (_what, input, message) => {
    expect((await (await withSnapshot()).refusal('CreateRelationalDatabaseFromSnapshot', { ...RESTORE, ...input })).message).toMatch(message);
  });

  test('has to wait for the snapshot', async () => {
    const cloud = new Cloud();
    cloud.lightsail.seedDatabase(REGION, 'db-1');
    await cloud.call('CreateRelationalDatabaseSnapshot', { relationalDatabaseName: 'db-1', ...SNAPSHOT });
    expect(await cloud.refusal('CreateRelationalDatabaseFromSnapshot', RESTORE)).toMatchObject({
      code: 'OperationFailureException', message: expect.stringMatching(/The state of this RelationalDatabaseSnapshot is creating/) as string,
    });
  });

  test('or from the backups of another database', async () => {
    const cloud = await withSnapshot();
    const source = { relationalDatabaseName: 'db-2', sourceRelationalDatabaseName: 'db-1' };
    const refused = async (input: object) => (await cloud.refusal('CreateRelationalDatabaseFromSnapshot', { ...source, ...input })).message;
    expect(await refused({})).toMatch(/either restoreTime or useLatestRestorableTime/);
    expect(await refused({ restoreTime: new Date(cloud.account.clock.now()) })).toMatch(/latest restorable time/);
    await cloud.call('CreateRelationalDatabaseFromSnapshot', { ...source, restoreTime: (cloud.account.clock.now() - 6 * MINUTE) / 1000 });
    await cloud.call('CreateRelationalDatabaseFromSnapshot', { ...source, relationalDatabaseName: 'db-3', useLatestRestorableTime: true });
    await cloud.advance(15 * MINUTE);
    expect([cloud.state('db-2'), cloud.state('db-3')]).toEqual(['available', 'available']);
    await cloud.call('UpdateRelationalDatabase', { relationalDatabaseName: 'db-1', disableBackupRetention: true, applyImmediately: true });
    expect(await refused({ useLatestRestorableTime: true })).toMatch(/backup retention is disabled/);
  });
});

describe('instances from a snapshot', () => {
  const RESTORE = { instanceSnapshotName: 's1', instanceNames: ['web-2'], availabilityZone: 'eu-central-1b', bundleId: 'small_3_0' };

  async function withSnapshot(): Promise<Cloud> {
    const cloud = new Cloud();
    cloud.lightsail.seedInstance(REGION, 'web-1', { bundleId: 'micro_3_0', blueprintId: 'ubuntu_24_04' });
    cloud.lightsail.seedDisk(REGION, 'data', { sizeInGb: 32 });
    await cloud.call('AttachDisk', { diskName: 'data', instanceName: 'web-1', diskPath: '/dev/xvdf' });
    await cloud.advance(MINUTE);
    await cloud.call('CreateInstanceSnapshot', { instanceName: 'web-1', instanceSnapshotName: 's1' });
    await cloud.advance(HOUR);
    return cloud;
  }

  test('have its data, and disks like those that were attached', async () => {
    const cloud = await withSnapshot();
    const started = operations(await cloud.call('CreateInstancesFromSnapshot', {
      ...RESTORE,
      instanceNames: ['web-2', 'web-3'],
      attachedDiskMapping: { 'web-2': [{ originalDiskPath: '/dev/xvdf', newDiskName: 'data-2' }] },
    }));
    expect(started).toMatchObject([
      { resourceName: 'web-2', operationType: 'CreateInstancesFromSnapshot', status: 'Started' }, { resourceName: 'web-3' },
    ]);
    await cloud.advance(MINUTE);
    expect((await cloud.call('GetInstance', { instanceName: 'web-2' })).instance).toMatchObject({
      state: { name: 'running' },
      blueprintId: 'ubuntu_24_04',
      bundleId: 'small_3_0',
      username: 'ubuntu',
      location: { availabilityZone: 'eu-central-1b' },
      hardware: { ramSizeInGb: 2, disks: [{ isSystemDisk: true }, { name: 'data-2', sizeInGb: 32, path: '/dev/xvdf' }] },
    });
    expect((await cloud.call('GetDisk', { diskName: 'web-3-data' })).disk).toMatchObject({ attachedTo: 'web-3', state: 'in-use' });
  });

  test('also from a copy in another Region', async () => {
    const cloud = await withSnapshot();
    await cloud.call('CopySnapshot', { sourceSnapshotName: 's1', sourceRegion: REGION, targetSnapshotName: 's1' }, 'us-east-1');
    await cloud.advance(HOUR);
    await cloud.call('CreateInstancesFromSnapshot', { ...RESTORE, availabilityZone: 'us-east-1a' }, 'us-east-1');
    await cloud.advance(MINUTE);
    expect(cloud.state('web-2', 'us-east-1')).toBe('running');
  });

  test.each<[string, object, RegExp]>([
    ['a bundle that is too small', { bundleId: 'nano_3_0' }, /nano_3_0 is smaller/],
    ['a bundle for Windows', { bundleId: 'small_win_3_0' }, /does not support the blueprint ubuntu_24_04/],
    ['a disk that is not in it', { attachedDiskMapping: { 'web-2': [{ originalDiskPath: '/dev/xvdz', newDiskName: 'x-1' }] } }, /no disk at \/dev\/xvdz/],
    ['disks of another instance', { attachedDiskMapping: { 'web-9': [] } }, /none of the new instances/],
    ['a disk name that is taken', { attachedDiskMapping: { 'web-2': [{ originalDiskPath: '/dev/xvdf', newDiskName: 'data' }] } }, /already in use: data/],
    ['no snapshot', { instanceSnapshotName: undefined }, /instanceSnapshotName is required/],
  ])('refuses %s', async (_what, input, message) => {
    const cloud = await withSnapshot();
    const before = cloud.lightsail.inventory(REGION);
    expect((await cloud.refusal('CreateInstancesFromSnapshot', { ...RESTORE, ...input })).message).toMatch(message);
    expect(cloud.lightsail.inventory(REGION)).toEqual(before);
  });

  test('not from automatic snapshots', async () => {
    await expect(new Cloud().call('CreateInstancesFromSnapshot', { ...RESTORE, sourceInstanceName: 'web-1' })).rejects.toThrow(NotSupportedError);
  });
});

describe('a disk from a snapshot', () => {
  const RESTORE = { diskName: 'disk-2', diskSnapshotName: 's1', availabilityZone: 'eu-central-1a', sizeInGb: 64 };

  test('may be larger, and not smaller', async () => {
    const cloud = new Cloud();
    cloud.lightsail.seedDisk(REGION, 'disk-1', { sizeInGb: 32 });
    await cloud.call('CreateDiskSnapshot', { diskName: 'disk-1', diskSnapshotName: 's1' });
    expect((await cloud.refusal('CreateDiskFromSnapshot', RESTORE)).message).toMatch(/The state of this DiskSnapshot is pending/);
    await cloud.advance(HOUR);
    expect((await cloud.refusal('CreateDiskFromSnapshot', { ...RESTORE, sizeInGb: 31 })).message).toMatch(/at least that of the snapshot, 32 GB/);
    expect((await cloud.refusal('CreateDiskFromSnapshot', { ...RESTORE, diskSnapshotName: undefined })).message).toMatch(/required/);
    expect(operations(await cloud.call('CreateDiskFromSnapshot', RESTORE))).toMatchObject([{ operationType: 'CreateDiskFromSnapshot', resourceName: 'disk-2' }]);
    await cloud.advance(MINUTE);
    expect((await cloud.call('GetDisk', { diskName: 'disk-2' })).disk).toMatchObject({ state: 'available', sizeInGb: 64 });
  });

  test('of a system disk', async () => {
    const cloud = new Cloud();
    cloud.lightsail.seedInstance(REGION, 'web-1');
    await cloud.call('CreateDiskSnapshot', { instanceName: 'web-1', diskSnapshotName: 's1' });
    await cloud.advance(HOUR);
    await cloud.call('CreateDiskFromSnapshot', RESTORE);
    expect(cloud.state('disk-2')).toBe('pending');
  });
});
