import { Database, Disk, DiskSnapshot, Instance } from '../../../src';
import { addDatabaseSnapshot, addInstanceSnapshot, DATABASE, databaseSnapshot, DESTROY, INSTANCE, seedSources } from '../support/snapshot-stacks';
import { type Define, failures, MINUTE, REGION, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;

beforeEach(() => {
  cloud = new TestCloud();
  seedSources(cloud);
  cloud.cloud.lightsail.seedDisk(REGION, 'shop-disk');
});
afterEach(() => cloud.close());

const KINDS: Array<[name: string, operation: string, kind: string, define: Define]> = [
  ['a database', 'CreateRelationalDatabaseSnapshot', 'RelationalDatabaseSnapshot', databaseSnapshot()],
  ['an instance', 'CreateInstanceSnapshot', 'InstanceSnapshot', (stack) => { addInstanceSnapshot(stack); }],
  ['a disk', 'CreateDiskSnapshot', 'DiskSnapshot', (stack) => { new DiskSnapshot(stack, 'S', { disk: Disk.fromDiskName(stack, 'D', 'shop-disk') }); }],
  ['a system disk', 'CreateDiskSnapshot', 'DiskSnapshot', (stack) => {
    new DiskSnapshot(stack, 'S', { instance: Instance.fromInstanceName(stack, 'I', INSTANCE) });
  }],
];

test.each(KINDS)('a failed operation of %s: Lightsail\'s code and text in the event, and the failed snapshot is removed', async (_, operation, kind, define) => {
  cloud.fault(operation, { type: 'fail-operation', code: 'VolumeInUse', details: 'The volume is out of breath.' }, 1);
  const deployment = await cloud.deploy(define);
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
  expect(failures(deployment)[0]).toContain('VolumeInUse: The volume is out of breath.');
  expect(failures(deployment)[0]).toMatch(/Look at the \w+ in the Lightsail console, and deploy again\./);
  expect(cloud.names(kind)).toEqual([]);
  await cloud.settle();
});

test('a call that is refused fails at once, and is not repeated', async () => {
  cloud.fault('CreateRelationalDatabaseSnapshot', { type: 'error', code: 'InvalidInputException', message: 'You have reached the maximum number of snapshots.' });
  const deployment = await cloud.deploy(databaseSnapshot());
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
  expect(failures(deployment)[0]).toContain('InvalidInputException: You have reached the maximum number of snapshots.');
  expect(failures(deployment)[0]).toContain(`of the database '${DATABASE}'`);
  expect(cloud.calls('CreateRelationalDatabaseSnapshot')).toBe(1);
  expect(deployment.duration).toBeLessThan(MINUTE);
  await cloud.settle();
});

test('no permission: told after the time that a fresh policy may take', async () => {
  cloud.fault('CreateRelationalDatabaseSnapshot', { type: 'error', code: 'AccessDeniedException', message: 'Forbidden by a service control policy.', status: 403 });
  const deployment = await cloud.deploy(databaseSnapshot());
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
  expect(failures(deployment)[0]).toContain('AccessDeniedException: Forbidden by a service control policy.');
  expect(deployment.duration).toBeGreaterThan(2 * MINUTE);
  expect(deployment.duration).toBeLessThan(5 * MINUTE);
  await cloud.settle();
});

test('a source that is not there is named at once', async () => {
  const deployment = await cloud.deploy((stack) => {
    addDatabaseSnapshot(stack, { database: Database.fromDatabaseName(stack, 'Missing', 'shop-bd') });
  });
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
  expect(failures(deployment)[0]).toContain("There is no database 'shop-bd' to take a snapshot of. Check its name and the region, and deploy again.");
  expect(cloud.calls('CreateRelationalDatabaseSnapshot')).toBe(0);
  expect(cloud.cloud.stepFunctions.executions()).toEqual([]);
  await cloud.settle();
});

test('a source that goes while it is waited for is named', async () => {
  const { lightsail } = cloud.cloud;
  lightsail.instantly(REGION, 'StopRelationalDatabase', { relationalDatabaseName: DATABASE });
  cloud.after(3 * MINUTE, () => lightsail.instantly(REGION, 'DeleteRelationalDatabase', { relationalDatabaseName: DATABASE, skipFinalSnapshot: true }));
  const deployment = await cloud.deploy(databaseSnapshot());
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
  expect(failures(deployment)[0]).toContain(`There is no database '${DATABASE}' to take a snapshot of.`);
  await cloud.settle();
});

test('however long Lightsail\'s text is, CloudFormation takes the answer', async () => {
  cloud.fault('CreateRelationalDatabaseSnapshot', { type: 'fail-operation', code: 'InternalError', details: '"ü🜂" '.repeat(3000) }, 1);
  const deployment = await cloud.deploy(databaseSnapshot(DESTROY));
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
  const [reason] = failures(deployment);
  expect(reason).toContain('InternalError: "ü🜂" "ü🜂" ');
  expect(reason).toContain('… (cut; the whole text is in the log of the function)');
  expect(cloud.names('RelationalDatabaseSnapshot')).toEqual([]);
  await cloud.settle();
});
