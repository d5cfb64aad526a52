import { Cloud, MINUTE, operations, REGION } from './cloud';

const WEB = { instanceName: 'web-1' };
const DISK = { diskName: 'disk-1' };
const ATTACH = { ...DISK, ...WEB, diskPath: '/dev/xvdf' };

function seeded(): Cloud {
  const cloud = new Cloud();
  cloud.lightsail.seedInstance(REGION, 'web-1');
  cloud.lightsail.seedDisk(REGION, 'disk-1', { sizeInGb: 32 });
  return cloud;
}

test('instances are created, several at once', async () => {
  const cloud = new Cloud();
  const started = operations(await cloud.call('CreateInstances', {
    instanceNames: ['a1', 'a2'], availabilityZone: 'eu-central-1b', blueprintId: 'ubuntu_24_04', bundleId: 'micro_3_0',
  }));
  expect(started.map(({ resourceName, operationType }) => [resourceName, operationType])).toEqual([['a1', 'CreateInstance'], ['a2', 'CreateInstance']]);
  expect((await cloud.call('GetInstanceState', { instanceName: 'a1' })).state).toEqual({ code: 0, name: 'pending' });
  await cloud.advance(MINUTE);
  expect((await cloud.call('GetInstance', { instanceName: 'a2' })).instance).toMatchObject({
    state: { code: 16, name: 'running' },
    hardware: { cpuCount: 2, ramSizeInGb: 1, disks: [{ sizeInGb: 40, isSystemDisk: true }] },
    location: { availabilityZone: 'eu-central-1b' },
    username: 'ubuntu',
  });
  expect((await cloud.call('GetInstances')).instances).toHaveLength(2);
});

test('of several instances none is made if one name is taken', async () => {
  const cloud = seeded();
  const error = await cloud.refusal('CreateInstances', {
    instanceNames: ['new', 'web-1'], availabilityZone: 'eu-central-1a', blueprintId: 'ubuntu_24_04', bundleId: 'micro_3_0',
  });
  expect(error.message).toBe('Some names are already in use: web-1');
  expect(cloud.state('new')).toBeUndefined();
});

test('an instance stops, starts, reboots and goes', async () => {
  const cloud = seeded();
  await cloud.call('StopInstance', WEB);
  expect(cloud.state('web-1')).toBe('stopping');
  await cloud.advance(MINUTE);
  expect(cloud.state('web-1')).toBe('stopped');
  expect((await cloud.refusal('RebootInstance', WEB)).message).toMatch(/The state of this Instance is stopped/);
  await cloud.call('StartInstance', WEB);
  await cloud.advance(MINUTE);
  await cloud.call('RebootInstance', WEB);
  expect(cloud.state('web-1')).toBe('running');
  await cloud.call('DeleteInstance', WEB);
  expect(cloud.state('web-1')).toBe('shutting-down');
  await cloud.advance(MINUTE);
  expect(await cloud.refusal('GetInstance', WEB)).toMatchObject({ message: 'The Instance does not exist: web-1' });
});

test('a disk is attached, and detached from a stopped instance only', async () => {
  const cloud = seeded();
  await cloud.call('AttachDisk', ATTACH);
  await cloud.advance(MINUTE);
  expect((await cloud.call('GetDisk', DISK)).disk).toMatchObject({
    state: 'in-use', isAttached: true, attachedTo: 'web-1', path: '/dev/xvdf', attachmentState: 'attached',
  });
  expect((await cloud.refusal('DeleteDisk', DISK)).message).toMatch(/The state of this Disk is in-use/);
  expect((await cloud.refusal('DetachDisk', DISK)).message).toMatch(/The state of this Instance is running/);
  const { instanceSnapshot } = await cloud.call('CreateInstanceSnapshot', { ...WEB, instanceSnapshotName: 's1' })
    .then(async () => cloud.call('GetInstanceSnapshot', { instanceSnapshotName: 's1' }));
  expect(instanceSnapshot).toMatchObject({ sizeInGb: 52, fromAttachedDisks: [{ name: 'disk-1', sizeInGb: 32 }] });
  await cloud.call('StopInstance', WEB);
  await cloud.advance(MINUTE);
  await cloud.call('DetachDisk', DISK);
  await cloud.advance(MINUTE);
  const { disk } = await cloud.call('GetDisk', DISK);
  expect(disk).toMatchObject({ state: 'available', isAttached: false });
  expect(disk).not.toHaveProperty('attachedTo');
  await cloud.call('DeleteDisk', DISK);
  await cloud.advance(MINUTE);
  expect((await cloud.call('GetDisks')).disks).toEqual([]);
});

test('disks outlive the instance they are attached to', async () => {
  const cloud = seeded();
  cloud.lightsail.instantly(REGION, 'AttachDisk', ATTACH);
  await cloud.call('DeleteInstance', WEB);
  await cloud.advance(MINUTE);
  expect(cloud.lightsail.inventory(REGION)).toMatchObject([{ name: 'disk-1', state: 'available' }]);
});

test('a disk and its instance are in the same Availability Zone', async () => {
  const cloud = seeded();
  cloud.lightsail.seedDisk(REGION, 'far', { availabilityZone: 'eu-central-1c' });
  expect((await cloud.refusal('AttachDisk', { ...ATTACH, diskName: 'far' })).message).toMatch(/different Availability Zones/);
});

test('a deletion that fails leaves the disk as it was', async () => {
  const cloud = seeded();
  cloud.account.faults.inject({ service: 'lightsail', operation: 'DeleteDisk', effect: { type: 'fail-operation', code: 'X', details: 'y' } });
  await cloud.call('DeleteDisk', DISK);
  await cloud.advance(MINUTE);
  expect(cloud.state('disk-1')).toBe('available');
});

test('regions', async () => {
  const { regions } = await new Cloud().call('GetRegions', { includeAvailabilityZones: true });
  expect(regions).toContainEqual(expect.objectContaining({
    name: 'eu-central-1', availabilityZones: expect.arrayContaining([{ zoneName: 'eu-central-1a', state: 'available' }]) as object[],
  }));
});
