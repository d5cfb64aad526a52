import { Cloud, MINUTE, operations, REGION } from './cloud';
import type { Output } from '../../../src/services/lightsail/request';

const IP = { staticIpName: 'ip-1' };
const ATTACH = { ...IP, instanceName: 'web-1' };

async function seeded(): Promise<Cloud> {
  const cloud = new Cloud();
  cloud.lightsail.seedInstance(REGION, 'web-1');
  await cloud.call('AllocateStaticIp', IP);
  return cloud;
}

const staticIp = async (cloud: Cloud) => (await cloud.call('GetStaticIp', IP)).staticIp as Output;
const instance = async (cloud: Cloud) => (await cloud.call('GetInstance', { instanceName: 'web-1' })).instance as Output;

test('is allocated at once, and keeps its address', async () => {
  const cloud = new Cloud();
  expect(operations(await cloud.call('AllocateStaticIp', IP))).toMatchObject([
    { resourceName: 'ip-1', resourceType: 'StaticIp', operationType: 'AllocateStaticIp', status: 'Succeeded', isTerminal: true },
  ]);
  const ip = await staticIp(cloud);
  expect(ip).toMatchObject({
    name: 'ip-1',
    arn: expect.stringMatching(/^arn:aws:lightsail:eu-central-1:123456789012:StaticIp\//) as string,
    ipAddress: expect.stringMatching(/^198\.1[89]\.\d+\.\d+$/) as string,
    supportCode: `123456789012/${String(ip.ipAddress)}`,
    location: { availabilityZone: 'all' },
    isAttached: false,
  });
  expect((await cloud.call('GetStaticIps')).staticIps).toEqual([ip]);
  expect((await cloud.refusal('AllocateStaticIp', IP)).message).toMatch(/already in use/);
});

test('is attached to an instance, which has its address meanwhile', async () => {
  const cloud = await seeded();
  const before = await instance(cloud);
  expect(before).toMatchObject({ isStaticIp: false });
  expect(operations(await cloud.call('AttachStaticIp', ATTACH))).toMatchObject([
    { resourceName: 'ip-1', operationDetails: 'web-1', operationType: 'AttachStaticIp', status: 'Succeeded' },
    { resourceName: 'web-1', operationDetails: 'ip-1', operationType: 'AttachStaticIp', status: 'Succeeded' },
  ]);
  const { ipAddress } = await staticIp(cloud);
  expect(await staticIp(cloud)).toMatchObject({ attachedTo: 'web-1', isAttached: true });
  expect(await instance(cloud)).toMatchObject({ isStaticIp: true, publicIpAddress: ipAddress });
  await cloud.call('DetachStaticIp', IP);
  expect(await staticIp(cloud)).toMatchObject({ isAttached: false, ipAddress });
  expect(await instance(cloud)).toMatchObject({ isStaticIp: false, publicIpAddress: before.publicIpAddress });
});

test('outlives its instance, and leaves it when it is released', async () => {
  const cloud = await seeded();
  await cloud.call('AttachStaticIp', ATTACH);
  await cloud.call('DeleteInstance', { instanceName: 'web-1' });
  await cloud.advance(MINUTE);
  expect(await staticIp(cloud)).toMatchObject({ isAttached: false });
  cloud.lightsail.seedInstance(REGION, 'web-1');
  expect(await instance(cloud)).toMatchObject({ isStaticIp: false });
  await cloud.call('AttachStaticIp', ATTACH);
  await cloud.call('ReleaseStaticIp', IP);
  expect((await cloud.refusal('GetStaticIp', IP)).code).toBe('NotFoundException');
  expect(await instance(cloud)).toMatchObject({ isStaticIp: false, publicIpAddress: expect.stringMatching(/^198\.51/) as string });
});

test('what cannot be', async () => {
  const cloud = await seeded();
  const refused = async (operation: string, input: object) => (await cloud.refusal(operation, { ...input })).message;
  expect(await refused('DetachStaticIp', IP)).toMatch(/is not attached/);
  expect(await refused('AttachStaticIp', { ...IP, instanceName: 'web-9' })).toMatch(/does not exist: web-9/);
  await cloud.call('AttachStaticIp', ATTACH);
  expect(await refused('AttachStaticIp', ATTACH)).toMatch(/already attached to web-1/);
  await cloud.call('AllocateStaticIp', { staticIpName: 'ip-2' });
  expect(await refused('AttachStaticIp', { ...ATTACH, staticIpName: 'ip-2' })).toMatch(/already has a static IP: ip-1/);
  cloud.lightsail.seedInstance(REGION, 'v6', { ipAddressType: 'ipv6' });
  expect(await refused('AttachStaticIp', { staticIpName: 'ip-2', instanceName: 'v6' })).toMatch(/no IPv4 address/);
});

test('a fault in attaching changes nothing', async () => {
  const cloud = await seeded();
  cloud.account.faults.inject({ service: 'lightsail', operation: 'AttachStaticIp', effect: { type: 'fail-operation', code: 'X', details: 'y' }, times: 1 });
  expect(operations(await cloud.call('AttachStaticIp', ATTACH))).toMatchObject([{ status: 'Failed' }, { status: 'Failed' }]);
  expect(await staticIp(cloud)).toMatchObject({ isAttached: false });
});
