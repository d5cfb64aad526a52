import { Cloud, operations, REGION } from './cloud';
import { lightsailState } from '../../../src/services/lightsail/state';

async function listAll(cloud: Cloud, operation: string, member: string, input = {}): Promise<Array<Array<Record<string, unknown>>>> {
  const pages: Array<Array<Record<string, unknown>>> = [];
  let pageToken: unknown;
  do {
    const output = await cloud.call(operation, pageToken === undefined ? input : { ...input, pageToken });
    pages.push(output[member] as Array<Record<string, unknown>>);
    pageToken = output.nextPageToken;
  } while (pageToken !== undefined);
  return pages;
}

function withDisks(count: number, pageSize?: number): Cloud {
  const cloud = new Cloud({ pageSize });
  for (let index = 0; index < count; index++) cloud.lightsail.seedDisk(REGION, `disk-${String(index).padStart(3, '0')}`);
  return cloud;
}

test('GetOperations gives the oldest first, page after page', async () => {
  const cloud = withDisks(7, 3);
  const pages = await listAll(cloud, 'GetOperations', 'operations');
  expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
  expect(pages.flat().map(({ resourceName }) => resourceName)).toEqual([0, 1, 2, 3, 4, 5, 6].map((index) => `disk-00${index}`));
});

test('the oldest operations are forgotten, and a page token leads on', async () => {
  const cloud = withDisks(7, 3);
  const first = await cloud.call('GetOperations', {});
  const { operations: known } = lightsailState(cloud.account).regions[REGION];
  known.push(...Array.from({ length: 10_993 }, () => ({ ...known[6] })));
  cloud.lightsail.seedDisk(REGION, 'last');
  expect(known).toHaveLength(10_000);
  // What was to come next is gone: it goes on with the oldest that is known.
  const next = await cloud.call('GetOperations', { pageToken: first.nextPageToken });
  expect((next.operations as Array<{ resourceName: string }>).map(({ resourceName }) => resourceName)).toEqual(['disk-006', 'disk-006', 'disk-006']);
  expect(known.at(-1)).toMatchObject({ resourceName: 'last' });
});

test.each([[0, [0]], [3, [3]], [4, [3, 1]], [6, [3, 3]], [7, [3, 3, 1]]])('%i disks on pages of three', async (count, sizes) => {
  const pages = await listAll(withDisks(count, 3), 'GetDisks', 'disks');
  expect(pages.map((page) => page.length)).toEqual(sizes);
  expect(new Set(pages.flat().map((disk) => disk.name)).size).toBe(count);
});

test('a page has 20 items, in no order of age', async () => {
  const pages = await listAll(withDisks(45), 'GetDisks', 'disks');
  expect(pages.map((page) => page.length)).toEqual([20, 20, 5]);
  const names = pages.flat().map((disk) => disk.name);
  expect(names).not.toEqual([...names].sort());
});

test('what is deleted between two pages costs nobody a place', async () => {
  const cloud = withDisks(6, 3);
  const first = await cloud.call('GetDisks');
  const names = (first.disks as Array<{ name: string }>).map(({ name }) => name);
  cloud.lightsail.instantly(REGION, 'DeleteDisk', { diskName: names[0] });
  const second = await cloud.call('GetDisks', { pageToken: first.nextPageToken });
  expect(second.disks).toHaveLength(3);
});

test('a token of another list is refused', async () => {
  const cloud = withDisks(6, 3);
  const { nextPageToken: pageToken } = await cloud.call('GetDisks');
  expect(await cloud.refusal('GetOperations', { pageToken })).toMatchObject({ code: 'InvalidInputException', message: 'The page token is invalid.' });
  expect(await cloud.refusal('GetDisks', { pageToken: 'x' })).toMatchObject({ message: 'The page token is invalid.' });
});

test('operations: all of them, those of a resource, one', async () => {
  const cloud = new Cloud({ pageSize: 2 });
  cloud.lightsail.seedInstance(REGION, 'web-1');
  cloud.lightsail.seedDisk(REGION, 'disk-1');
  const [{ id }] = operations(await cloud.call('CreateInstanceSnapshot', { instanceName: 'web-1', instanceSnapshotName: 's1' }));
  expect((await listAll(cloud, 'GetOperations', 'operations')).flat()).toHaveLength(4);
  const ofInstance = (await listAll(cloud, 'GetOperationsForResource', 'operations', { resourceName: 'web-1' })).flat();
  expect(ofInstance.map(({ operationType }) => operationType).sort()).toEqual(['CreateInstance', 'CreateInstanceSnapshot']);
  expect((await cloud.call('GetOperation', { operationId: id })).operation).toMatchObject({ id, resourceName: 's1' });
  expect(await cloud.refusal('GetOperation', { operationId: 'nope' })).toMatchObject({ code: 'NotFoundException' });
  expect(await cloud.refusal('GetOperationsForResource', { resourceName: 'nope' })).toMatchObject({ code: 'NotFoundException' });
});

test('the state is plain data: another process goes on with it', async () => {
  const cloud = withDisks(1);
  await cloud.call('CreateDiskSnapshot', { diskName: 'disk-000', diskSnapshotName: 's1' });
  expect(JSON.parse(JSON.stringify(cloud.account.state.lightsail))).toEqual(cloud.account.state.lightsail);
});

test('a limit of calls a second', async () => {
  const cloud = new Cloud({ rateLimit: { callsPerSecond: 2, burst: 2 } });
  await cloud.call('GetDisks');
  await cloud.call('GetDisks');
  expect(await cloud.refusal('GetDisks')).toMatchObject({ code: 'ThrottlingException', status: 400, message: 'Rate exceeded' });
  await cloud.advance(500);
  await cloud.call('GetDisks');
  expect(await cloud.refusal('GetDisks')).toMatchObject({ code: 'ThrottlingException' });
  cloud.lightsail.limitRate(undefined);
  await cloud.call('GetDisks');
});
