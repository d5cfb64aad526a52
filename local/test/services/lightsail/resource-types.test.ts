import { App, Stack } from 'aws-cdk-lib';
import * as l1 from 'aws-cdk-lib/aws-lightsail';
import { MINUTE, REGION, START } from './cloud';
import { setUp } from './resource-types';
import type { Properties } from '../../../src/core/resource-type';

const DATABASE: Properties = {
  RelationalDatabaseName: 'db-1',
  RelationalDatabaseBlueprintId: 'postgres_16',
  RelationalDatabaseBundleId: 'micro_2_0',
  MasterDatabaseName: 'main',
  MasterUsername: 'dba',
};
const INSTANCE: Properties = { InstanceName: 'web-1', BlueprintId: 'amazon_linux_2023', BundleId: 'nano_3_0' };
const DISK: Properties = { DiskName: 'disk-1', SizeInGb: '16' };

test('a database: made, changed in place, and deleted without a final snapshot', async () => {
  const { cloud, create, update, remove } = setUp();
  const made = await create('Database', { ...DATABASE, BackupRetention: 'false', Tags: [{ Key: 'a', Value: '1' }] });
  expect(made).toEqual({ physicalId: 'db-1', attributes: { DatabaseArn: expect.stringMatching(/:RelationalDatabase\//) as string } });
  expect(cloud.state('db-1')).toBe('available');
  const read = async () => (await cloud.call('GetRelationalDatabase', { relationalDatabaseName: 'db-1' })).relationalDatabase;
  expect(await read()).toMatchObject({ backupRetentionEnabled: false, engine: 'postgres', tags: [{ key: 'a', value: '1' }] });

  const before = cloud.account.clock.now();
  await update('Database', 'db-1',
    { ...DATABASE, BackupRetention: false, PubliclyAccessible: true, Tags: [{ Key: 'b', Value: '2' }] },
    { ...DATABASE, BackupRetention: 'false', Tags: [{ Key: 'a', Value: '1' }] });
  expect(await read()).toMatchObject({ publiclyAccessible: true, backupRetentionEnabled: false, tags: [{ key: 'b', value: '2' }], state: 'available' });
  expect(cloud.account.clock.now() - before).toBeGreaterThanOrEqual(2 * MINUTE);

  await remove('Database', 'db-1', DATABASE);
  expect(cloud.lightsail.inventory(REGION)).toEqual([]);
});

test('a database that is busy is deleted when it is free', async () => {
  const { cloud, create, remove } = setUp();
  await create('Database', DATABASE);
  await cloud.call('CreateRelationalDatabaseSnapshot', { relationalDatabaseName: 'db-1', relationalDatabaseSnapshotName: 's1' });
  await remove('Database', 'db-1', DATABASE);
  expect(cloud.lightsail.inventory(REGION)).toMatchObject([{ name: 's1', state: 'available' }]);
});

test('a database whose creation fails is an error', async () => {
  const { cloud, create } = setUp();
  cloud.account.faults.inject({ service: 'lightsail', operation: 'CreateRelationalDatabase', effect: { type: 'fail-operation', code: 'X', details: 'y' } });
  await expect(create('Database', DATABASE)).rejects.toThrow(/db-1 is in the state failed/);
});

test('an instance', async () => {
  const { cloud, create, update, remove } = setUp();
  const made = await create('Instance', INSTANCE);
  expect(made.physicalId).toBe('web-1');
  expect(made.attributes).toMatchObject({
    'InstanceArn': expect.stringMatching(/:Instance\//) as string,
    'State.Name': 'running',
    'Location.AvailabilityZone': 'eu-central-1a',
    'Hardware.CpuCount': 2,
    'PublicIpAddress': expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/) as string,
  });
  await update('Instance', 'web-1', { ...INSTANCE, Tags: [{ Key: 'a', Value: 'b' }] }, INSTANCE);
  expect(cloud.lightsail.inventory(REGION)).toMatchObject([{ tags: { a: 'b' } }]);
  await remove('Instance', 'web-1', INSTANCE);
  await remove('Instance', 'web-1', INSTANCE);
  expect(cloud.lightsail.inventory(REGION)).toEqual([]);
});

test('an instance opens the ports of its template, and has its disks', async () => {
  const { cloud, create, update } = setUp();
  cloud.lightsail.seedDisk(REGION, 'data');
  const open = async () => ((await cloud.call('GetInstancePortStates', { instanceName: 'web-1' })).portStates as Array<{ fromPort: number; cidrs: string[] }>)
    .map(({ fromPort, cidrs }) => [fromPort, ...cidrs]);
  const disk = { Hardware: { Disks: [{ DiskName: 'data', Path: '/dev/xvdf' }] } };
  const old = { ...INSTANCE, ...disk, Networking: { Ports: [{ FromPort: 443, ToPort: '443', Protocol: 'tcp' }] } };
  await create('Instance', old);
  expect(await open()).toEqual([[443, '0.0.0.0/0']]);
  expect((await cloud.call('GetDisk', { diskName: 'data' })).disk).toMatchObject({ attachedTo: 'web-1', path: '/dev/xvdf' });
  const changed = { ...old, Networking: { Ports: [{ FromPort: 22, ToPort: 22, Protocol: 'tcp', Cidrs: ['192.0.2.0/24'] }] } };
  await update('Instance', 'web-1', changed, old);
  expect(await open()).toEqual([[22, '192.0.2.0/24']]);
  await expect(update('Instance', 'web-1', { ...INSTANCE, Networking: changed.Networking }, changed)).rejects.toThrow(/a change of Hardware.Disks/);
});

test('what is not known of an instance is refused by name', async () => {
  await expect(setUp().create('Instance', { ...INSTANCE, AddOns: [] })).rejects.toThrow(/AddOns of AWS::Lightsail::Instance/);
});

test('a disk', async () => {
  const { cloud, create, remove } = setUp();
  const made = await create('Disk', DISK);
  expect(made.attributes).toMatchObject({ 'DiskArn': expect.stringMatching(/:Disk\//) as string, 'State': 'available', 'Location.RegionName': REGION });
  await remove('Disk', 'disk-1', DISK);
  expect(cloud.lightsail.inventory(REGION)).toEqual([]);
});

test.each<[string, string, Properties, string, object]>([
  ['DatabaseSnapshot', 'db-1', { RelationalDatabaseName: 'db-1', RelationalDatabaseSnapshotName: 's1' }, 'available', { Engine: 'mysql', Arn: expect.any(String) }],
  ['InstanceSnapshot', 'web-1', { InstanceName: 'web-1', InstanceSnapshotName: 's1' }, 'available', { FromInstanceName: 'web-1', Arn: expect.any(String) }],
  ['DiskSnapshot', 'disk-1', { DiskName: 'disk-1', DiskSnapshotName: 's1' }, 'completed', { FromDiskName: 'disk-1', DiskSnapshotArn: expect.any(String) }],
])('%s of %s', async (typeName, _source, properties, state, attributes) => {
  const { cloud, create, remove } = setUp();
  cloud.lightsail.seedDatabase(REGION, 'db-1');
  cloud.lightsail.seedInstance(REGION, 'web-1');
  cloud.lightsail.seedDisk(REGION, 'disk-1');
  const made = await create(typeName, properties);
  expect(made.physicalId).toBe('s1');
  expect(made.attributes).toMatchObject({
    ...attributes, 'State': state, 'CreatedAt': new Date(START).toISOString(), 'Location.RegionName': REGION,
  });
  await remove(typeName, 's1', properties);
  expect(cloud.state('s1')).toBeUndefined();
  await remove(typeName, 's1', properties);
});

test('a name that is taken reads as in the events of CloudFormation', async () => {
  const { cloud, create } = setUp();
  cloud.lightsail.seedDisk(REGION, 'disk-1');
  await expect(create('Disk', DISK)).rejects.toThrow(
    'Resource handler returned message: "Some names are already in use: disk-1" (HandlerErrorCode: AlreadyExists, Type: AWS::Lightsail::Disk)');
});

test('what fails after it was made names what is there: the rollback deletes it', async () => {
  const { cloud, create, remove } = setUp();
  cloud.lightsail.seedInstance(REGION, 'web-1');
  cloud.account.faults.inject({
    service: 'lightsail', operation: 'CreateInstanceSnapshot', effect: { type: 'fail-operation', code: 'InternalError', details: 'no' },
  });
  const snapshot = { InstanceName: 'web-1', InstanceSnapshotName: 's1' };
  await expect(create('InstanceSnapshot', snapshot)).rejects.toMatchObject({ message: expect.stringContaining('NotStabilized'), physicalId: 's1' });
  await remove('InstanceSnapshot', 's1', snapshot);
  expect(cloud.lightsail.inventory(REGION).map(({ name }) => name)).toEqual(['web-1']);
});

test('throttling is waited out', async () => {
  const { cloud, create } = setUp();
  cloud.account.faults.inject({
    service: 'lightsail', times: 3, effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' },
  });
  await create('Disk', DISK);
  expect(cloud.state('disk-1')).toBe('available');
});

test('every property of the L1s is known', () => {
  const { cloud } = setUp();
  const stack = new Stack(new App(), 'S');
  const samples = [
    new l1.CfnDatabase(stack, 'Db', {
      relationalDatabaseName: 'a', relationalDatabaseBlueprintId: 'a', relationalDatabaseBundleId: 'a', masterDatabaseName: 'a', masterUsername: 'a',
    }),
    new l1.CfnInstance(stack, 'I', { instanceName: 'a', blueprintId: 'a', bundleId: 'a' }),
    new l1.CfnDisk(stack, 'D', { diskName: 'a', sizeInGb: 8 }),
    new l1.CfnDatabaseSnapshot(stack, 'Ds', { relationalDatabaseName: 'a', relationalDatabaseSnapshotName: 'a' }),
    new l1.CfnInstanceSnapshot(stack, 'Is', { instanceName: 'a', instanceSnapshotName: 'a' }),
    new l1.CfnDiskSnapshot(stack, 'Dks', { diskName: 'a', diskSnapshotName: 'a' }),
  ];
  for (const sample of samples) {
    const known = cloud.account.resourceTypes.get(sample.cfnResourceType)?.properties ?? [];
    const names = (sample as unknown as { cfnPropertyNames: Record<string, string> }).cfnPropertyNames;
    expect([...known].sort()).toEqual(Object.values(names).sort());
  }
});
