import { Cloud, MINUTE, operations, REGION, START } from './cloud';
import type { Output } from '../../../src/services/lightsail/request';

const NAME = { relationalDatabaseName: 'db-1' };
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** It is a Thursday at midnight: the window opens on Tuesday at 17:00. */
const WINDOW = START + 5 * DAY + 17 * HOUR;

function seeded(): Cloud {
  const cloud = new Cloud();
  cloud.lightsail.seedDatabase(REGION, 'db-1', { masterUserPassword: 'first-password', preferredMaintenanceWindow: 'Tue:17:00-Tue:17:30' });
  return cloud;
}

const read = async (cloud: Cloud) => (await cloud.call('GetRelationalDatabase', NAME)).relationalDatabase as Output;
const password = async (cloud: Cloud, passwordVersion?: string) =>
  (await cloud.call('GetRelationalDatabaseMasterUserPassword', { ...NAME, ...passwordVersion && { passwordVersion } })).masterUserPassword;

describe('without applyImmediately', () => {
  test('what may cause an outage is pending until the maintenance window', async () => {
    const cloud = seeded();
    const [operation] = operations(await cloud.call('UpdateRelationalDatabase', {
      ...NAME, disableBackupRetention: true, relationalDatabaseBlueprintId: 'mysql_8_4', masterUserPassword: 'second-password',
    }));
    expect(operation).toMatchObject({ operationType: 'UpdateRelationalDatabase', status: 'Started' });
    const pending = { masterUserPassword: '****', engineVersion: '8.4.4', backupRetentionEnabled: false };
    expect(await read(cloud)).toMatchObject({
      state: 'available', relationalDatabaseBlueprintId: 'mysql_8_0', backupRetentionEnabled: true, pendingModifiedValues: pending,
    });
    await cloud.advance(WINDOW - START - 1);
    expect(await read(cloud)).toMatchObject({ backupRetentionEnabled: true, pendingModifiedValues: pending });
    await cloud.advance(1);
    expect(await read(cloud)).toMatchObject({
      state: 'modifying', engineVersion: '8.4.4', relationalDatabaseBlueprintId: 'mysql_8_4', backupRetentionEnabled: false, pendingModifiedValues: {},
    });
    await cloud.advance(3 * MINUTE);
    expect(cloud.state('db-1')).toBe('available');
    expect(await password(cloud)).toBe('second-password');
  });

  test('a reboot applies it, and nothing is left for the window', async () => {
    const cloud = seeded();
    await cloud.call('UpdateRelationalDatabase', { ...NAME, disableBackupRetention: true });
    await cloud.call('RebootRelationalDatabase', NAME);
    await cloud.advance(3 * MINUTE);
    expect(await read(cloud)).toMatchObject({ state: 'available', backupRetentionEnabled: false, pendingModifiedValues: {} });
    await cloud.call('UpdateRelationalDatabase', { ...NAME, enableBackupRetention: true, applyImmediately: true });
    await cloud.advance(WINDOW - cloud.account.clock.now());
    expect(await read(cloud)).toMatchObject({ state: 'available', backupRetentionEnabled: true });
  });

  test('a reboot that fails applies nothing', async () => {
    const cloud = seeded();
    await cloud.call('UpdateRelationalDatabase', { ...NAME, disableBackupRetention: true });
    cloud.account.faults.inject({
      service: 'lightsail', operation: 'RebootRelationalDatabase', effect: { type: 'fail-operation', code: 'X', details: 'y' }, times: 1,
    });
    await cloud.call('RebootRelationalDatabase', NAME);
    expect(await read(cloud)).toMatchObject({ backupRetentionEnabled: true, pendingModifiedValues: { backupRetentionEnabled: false } });
  });

  test('windows and access change at once; a window that moves takes the maintenance along', async () => {
    const cloud = seeded();
    await cloud.call('UpdateRelationalDatabase', { ...NAME, disableBackupRetention: true });
    await cloud.call('UpdateRelationalDatabase', { ...NAME, publiclyAccessible: true, preferredMaintenanceWindow: 'sat:23:45-sun:00:15' });
    expect(await read(cloud)).toMatchObject({ state: 'modifying', publiclyAccessible: true, preferredMaintenanceWindow: 'sat:23:45-sun:00:15' });
    await cloud.advance(2 * DAY + 23 * HOUR + 44 * MINUTE);
    expect(await read(cloud)).toMatchObject({ backupRetentionEnabled: true });
    await cloud.advance(MINUTE);
    expect(await read(cloud)).toMatchObject({ backupRetentionEnabled: false });
  });

  test('a database that is stopped in its window has its maintenance a week later', async () => {
    const cloud = seeded();
    await cloud.call('UpdateRelationalDatabase', { ...NAME, disableBackupRetention: true });
    await cloud.advance(5 * DAY);
    await cloud.call('StopRelationalDatabase', NAME);
    await cloud.advance(7 * DAY);
    expect(await read(cloud)).toMatchObject({ state: 'stopped', pendingModifiedValues: { backupRetentionEnabled: false } });
    await cloud.call('StartRelationalDatabase', NAME);
    await cloud.advance(WINDOW + 7 * DAY - cloud.account.clock.now());
    expect(await read(cloud)).toMatchObject({ state: 'modifying', pendingModifiedValues: {} });
  });

  test('another database of the same name has no part in it', async () => {
    const cloud = seeded();
    await cloud.call('UpdateRelationalDatabase', { ...NAME, disableBackupRetention: true });
    await cloud.call('DeleteRelationalDatabase', { ...NAME, skipFinalSnapshot: true });
    await cloud.advance(HOUR);
    cloud.lightsail.seedDatabase(REGION, 'db-1');
    await cloud.advance(10 * DAY);
    expect(await read(cloud)).toMatchObject({ state: 'available', backupRetentionEnabled: true });
  });
});

describe('the password', () => {
  test('is the given one, or a strong one; no answer about the database shows it', async () => {
    const cloud = seeded();
    expect(await password(cloud)).toBe('first-password');
    expect(JSON.stringify(await read(cloud))).not.toContain('first-password');
    cloud.lightsail.seedDatabase(REGION, 'db-2');
    const answer = await cloud.call('GetRelationalDatabaseMasterUserPassword', { relationalDatabaseName: 'db-2' });
    expect(answer).toEqual({ masterUserPassword: expect.stringMatching(/^.{32}$/) as string, createdAt: new Date(START) });
  });

  test('is rotated: the previous one can still be read', async () => {
    const cloud = seeded();
    expect((await cloud.refusal('GetRelationalDatabaseMasterUserPassword', { ...NAME, passwordVersion: 'PREVIOUS' })).code).toBe('NotFoundException');
    await cloud.call('UpdateRelationalDatabase', { ...NAME, rotateMasterUserPassword: true, applyImmediately: true });
    expect(await password(cloud, 'PREVIOUS')).toBe('first-password');
    expect(await password(cloud)).toHaveLength(32);
  });

  test('is pending before it is rotated', async () => {
    const cloud = seeded();
    await cloud.call('UpdateRelationalDatabase', { ...NAME, masterUserPassword: 'second-password' });
    expect([await password(cloud), await password(cloud, 'PENDING')]).toEqual(['first-password', 'second-password']);
    await cloud.call('RebootRelationalDatabase', NAME);
    expect([await password(cloud), await password(cloud, 'PREVIOUS')]).toEqual(['second-password', 'first-password']);
    expect((await cloud.refusal('GetRelationalDatabaseMasterUserPassword', { ...NAME, passwordVersion: 'PENDING' })).code).toBe('NotFoundException');
  });
});

const CREATE = {
  ...NAME, relationalDatabaseBlueprintId: 'mysql_8_0', relationalDatabaseBundleId: 'micro_2_0', masterDatabaseName: 'main', masterUsername: 'admin',
};

test.each<[string, object, RegExp]>([
  ['a password of one character', { masterUserPassword: 'x' }, /masterUserPassword must have 8 to 41 characters/],
  ['a password of 42 characters', { masterUserPassword: 'x'.repeat(42) }, /8 to 41/],
  ['a password with a slash', { masterUserPassword: 'abcdefg/' }, /printable ASCII characters/],
  ['a password with a space', { masterUserPassword: 'abc defgh' }, /printable ASCII characters/],
  ['a backup window hello', { preferredBackupWindow: 'hello' }, /hello must be in the format hh24:mi-hh24:mi/],
  ['a backup window at 25:00', { preferredBackupWindow: '25:00-25:30' }, /hh24:mi/],
  ['a short backup window', { preferredBackupWindow: '10:00-10:29' }, /at least 30 minutes/],
  ['a maintenance window without days', { preferredMaintenanceWindow: '10:00-10:30' }, /ddd:hh24:mi-ddd:hh24:mi/],
  ['windows that overlap', { preferredBackupWindow: '23:50-00:20', preferredMaintenanceWindow: 'Sat:23:30-Sun:00:00' }, /must not overlap/],
  ['mysql_99', { relationalDatabaseBlueprintId: 'mysql_99' }, /blueprint does not exist: mysql_99/],
  ['a user name with a dash', { masterUsername: 'a-b' }, /masterUsername must begin with a letter and have 1 to 16/],
  ['a long user name', { masterUsername: 'a'.repeat(17) }, /1 to 16/],
  ['a database name that begins with a digit', { masterDatabaseName: '1st' }, /masterDatabaseName must begin with a letter/],
])('refuses %s', async (_what, input, message) => {
  const cloud = new Cloud();
  const error = await cloud.refusal('CreateRelationalDatabase', { ...CREATE, ...input });
  expect(error).toMatchObject({ code: 'InvalidInputException', message: expect.stringMatching(message) as string });
  expect(cloud.lightsail.inventory(REGION)).toEqual([]);
});

test('the limits are those of the engine', async () => {
  const cloud = new Cloud();
  await cloud.call('CreateRelationalDatabase', {
    ...CREATE, relationalDatabaseBlueprintId: 'postgres_16', masterUsername: 'a'.repeat(63), masterUserPassword: 'x'.repeat(128),
  });
});

test('an update is checked as well', async () => {
  const refused = async (input: object) => (await seeded().refusal('UpdateRelationalDatabase', { ...NAME, ...input })).message;
  expect(await refused({ masterUserPassword: 'short' })).toMatch(/8 to 41/);
  expect(await refused({ masterUserPassword: 'long-enough', rotateMasterUserPassword: true })).toMatch(/both given and rotated/);
  expect(await refused({ preferredBackupWindow: '17:00-17:30' })).toMatch(/must not overlap/);
  expect(await refused({ enableBackupRetention: true, disableBackupRetention: true })).toMatch(/enabled and disabled/);
  expect(await refused({ relationalDatabaseBlueprintId: 'postgres_16' })).toMatch(/cannot change from mysql to postgres/);
});
