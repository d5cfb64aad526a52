import { Cloud, REGION } from './cloud';

const CREATE = { instanceNames: ['web-1'], availabilityZone: 'eu-central-1a', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' };

/** Every page of a list. */
async function all(cloud: Cloud, operation: string, member: string, input: object = {}): Promise<Array<Record<string, unknown>>> {
  const found: Array<Record<string, unknown>> = [];
  let pageToken: unknown;
  do {
    const answer = await cloud.call(operation, { ...input, ...pageToken !== undefined && { pageToken } });
    found.push(...answer[member] as Array<Record<string, unknown>>);
    pageToken = answer.nextPageToken;
  } while (pageToken !== undefined);
  return found;
}

test('every blueprint that is listed can be launched with a bundle for its platform', async () => {
  const cloud = new Cloud();
  const blueprints = await all(cloud, 'GetBlueprints', 'blueprints');
  expect(blueprints.length).toBeGreaterThan(20);
  for (const [index, { blueprintId, platform }] of blueprints.entries()) {
    const bundleId = platform === 'WINDOWS' ? 'large_win_3_0' : 'large_3_0';
    await cloud.call('CreateInstances', { ...CREATE, instanceNames: [`web-${index}`], blueprintId, bundleId });
  }
  const inactive = await all(cloud, 'GetBlueprints', 'blueprints', { includeInactive: true });
  expect(inactive.filter(({ isActive }) => !isActive).length).toBe(inactive.length - blueprints.length);
});

test('every bundle that is listed makes instances of its size', async () => {
  const cloud = new Cloud();
  const bundles = [...await all(cloud, 'GetBundles', 'bundles'), ...await all(cloud, 'GetBundles', 'bundles', { appCategory: 'LfR' })];
  expect(bundles).toHaveLength(8 * 4 + 6);
  for (const [index, { bundleId, ramSizeInGb, cpuCount, supportedPlatforms, publicIpv4AddressCount }] of bundles.entries()) {
    const instanceName = `web-${index}`;
    const blueprintId = String(supportedPlatforms) === 'WINDOWS' ? 'windows_server_2022' : 'ubuntu_24_04';
    await cloud.call('CreateInstances', { ...CREATE, instanceNames: [instanceName], blueprintId, bundleId });
    const instance = (await cloud.call('GetInstance', { instanceName })).instance as Record<string, unknown>;
    expect(instance).toMatchObject({ bundleId, hardware: { ramSizeInGb, cpuCount } });
    expect(instance.publicIpAddress === undefined).toBe(publicIpv4AddressCount === 0);
  }
  expect(bundles).toContainEqual({
    bundleId: 'micro_3_0',
    name: 'Micro',
    instanceType: 'micro',
    cpuCount: 2,
    ramSizeInGb: 1,
    diskSizeInGb: 40,
    transferPerMonthInGb: 2048,
    power: 500,
    price: 7,
    isActive: true,
    supportedPlatforms: ['LINUX_UNIX'],
    publicIpv4AddressCount: 1,
  });
});

test('every database blueprint and bundle that is listed can be used', async () => {
  const cloud = new Cloud();
  const blueprints = await all(cloud, 'GetRelationalDatabaseBlueprints', 'blueprints');
  const bundles = await all(cloud, 'GetRelationalDatabaseBundles', 'bundles', { includeInactive: true });
  expect([blueprints.length, bundles.length]).toEqual([10, 16]);
  expect(await all(cloud, 'GetRelationalDatabaseBundles', 'bundles')).toHaveLength(8);
  expect(blueprints.filter(({ isEngineDefault }) => isEngineDefault)).toMatchObject([{ engine: 'mysql' }, { engine: 'postgres' }]);
  for (const { blueprintId, engineVersion } of blueprints) {
    const name = `db-${String(blueprintId).replaceAll('_', '-')}`;
    await cloud.call('CreateRelationalDatabase', {
      relationalDatabaseName: name,
      relationalDatabaseBlueprintId: blueprintId,
      relationalDatabaseBundleId: bundles[0].bundleId,
      masterDatabaseName: 'main',
      masterUsername: 'boss',
    });
    expect((await cloud.call('GetRelationalDatabase', { relationalDatabaseName: name })).relationalDatabase).toMatchObject({ engineVersion });
  }
});

test.each<[string, object, RegExp]>([
  ['an unknown blueprint', { blueprintId: 'windows_95' }, /blueprint does not exist: windows_95/],
  ['a blueprint by the name of a method', { blueprintId: 'constructor' }, /blueprint does not exist/],
  ['an unknown bundle', { bundleId: 'giant_3_0' }, /bundle does not exist: giant_3_0/],
  ['a generation that does not exist', { bundleId: 'nano_9_0' }, /bundle does not exist/],
  ['Windows on a bundle for Linux', { blueprintId: 'windows_server_2022' }, /nano_3_0 does not support the blueprint windows_server_2022/],
  ['a key pair that is not there', { keyPairName: 'mine' }, /The KeyPair does not exist: mine/],
])('refuses %s', async (_what, input, message) => {
  const cloud = new Cloud();
  expect((await cloud.refusal('CreateInstances', { ...CREATE, ...input })).message).toMatch(message);
  expect(cloud.lightsail.inventory(REGION)).toEqual([]);
});

test('what AWS has newly can be added', async () => {
  const cloud = new Cloud({
    blueprints: { ubuntu_30_04: { name: 'Ubuntu', type: 'os', platform: 'LINUX_UNIX', username: 'ubuntu' } },
    bundles: {
      giant_3_0: { platform: 'LINUX_UNIX', isIpv6Only: false, hardware: { cpuCount: 64, ramSizeInGb: 256, diskSizeInGb: 4000, transferInGb: 9000 } },
    },
  });
  await cloud.call('CreateInstances', { ...CREATE, blueprintId: 'ubuntu_30_04', bundleId: 'giant_3_0' });
  expect((await cloud.call('GetInstance', { instanceName: 'web-1' })).instance).toMatchObject({ hardware: { ramSizeInGb: 256 }, username: 'ubuntu' });
});

test('addresses are those of the type', async () => {
  const cloud = new Cloud();
  const instance = async (name: string, ipAddressType?: string) => {
    cloud.lightsail.seedInstance(REGION, name, ipAddressType === undefined ? {} : { ipAddressType });
    return (await cloud.call('GetInstance', { instanceName: name })).instance;
  };
  const ipv6 = [expect.stringMatching(/^2001:db8(:[0-9a-f]{1,4}){6}$/)];
  const ipv4 = expect.stringMatching(/^198\.51\.100\./) as string;
  expect(await instance('both')).toMatchObject({ ipAddressType: 'dualstack', ipv6Addresses: ipv6, publicIpAddress: ipv4 });
  expect(await instance('old', 'ipv4')).toMatchObject({ ipAddressType: 'ipv4', ipv6Addresses: [], publicIpAddress: ipv4 });
  expect(await instance('new', 'ipv6')).toMatchObject({ ipAddressType: 'ipv6', ipv6Addresses: ipv6 });
  expect(await instance('new-2', 'ipv6')).not.toHaveProperty('publicIpAddress');
});
