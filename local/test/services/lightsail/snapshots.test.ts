import { Cloud, MINUTE, operations, REGION } from './cloud';

interface Family {
  readonly kind: string;
  readonly source: string;
  readonly create: string;
  readonly input: Record<string, string>;
  readonly name: Record<string, string>;
  readonly suffix: string;
  readonly member: string;
  readonly states: { readonly making: string; readonly ready: string; readonly failed: string };
  readonly minutes: number;
  readonly details: Record<string, unknown>;
}

const FAMILIES: Family[] = [
  {
    kind: 'RelationalDatabaseSnapshot',
    source: 'db-1',
    create: 'CreateRelationalDatabaseSnapshot',
    input: { relationalDatabaseName: 'db-1', relationalDatabaseSnapshotName: 's1' },
    name: { relationalDatabaseSnapshotName: 's1' },
    suffix: 'RelationalDatabaseSnapshot',
    member: 'relationalDatabaseSnapshot',
    states: { making: 'creating', ready: 'available', failed: 'failed' },
    minutes: 5,
    details: { fromRelationalDatabaseName: 'db-1', engine: 'mysql', engineVersion: '8.0.36', sizeInGb: 40 },
  },
  {
    kind: 'InstanceSnapshot',
    source: 'web-1',
    create: 'CreateInstanceSnapshot',
    input: { instanceName: 'web-1', instanceSnapshotName: 's1' },
    name: { instanceSnapshotName: 's1' },
    suffix: 'InstanceSnapshot',
    member: 'instanceSnapshot',
    states: { making: 'pending', ready: 'available', failed: 'error' },
    minutes: 4,
    details: { fromInstanceName: 'web-1', fromBundleId: 'nano_3_0', sizeInGb: 20, isFromAutoSnapshot: false },
  },
  {
    kind: 'DiskSnapshot',
    source: 'disk-1',
    create: 'CreateDiskSnapshot',
    input: { diskName: 'disk-1', diskSnapshotName: 's1' },
    name: { diskSnapshotName: 's1' },
    suffix: 'DiskSnapshot',
    member: 'diskSnapshot',
    states: { making: 'pending', ready: 'completed', failed: 'error' },
    minutes: 3,
    details: { fromDiskName: 'disk-1', sizeInGb: 8, isFromAutoSnapshot: false },
  },
];

function seeded(): Cloud {
  const cloud = new Cloud();
  cloud.lightsail.seedDatabase(REGION, 'db-1');
  cloud.lightsail.seedInstance(REGION, 'web-1');
  cloud.lightsail.seedDisk(REGION, 'disk-1');
  return cloud;
}

describe.each(FAMILIES)('$kind', ({ kind, source, create, input, name, suffix, member, states, minutes, details }) => {
  const get = async (cloud: Cloud) => (await cloud.call(`Get${suffix}`, name))[member];

  test('is made in its time; two operations tell', async () => {
    const cloud = seeded();
    const started = operations(await cloud.call(create, { ...input, tags: [{ key: 'a', value: 'b' }, { key: 'c' }] }));
    expect(started).toMatchObject([
      { resourceName: 's1', resourceType: kind, operationDetails: source, operationType: create, status: 'Started', isTerminal: false },
      { resourceName: source, operationDetails: 's1', operationType: create, status: 'Started', isTerminal: false },
    ]);
    expect(await get(cloud)).toMatchObject({ ...details, name: 's1', state: states.making, tags: [{ key: 'a', value: 'b' }, { key: 'c' }] });
    await cloud.advance(minutes * MINUTE);
    for (const { id } of started) {
      const { operation } = await cloud.call('GetOperation', { operationId: id });
      expect(operation).toMatchObject({ isTerminal: true, status: expect.stringMatching(/Succeeded|Completed/) as string });
    }
    await cloud.advance(10_000);
    expect(await get(cloud)).toMatchObject({ state: states.ready });
  });

  test('its name must be free', async () => {
    const cloud = seeded();
    const taken = Object.fromEntries(Object.entries(input).map(([key, value]) => [key, value === 's1' ? 'web-1' : value]));
    expect((await cloud.refusal(create, taken)).message).toBe('Some names are already in use: web-1');
  });

  test('is deleted at once, but not while it is being made', async () => {
    const cloud = seeded();
    await cloud.call(create, input);
    expect(await cloud.refusal(`Delete${suffix}`, name)).toMatchObject({
      code: 'OperationFailureException', message: `You can't delete this snapshot right now. The state of this ${kind} is ${states.making}.`,
    });
    await cloud.advance(6 * MINUTE);
    const deleted = operations(await cloud.call(`Delete${suffix}`, name));
    expect(deleted).toMatchObject([{ resourceName: 's1', isTerminal: true, status: 'Succeeded' }]);
    expect(await cloud.refusal(`Delete${suffix}`, name)).toMatchObject({ code: 'NotFoundException', message: `The ${kind} does not exist: s1` });
    expect(await cloud.refusal(`Get${suffix}`, name)).toMatchObject({ code: 'NotFoundException' });
  });

  test('may fail, and then be deleted', async () => {
    const cloud = seeded();
    cloud.account.faults.inject({ service: 'lightsail', operation: create, times: 1, effect: { type: 'fail-operation', code: 'Full', details: 'No room.' } });
    const [{ id }] = operations(await cloud.call(create, input));
    expect((await cloud.call('GetOperation', { operationId: id })).operation).not.toHaveProperty('errorCode');
    await cloud.advance(6 * MINUTE);
    expect((await cloud.call('GetOperation', { operationId: id })).operation).toMatchObject({
      status: 'Failed', isTerminal: true, errorCode: 'Full', errorDetails: 'No room.',
    });
    expect(await get(cloud)).toMatchObject({ state: states.failed });
    await cloud.call(`Delete${suffix}`, name);
    await cloud.call(create, input);
    await cloud.advance(6 * MINUTE);
    expect(await get(cloud)).toMatchObject({ state: states.ready });
  });

  test('may never end, until it is ended', async () => {
    const cloud = seeded();
    cloud.account.faults.inject({ service: 'lightsail', operation: create, times: 1, effect: { type: 'endless-operation' } });
    const [{ id }] = operations(await cloud.call(create, input));
    await cloud.advance(48 * 60 * MINUTE);
    expect(await get(cloud)).toMatchObject({ state: states.making });
    expect((await cloud.call('GetOperation', { operationId: id })).operation).toMatchObject({ status: 'Started', isTerminal: false });
    expect(await cloud.refusal(`Delete${suffix}`, name)).toMatchObject({ code: 'OperationFailureException' });
    cloud.lightsail.endNow(REGION, 's1');
    await cloud.advance(10_000);
    expect(await get(cloud)).toMatchObject({ state: states.ready });
    expect((await cloud.call('GetOperation', { operationId: id })).operation).toMatchObject({ isTerminal: true });
    expect(['available', 'running']).toContain(cloud.state(source));
    await cloud.call(`Delete${suffix}`, name);
  });

  test('a deletion may fail or never end', async () => {
    const cloud = seeded();
    cloud.lightsail.instantly(REGION, create, input);
    const remove = `Delete${suffix}`;
    cloud.account.faults.inject({ service: 'lightsail', operation: remove, times: 1, effect: { type: 'fail-operation', code: 'X', details: 'Not today.' } });
    expect(operations(await cloud.call(remove, name))).toMatchObject([{ status: 'Failed', errorDetails: 'Not today.' }]);
    expect(cloud.state('s1')).toBe(states.ready);
    cloud.account.faults.inject({ service: 'lightsail', operation: remove, times: 1, effect: { type: 'endless-operation' } });
    expect(operations(await cloud.call(remove, name))).toMatchObject([{ status: 'Started', isTerminal: false }]);
    expect(cloud.state('s1')).toBe(states.ready);
    cloud.lightsail.endNow(REGION, 's1');
    expect(cloud.state('s1')).toBeUndefined();
  });
});

test('a database is busy while it is backed up', async () => {
  const cloud = seeded();
  await cloud.call('CreateRelationalDatabaseSnapshot', { relationalDatabaseName: 'db-1', relationalDatabaseSnapshotName: 's1' });
  expect(cloud.state('db-1')).toBe('backing-up');
  expect(await cloud.refusal('CreateRelationalDatabaseSnapshot', { relationalDatabaseName: 'db-1', relationalDatabaseSnapshotName: 's2' }))
    .toMatchObject({
      code: 'OperationFailureException',
      message: "You can't create a snapshot of this database right now. The state of this RelationalDatabase is backing-up.",
    });
  expect(cloud.state('s2')).toBeUndefined();
  await cloud.advance(5 * MINUTE + 10_000);
  expect(cloud.state('db-1')).toBe('available');
});

test('the system disk of an instance', async () => {
  const cloud = seeded();
  const started = operations(await cloud.call('CreateDiskSnapshot', { instanceName: 'web-1', diskSnapshotName: 's1' }));
  expect(started.map(({ resourceType }) => resourceType)).toEqual(['DiskSnapshot', 'Instance']);
  const { diskSnapshot } = await cloud.call('GetDiskSnapshot', { diskSnapshotName: 's1' });
  expect(diskSnapshot).toMatchObject({ fromInstanceName: 'web-1', sizeInGb: 20 });
  expect(diskSnapshot).not.toHaveProperty('fromDiskName');
});

test.each([{}, { diskName: 'disk-1', instanceName: 'web-1' }])('a disk snapshot has one source, not %j', async (sources) => {
  expect((await seeded().refusal('CreateDiskSnapshot', { diskSnapshotName: 's1', ...sources })).message).toMatch(/either diskName or instanceName/);
});

test('progress is shown in per cent', async () => {
  const cloud = seeded();
  await cloud.call('CreateInstanceSnapshot', { instanceName: 'web-1', instanceSnapshotName: 's1' });
  const progress = async () => ((await cloud.call('GetInstanceSnapshot', { instanceSnapshotName: 's1' })).instanceSnapshot as { progress: string }).progress;
  expect(await progress()).toBe('0%');
  await cloud.advance(MINUTE);
  expect(await progress()).toBe('25%');
  await cloud.advance(3 * MINUTE);
  expect(await progress()).toBe('100%');
});

describe('copies', () => {
  const COPY = { sourceRegion: REGION, sourceSnapshotName: 's1', targetSnapshotName: 'copy' };

  test('are made in the Region of the call, without tags', async () => {
    const cloud = seeded();
    cloud.lightsail.instantly(REGION, 'CreateDiskSnapshot', { diskName: 'disk-1', diskSnapshotName: 's1', tags: [{ key: 'a' }] });
    const started = operations(await cloud.call('CopySnapshot', COPY, 'us-east-1'));
    expect(started).toMatchObject([{ resourceName: 'copy', resourceType: 'DiskSnapshot', status: 'Started' }]);
    expect(cloud.state('copy', 'us-east-1')).toBe('pending');
    await cloud.advance(6 * MINUTE);
    expect(cloud.lightsail.inventory('us-east-1')).toMatchObject([{ name: 'copy', state: 'completed', tags: {} }]);
  });

  test('not of databases', async () => {
    const cloud = seeded();
    cloud.lightsail.instantly(REGION, 'CreateRelationalDatabaseSnapshot', { relationalDatabaseName: 'db-1', relationalDatabaseSnapshotName: 's1' });
    expect(await cloud.refusal('CopySnapshot', COPY, 'us-east-1')).toMatchObject({ code: 'NotFoundException' });
  });

  test('not before the snapshot is there', async () => {
    const cloud = seeded();
    await cloud.call('CreateInstanceSnapshot', { instanceName: 'web-1', instanceSnapshotName: 's1' });
    expect(await cloud.refusal('CopySnapshot', COPY, 'us-east-1')).toMatchObject({ code: 'OperationFailureException' });
  });
});
