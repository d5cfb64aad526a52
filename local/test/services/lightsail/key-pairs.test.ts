import { createPrivateKey, createPublicKey } from 'node:crypto';
import { Cloud, REGION } from './cloud';
import type { Output } from '../../../src/services/lightsail/request';

const NAME = { keyPairName: 'mine' };

test('is made: the private key is in the answer, and belongs to the public one', async () => {
  const cloud = new Cloud();
  const made = await cloud.call('CreateKeyPair', { ...NAME, tags: [{ key: 'a', value: '1' }] }) as Output & { publicKeyBase64: string; privateKeyBase64: string };
  expect(made.operation).toMatchObject({ resourceName: 'mine', resourceType: 'KeyPair', operationType: 'CreateKeyPair', status: 'Succeeded', isTerminal: true });
  const { n, e } = createPublicKey(createPrivateKey(made.privateKeyBase64)).export({ format: 'jwk' });
  const [type, base64] = made.publicKeyBase64.split(' ');
  expect(type).toBe('ssh-rsa');
  const bytes = Buffer.from(base64, 'base64');
  expect(bytes.subarray(-256).toString('base64url')).toBe(n);
  expect(bytes.includes(Buffer.from(String(e), 'base64url'))).toBe(true);
  const { keyPair } = await cloud.call('GetKeyPair', NAME);
  expect(keyPair).toMatchObject({
    name: 'mine', supportCode: '123456789012/mine', fingerprint: expect.stringMatching(/^([0-9a-f]{2}:){19}[0-9a-f]{2}$/) as string, tags: [{ key: 'a', value: '1' }],
  });
  expect(made.keyPair).toEqual(keyPair);
  expect(JSON.stringify(cloud.account.state)).not.toContain('PRIVATE KEY');
});

test('is imported, used by instances, listed and deleted', async () => {
  const cloud = new Cloud();
  const { publicKeyBase64 } = await cloud.call('CreateKeyPair', { keyPairName: 'other' });
  await cloud.call('ImportKeyPair', { ...NAME, publicKeyBase64: `${String(publicKeyBase64)} me@example.com` });
  expect((await cloud.call('GetKeyPair', NAME)).keyPair).toMatchObject({ fingerprint: expect.stringMatching(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/) as string });
  cloud.lightsail.seedInstance(REGION, 'web-1', NAME);
  expect((await cloud.call('GetInstance', { instanceName: 'web-1' })).instance).toMatchObject({ sshKeyName: 'mine' });
  expect((await cloud.call('GetKeyPairs')).keyPairs).toHaveLength(2);
  expect((await cloud.call('DeleteKeyPair', NAME)).operation).toMatchObject({ operationType: 'DeleteKeyPair', status: 'Succeeded' });
  expect((await cloud.refusal('GetKeyPair', NAME)).code).toBe('NotFoundException');
});

test.each(['', 'hello', 'ssh-rsa', 'ssh-rsa AAAA', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIC1gwGPDfGaONxEXAMPLEJX3UNap781QxHQmn8nzlrUv'])('%j is no key', async (publicKeyBase64) => {
  expect((await new Cloud().refusal('ImportKeyPair', { ...NAME, publicKeyBase64 })).message).toMatch(/not a valid public key/);
});

test('the name of the default key pair is taken', async () => {
  const cloud = new Cloud();
  expect((await cloud.refusal('CreateKeyPair', { keyPairName: 'LightsailDefaultKeyPair' })).message).toBe('Some names are already in use: LightsailDefaultKeyPair');
  cloud.lightsail.seedInstance(REGION, 'web-1', { keyPairName: 'LightsailDefaultKeyPair' });
  expect(cloud.state('web-1')).toBe('running');
});
