import {
  CreateDiskSnapshotCommand, CreateInstanceSnapshotCommand, CreateRelationalDatabaseCommand, CreateRelationalDatabaseSnapshotCommand,
  DeleteDiskSnapshotCommand, DeleteInstanceSnapshotCommand, DeleteRelationalDatabaseSnapshotCommand, GetDiskSnapshotCommand,
  GetDiskSnapshotsCommand, GetInstanceSnapshotCommand, GetInstanceSnapshotsCommand, GetOperationCommand, GetRelationalDatabaseCommand,
  GetRelationalDatabaseSnapshotCommand, GetRelationalDatabaseSnapshotsCommand, LightsailClient, NotFoundException, OperationFailureException,
} from '@aws-sdk/client-lightsail';
import { REGION, TestCloud } from '../support/test-cloud';

const MINUTE = 60_000;
const PAGE_SIZE = 3;
const BEGINNING = Date.UTC(2026, 0, 1);

let local: TestCloud;
let client: LightsailClient;

beforeEach(async () => {
  local = new TestCloud({ lightsail: { pageSize: PAGE_SIZE } });
  await local.cloud.endpoint.listen();
  client = connect('AKIALOCALROOT0000000');
});
afterEach(async () => {
  client.destroy();
  await local.close();
});

function connect(accessKeyId: string): LightsailClient {
  return new LightsailClient({
    endpoint: local.cloud.endpoint.url, region: REGION, credentials: { accessKeyId, secretAccessKey: 'local' }, maxAttempts: 1,
  });
}

test('a database\'s snapshot: created, read, deleted', async () => {
  await client.send(new CreateRelationalDatabaseCommand({
    relationalDatabaseName: 'db',
    relationalDatabaseBlueprintId: 'mysql_8_0',
    relationalDatabaseBundleId: 'micro_2_0',
    masterDatabaseName: 'main',
    masterUsername: 'admin',
  }));
  const busy = client.send(new CreateRelationalDatabaseSnapshotCommand({ relationalDatabaseName: 'db', relationalDatabaseSnapshotName: 'db-1' }));
  await expect(busy).rejects.toThrow(OperationFailureException);
  await local.cloud.advance(15 * MINUTE);
  const { relationalDatabase } = await client.send(new GetRelationalDatabaseCommand({ relationalDatabaseName: 'db' }));
  expect(relationalDatabase).toMatchObject({ name: 'db', state: 'available', createdAt: new Date(BEGINNING) });

  const { operations = [] } = await client.send(new CreateRelationalDatabaseSnapshotCommand({
    relationalDatabaseName: 'db', relationalDatabaseSnapshotName: 'db-1', tags: [{ key: 'release', value: '1.0' }],
  }));
  expect(operations).toHaveLength(2);
  expect(operations).toContainEqual(expect.objectContaining({ resourceName: 'db-1', status: 'Started', isTerminal: false, createdAt: expect.any(Date) }));
  const read = () => client.send(new GetRelationalDatabaseSnapshotCommand({ relationalDatabaseSnapshotName: 'db-1' }));
  expect((await read()).relationalDatabaseSnapshot?.state).not.toBe('available');

  await local.cloud.advance(6 * MINUTE);
  expect((await client.send(new GetOperationCommand({ operationId: operations[0].id }))).operation).toMatchObject({ isTerminal: true });
  expect((await read()).relationalDatabaseSnapshot).toMatchObject({
    name: 'db-1',
    state: 'available',
    resourceType: 'RelationalDatabaseSnapshot',
    fromRelationalDatabaseName: 'db',
    engine: 'mysql',
    createdAt: new Date(BEGINNING + 15 * MINUTE),
    tags: [{ key: 'release', value: '1.0' }],
  });

  await client.send(new DeleteRelationalDatabaseSnapshotCommand({ relationalDatabaseSnapshotName: 'db-1' }));
  await expect(read()).rejects.toThrow(NotFoundException);
  expect((await client.send(new GetRelationalDatabaseSnapshotsCommand({}))).relationalDatabaseSnapshots).toEqual([]);
});

test('an instance\'s snapshot: created, read, deleted', async () => {
  local.cloud.lightsail.seedInstance(REGION, 'web');
  await client.send(new CreateInstanceSnapshotCommand({ instanceName: 'web', instanceSnapshotName: 'web-1' }));
  const read = async () => (await client.send(new GetInstanceSnapshotCommand({ instanceSnapshotName: 'web-1' }))).instanceSnapshot;
  expect(await read()).toMatchObject({ state: 'pending', fromInstanceName: 'web' });
  await expect(client.send(new DeleteInstanceSnapshotCommand({ instanceSnapshotName: 'web-1' }))).rejects.toMatchObject({
    name: 'OperationFailureException', message: expect.stringContaining('right now'), $metadata: { httpStatusCode: 400 },
  });
  await local.cloud.advance(5 * MINUTE);
  expect(await read()).toMatchObject({ state: 'available', sizeInGb: 20 });
  await client.send(new DeleteInstanceSnapshotCommand({ instanceSnapshotName: 'web-1' }));
  await expect(read()).rejects.toThrow(NotFoundException);
});

test('a disk\'s snapshot, and one of an instance\'s system disk: created, read, deleted', async () => {
  local.cloud.lightsail.seedDisk(REGION, 'data');
  local.cloud.lightsail.seedInstance(REGION, 'web');
  await client.send(new CreateDiskSnapshotCommand({ diskName: 'data', diskSnapshotName: 'data-1' }));
  await client.send(new CreateDiskSnapshotCommand({ instanceName: 'web', diskSnapshotName: 'system-1' }));
  await local.cloud.advance(5 * MINUTE);
  const { diskSnapshots = [] } = await client.send(new GetDiskSnapshotsCommand({}));
  expect(diskSnapshots.map(({ name, state, fromDiskName, fromInstanceName }) => ({ name, state, fromDiskName, fromInstanceName }))
    .sort((one, other) => String(one.name).localeCompare(String(other.name)))).toEqual([
    { name: 'data-1', state: 'completed', fromDiskName: 'data', fromInstanceName: undefined },
    { name: 'system-1', state: 'completed', fromDiskName: undefined, fromInstanceName: 'web' },
  ]);
  for (const diskSnapshotName of ['data-1', 'system-1']) await client.send(new DeleteDiskSnapshotCommand({ diskSnapshotName }));
  await expect(client.send(new GetDiskSnapshotCommand({ diskSnapshotName: 'data-1' }))).rejects.toThrow(NotFoundException);
});

test('a list is read page by page, nothing twice and nothing missing', async () => {
  local.cloud.lightsail.seedInstance(REGION, 'web');
  const names = Array.from({ length: 2 * PAGE_SIZE + 1 }, (_, index) => `web-${index}`);
  for (const instanceSnapshotName of names) await client.send(new CreateInstanceSnapshotCommand({ instanceName: 'web', instanceSnapshotName }));
  const pages: string[][] = [];
  let pageToken: string | undefined;
  do {
    const page = await client.send(new GetInstanceSnapshotsCommand({ pageToken }));
    pages.push((page.instanceSnapshots ?? []).map(({ name }) => name ?? ''));
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  expect(pages.map(({ length }) => length)).toEqual([PAGE_SIZE, PAGE_SIZE, 1]);
  expect(pages.flat().sort()).toEqual(names);
});
