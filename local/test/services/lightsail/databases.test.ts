import { Cloud, MINUTE, operations, REGION, START } from './cloud';

const NAME = { relationalDatabaseName: 'db-1' };
const CREATE = {
  ...NAME, relationalDatabaseBlueprintId: 'mysql_8_0', relationalDatabaseBundleId: 'small_ha_2_0', masterDatabaseName: 'main', masterUsername: 'admin',
};
const DAY = 24 * 60 * MINUTE;

function seeded(options?: ConstructorParameters<typeof Cloud>[0]): Cloud {
  const cloud = new Cloud(options);
  cloud.lightsail.seedDatabase(REGION, 'db-1');
  return cloud;
}

test('a database is created in its time, and its state follows its operation', async () => {
  const cloud = new Cloud();
  const [operation] = operations(await cloud.call('CreateRelationalDatabase', { ...CREATE, tags: [{ key: 'team', value: 'blue' }] }));
  expect(operation).toMatchObject({
    resourceName: 'db-1',
    resourceType: 'RelationalDatabase',
    operationType: 'CreateRelationalDatabase',
    status: 'Started',
    isTerminal: false,
    createdAt: new Date(START),
  });
  expect(cloud.state('db-1')).toBe('creating');
  await cloud.advance(10 * MINUTE);
  expect((await cloud.call('GetOperation', { operationId: operation.id })).operation).toMatchObject({ status: 'Succeeded', isTerminal: true });
  expect(cloud.state('db-1')).toBe('creating');
  await cloud.advance(10_000);
  const { relationalDatabase } = await cloud.call('GetRelationalDatabase', NAME);
  expect(relationalDatabase).toMatchObject({
    name: 'db-1',
    arn: expect.stringMatching(/^arn:aws:lightsail:eu-central-1:123456789012:RelationalDatabase\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string,
    supportCode: expect.stringMatching(/^123456789012\/ls-/) as string,
    createdAt: new Date(START),
    location: { regionName: REGION, availabilityZone: 'eu-central-1a' },
    secondaryAvailabilityZone: 'eu-central-1b',
    resourceType: 'RelationalDatabase',
    tags: [{ key: 'team', value: 'blue' }],
    state: 'available',
    engine: 'mysql',
    hardware: { diskSizeInGb: 80 },
    masterEndpoint: { port: 3306 },
    backupRetentionEnabled: true,
  });
});

test('one namespace for all types, one for each Region', async () => {
  const cloud = seeded();
  const error = await cloud.refusal('CreateDisk', { diskName: 'db-1', availabilityZone: 'eu-central-1a', sizeInGb: 8 });
  expect(error).toMatchObject({ code: 'InvalidInputException', message: 'Some names are already in use: db-1', members: { code: 'NameExists' } });
  await cloud.call('CreateDisk', { diskName: 'db-1', availabilityZone: 'us-east-1a', sizeInGb: 8 }, 'us-east-1');
  expect(cloud.lightsail.inventory('us-east-1')).toHaveLength(1);
});

test.each([
  ['GetRelationalDatabase', NAME, 'The RelationalDatabase does not exist: db-1'],
  ['StopRelationalDatabase', NAME, 'The RelationalDatabase does not exist: db-1'],
  ['GetRelationalDatabaseSnapshot', { relationalDatabaseSnapshotName: 's1' }, 'The RelationalDatabaseSnapshot does not exist: s1'],
])('%s of what is not there', async (operation, input, message) => {
  expect(await new Cloud().refusal(operation, input)).toMatchObject({ code: 'NotFoundException', status: 404, message });
});

test('stops, and starts again', async () => {
  const cloud = seeded();
  expect(await cloud.refusal('StartRelationalDatabase', NAME)).toMatchObject({
    code: 'OperationFailureException',
    status: 400,
    message: "You can't start this database right now. The state of this RelationalDatabase is available.",
  });
  await cloud.call('StopRelationalDatabase', NAME);
  expect(cloud.state('db-1')).toBe('stopping');
  await cloud.advance(6 * MINUTE);
  expect(cloud.state('db-1')).toBe('stopped');
  await cloud.call('StartRelationalDatabase', NAME);
  expect(cloud.state('db-1')).toBe('starting');
  await cloud.advance(6 * MINUTE);
  expect(cloud.state('db-1')).toBe('available');
  await cloud.advance(10 * DAY);
  expect(cloud.state('db-1')).toBe('available');
});

test('AWS starts a stopped database after a week', async () => {
  const cloud = seeded();
  await cloud.call('StopRelationalDatabase', NAME);
  await cloud.advance(7 * DAY);
  expect(cloud.state('db-1')).toBe('stopped');
  await cloud.advance(6 * MINUTE);
  expect(cloud.state('db-1')).toBe('starting');
  await cloud.advance(5 * MINUTE);
  expect(cloud.state('db-1')).toBe('available');
});

test('a stop with a snapshot takes the snapshot first', async () => {
  const cloud = seeded();
  await cloud.call('StopRelationalDatabase', { ...NAME, relationalDatabaseSnapshotName: 'before' });
  expect([cloud.state('db-1'), cloud.state('before')]).toEqual(['backing-up', 'creating']);
  await cloud.advance(5 * MINUTE + 10_000);
  expect([cloud.state('db-1'), cloud.state('before')]).toEqual(['stopping', 'available']);
  await cloud.advance(5 * MINUTE);
  expect(cloud.state('db-1')).toBe('stopped');
});

test('an update passes through modifying', async () => {
  const cloud = seeded();
  await cloud.call('UpdateRelationalDatabase', { ...NAME, publiclyAccessible: true, disableBackupRetention: true, applyImmediately: true });
  expect(cloud.state('db-1')).toBe('modifying');
  await cloud.advance(3 * MINUTE);
  expect((await cloud.call('GetRelationalDatabase', NAME)).relationalDatabase).toMatchObject({
    state: 'available', publiclyAccessible: true, backupRetentionEnabled: false,
  });
});

describe('delete', () => {
  test('without a final snapshot', async () => {
    const cloud = seeded();
    await cloud.call('DeleteRelationalDatabase', { ...NAME, skipFinalSnapshot: true });
    expect(cloud.state('db-1')).toBe('deleting');
    await cloud.advance(3 * MINUTE);
    expect(cloud.lightsail.inventory(REGION)).toEqual([]);
  });

  test('with a named final snapshot', async () => {
    const cloud = seeded();
    await cloud.call('DeleteRelationalDatabase', { ...NAME, finalRelationalDatabaseSnapshotName: 'last' });
    await cloud.advance(9 * MINUTE);
    expect(cloud.lightsail.inventory(REGION)).toMatchObject([{ name: 'last', state: 'available' }]);
  });

  test('without a word: with a final snapshot of a name of its own', async () => {
    const cloud = seeded();
    await cloud.call('DeleteRelationalDatabase', NAME);
    await cloud.advance(9 * MINUTE);
    expect(cloud.lightsail.inventory(REGION)).toMatchObject([
      { kind: 'RelationalDatabaseSnapshot', name: expect.stringMatching(/^db-1-final-/) as string, state: 'available' },
    ]);
  });

  test.each([
    [{ skipFinalSnapshot: false }, /finalRelationalDatabaseSnapshotName is required/],
    [{ skipFinalSnapshot: true, finalRelationalDatabaseSnapshotName: 'last' }, /both skipped and named/],
  ])('%j is refused', async (input, message) => {
    expect((await seeded().refusal('DeleteRelationalDatabase', { ...NAME, ...input })).message).toMatch(message);
  });

  test('not while a snapshot is taken', async () => {
    const cloud = seeded();
    await cloud.call('CreateRelationalDatabaseSnapshot', { ...NAME, relationalDatabaseSnapshotName: 's1' });
    expect(await cloud.refusal('DeleteRelationalDatabase', { ...NAME, skipFinalSnapshot: true })).toMatchObject({
      code: 'OperationFailureException', message: expect.stringMatching(/The state of this RelationalDatabase is backing-up\.$/) as string,
    });
  });
});

test('a creation that fails leaves a failed database, which can be deleted', async () => {
  const cloud = new Cloud();
  cloud.account.faults.inject({ service: 'lightsail', operation: 'CreateRelationalDatabase', effect: { type: 'fail-operation', code: 'X', details: 'No room.' } });
  await cloud.call('CreateRelationalDatabase', CREATE);
  await cloud.advance(10 * MINUTE);
  expect(cloud.state('db-1')).toBe('failed');
  expect(operations(await cloud.call('GetOperations'))).toMatchObject([{ status: 'Failed', errorCode: 'X', errorDetails: 'No room.' }]);
  await cloud.call('DeleteRelationalDatabase', { ...NAME, skipFinalSnapshot: true });
  await cloud.advance(3 * MINUTE);
  expect(cloud.lightsail.inventory(REGION)).toEqual([]);
});
