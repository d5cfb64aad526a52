import { Cloud } from './cloud';
import { NotSupportedError } from '../../../src/core/service';

const DATABASE = {
  relationalDatabaseName: 'db-1',
  relationalDatabaseBlueprintId: 'mysql_8_0',
  relationalDatabaseBundleId: 'micro_2_0',
  masterDatabaseName: 'main',
  masterUsername: 'admin',
};

test.each<[string, object, RegExp]>([
  ['an unknown member', { ...DATABASE, size: 3 }, /Unknown member 'size'/],
  ['a missing member', { ...DATABASE, masterUsername: undefined }, /Value null at 'masterUsername'.*must not be null/],
  ['another type', { ...DATABASE, publiclyAccessible: 'true' }, /'publiclyAccessible' must be a boolean/],
  ['a text for a list', { ...DATABASE, tags: 'a' }, /'tags' must be a list/],
  ['an unknown member of an item', { ...DATABASE, tags: [{ Key: 'a' }] }, /Unknown member 'Key'/],
  ['a name with a dot', { ...DATABASE, relationalDatabaseName: 'db.1' }, /'db\.1' at 'relationalDatabaseName'.*pattern: \^\[a-zA-Z0-9\]\[a-zA-Z0-9\\-\]\*\[a-zA-Z0-9\]\$/],
  ['a name with an underscore', { ...DATABASE, relationalDatabaseName: 'db_1' }, /'db_1' at 'relationalDatabaseName'.*pattern/],
  ['a name with a dash at its end', { ...DATABASE, relationalDatabaseName: 'db-' }, /pattern/],
  ['a name of one letter', { ...DATABASE, relationalDatabaseName: 'd' }, /greater than or equal to 2/],
  ['a name of 256 letters', { ...DATABASE, relationalDatabaseName: 'd'.repeat(256) }, /less than or equal to 255/],
  ['a blueprint that does not exist', { ...DATABASE, relationalDatabaseBlueprintId: 'oracle_19' }, /blueprint does not exist: oracle_19/],
  ['a bundle that does not exist', { ...DATABASE, relationalDatabaseBundleId: 'huge_2_0' }, /bundle does not exist: huge_2_0/],
  ['a zone of another Region', { ...DATABASE, availabilityZone: 'us-east-1a' }, /us-east-1a does not exist in eu-central-1/],
])('refuses %s', async (_what, input, message) => {
  const cloud = new Cloud();
  const error = await cloud.refusal('CreateRelationalDatabase', { ...input });
  expect(error).toMatchObject({ code: 'InvalidInputException', status: 400, message: expect.stringMatching(message) as string });
  expect(error.members).toMatchObject({ code: 'InvalidInputException', docs: expect.stringMatching(/^https/) as string, tip: expect.any(String) as string });
  expect(cloud.lightsail.inventory('eu-central-1')).toEqual([]);
});

test('instances, disks and their snapshots take dots and underscores, and a letter or digit at either end', async () => {
  const cloud = new Cloud();
  const disk = (diskName: string) => ({ diskName, availabilityZone: 'eu-central-1a', sizeInGb: 8 });
  cloud.lightsail.seedInstance('eu-central-1', 'www.example.com');
  await cloud.call('CreateInstanceSnapshot', { instanceName: 'www.example.com', instanceSnapshotName: 'www.example.com_1.0-a' });
  await cloud.call('CreateDisk', disk('data_1.0'));
  await cloud.call('TagResource', { resourceName: 'data_1.0', tags: [{ key: 'a' }] });
  for (const name of ['_data', 'data.', 'data_', '.data', 'd'.repeat(255)]) {
    expect(await cloud.refusal('CreateDisk', disk(name))).toMatchObject({ code: 'InvalidInputException' });
  }
  await cloud.call('CreateDisk', disk('d'.repeat(254)));
});

test('refuses a value outside an enum', async () => {
  const error = await new Cloud().refusal('CreateInstances', {
    instanceNames: ['web'], availabilityZone: 'eu-central-1a', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0', ipAddressType: 'ipv5',
  });
  expect(error.message).toMatch(/'ipv5' at 'ipAddressType'.*enum value set: \[dualstack, ipv4, ipv6\]/);
});

test('an operation that Lightsail does not have is answered as AWS does', async () => {
  expect(await new Cloud().refusal('MakeCoffee')).toMatchObject({ code: 'UnknownOperationException' });
  expect(await new Cloud().refusal('Lightsail')).toMatchObject({ code: 'UnknownOperationException' });
});

test('an operation that only Lightsail has ends the run, by its name', async () => {
  await expect(new Cloud().call('PeerVpc')).rejects.toThrow(NotSupportedError);
  await expect(new Cloud().call('PeerVpc')).rejects.toThrow(/PeerVpc/);
});

test('a Region without Lightsail ends the run', async () => {
  await expect(new Cloud().call('GetDisks', {}, 'af-south-1')).rejects.toThrow(/af-south-1/);
});
