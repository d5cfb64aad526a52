import { CfnOutput, type Stack, Tags } from 'aws-cdk-lib';
import { Database, DatabaseSnapshot, Disk, DiskSnapshot, Instance, InstanceSnapshot, type Snapshot } from '../../../src';
import { OwnershipTag } from '../../../src/provider/ownership-contract';
import { DATABASE, INSTANCE, seedSources } from '../support/snapshot-stacks';
import { type Deployment, MINUTE, REGION, TestCloud } from '../support/test-cloud';

const cloud = new TestCloud();
afterAll(() => cloud.close());

let deployment: Deployment;

beforeAll(async () => {
  seedSources(cloud);
  cloud.cloud.lightsail.seedDisk(REGION, 'shop-disk');
  deployment = await cloud.deployed((stack) => {
    const database = Database.fromDatabaseName(stack, 'Database', DATABASE);
    const instance = Instance.fromInstanceName(stack, 'Instance', INSTANCE);
    const ofDatabase = new DatabaseSnapshot(stack, 'OfDatabase', { database, trigger: '1.0', tags: { kind: 'release' } });
    output(stack, 'OfDatabase', ofDatabase);
    new CfnOutput(stack, 'Engine', { value: `${ofDatabase.snapshotEngine} ${ofDatabase.snapshotEngineVersion}` });
    output(stack, 'OfInstance', new InstanceSnapshot(stack, 'OfInstance', { instance, snapshotName: 'web-before' }));
    output(stack, 'OfDisk', new DiskSnapshot(stack, 'OfDisk', { disk: Disk.fromDiskName(stack, 'Disk', 'shop-disk') }));
    output(stack, 'OfSystemDisk', new DiskSnapshot(stack, 'OfSystemDisk', { instance }));
    Tags.of(stack).add('app', 'shop');
  });
});

function output(stack: Stack, id: string, snapshot: Snapshot): void {
  const { snapshotName, snapshotArn, snapshotState, snapshotSizeInGb, snapshotCreatedAt, snapshotSourceName, snapshotSourceArn } = snapshot;
  new CfnOutput(stack, `${id}Attributes`, {
    value: [snapshotName, snapshotArn, snapshotState, snapshotSizeInGb, snapshotCreatedAt, snapshotSourceName, snapshotSourceArn].join(' '),
  });
}

function outputs(): Record<string, string> {
  return Object.fromEntries(deployment.outcome.outputs.map(({ name, value }) => [name, value]));
}

test.each([
  ['OfDatabase', DATABASE, /^shop-db-[0-9a-f]{10}$/, 'RelationalDatabaseSnapshot', 'available', '40'],
  ['OfInstance', INSTANCE, /^web-before$/, 'InstanceSnapshot', 'available', '20'],
  ['OfDisk', 'shop-disk', /^shop-disk-[0-9a-f]{10}$/, 'DiskSnapshot', 'completed', '8'],
  ['OfSystemDisk', INSTANCE, /^shop-web-[0-9a-f]{10}$/, 'DiskSnapshot', 'completed', '20'],
])('%s tells of itself by its attributes', (id, source, namePattern, kind, state, size) => {
  const [name, arn, ...rest] = outputs()[`${id}Attributes`].split(' ');
  const made = cloud.find(name);
  expect(name).toMatch(namePattern);
  expect(made).toMatchObject({ kind, arn });
  expect(rest).toEqual([state, size, new Date(made?.createdAt ?? 0).toISOString(), source, cloud.find(source)?.arn]);
});

test('a snapshot of a database knows the engine', () => {
  expect(outputs().Engine).toMatch(/^mysql 8\.0\.\d+$/);
});

test('the tags are the user\'s, the stack\'s and those of the ownership', () => {
  const [name] = outputs().OfDatabaseAttributes.split(' ');
  expect(cloud.find(name)?.tags).toEqual({
    kind: 'release',
    app: 'shop',
    [OwnershipTag.STACK]: cloud.stack().stackId,
    [OwnershipTag.RESOURCE]: expect.stringMatching(/^OfDatabase/),
    [OwnershipTag.REQUEST]: expect.any(String),
    [OwnershipTag.TRIGGER]: expect.any(String),
  });
});

test('they are taken at the same time', () => {
  expect(deployment.duration).toBeLessThan(7 * MINUTE);
});

test('nothing fails on the way, and nothing is left running', async () => {
  expect(cloud.invocations().filter(({ error }) => error !== undefined)).toEqual([]);
  await cloud.settle();
});

test('by default they outlive the stack', async () => {
  const before = [...cloud.names('RelationalDatabaseSnapshot'), ...cloud.names('InstanceSnapshot'), ...cloud.names('DiskSnapshot')];
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  expect(before).toHaveLength(4);
  expect([...cloud.names('RelationalDatabaseSnapshot'), ...cloud.names('InstanceSnapshot'), ...cloud.names('DiskSnapshot')]).toEqual(before);
});
