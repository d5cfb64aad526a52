import * as fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';
import { CreateDiskCommand, GetDiskCommand, GetContainerServicePowersCommand, LightsailClient } from '@aws-sdk/client-lightsail';
import { whileServed } from './serving';
import { Person, type Shown } from './support';

let person: Person;
beforeEach(() => { person = new Person(); });
afterEach(() => person.leaves());

/** Serves while a client of Lightsail's works. */
function whileClient(options: string, work: (client: LightsailClient) => Promise<void>): Promise<Shown> {
  return whileServed(person, options, async (endpoint) => {
    const client = new LightsailClient({
      endpoint, region: 'eu-central-1', credentials: { accessKeyId: 'AKIALOCALROOT0000000', secretAccessKey: 'local' }, maxAttempts: 1,
    });
    try {
      await work(client);
    } finally {
      client.destroy();
    }
  });
}

test('the account is served until somebody ends it, and is kept', async () => {
  const { code, out, err } = await whileClient('--speed 1000 --region eu-central-1', async (client) => {
    await client.send(new CreateDiskCommand({ diskName: 'data', availabilityZone: 'eu-central-1a', sizeInGb: 8 }));
  });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^Serving the account at http:\/\/127\.0\.0\.1:\d+ \(Ctrl-C ends it\)\.\n/);
  // For the AWS CLI 2 and the SDKs, and for the AWS CLI 1 and boto3.
  expect(out).toContain('AWS_REGION=eu-central-1 AWS_DEFAULT_REGION=eu-central-1');
  expect((await person.types('status')).out).toMatch(/eu-central-1 +Disk +data +available/);
});

test('what the local cloud does not know is shown, and ends nothing', async () => {
  const { code, err } = await whileClient('', async (client) => {
    await expect(client.send(new GetContainerServicePowersCommand({}))).rejects.toMatchObject({ name: 'NotImplemented', $metadata: { httpStatusCode: 501 } });
    await expect(client.send(new GetDiskCommand({ diskName: 'none' }))).rejects.toMatchObject({ name: 'NotFoundException' });
  });
  expect(err).toBe('The local cloud does not know Lightsail\'s GetContainerServicePowers. That is a limit of the local cloud, not of AWS.\n');
  expect(code).toBe(1);
});

test('a defect of the local cloud itself is shown, and ends nothing', async () => {
  // Only a function can be made to crash.
  const { code, err } = await whileClient('--region eu-central-1 --fault lightsail:GetDisk=crash:1', async (client) => {
    await client.send(new CreateDiskCommand({ diskName: 'data', availabilityZone: 'eu-central-1a', sizeInGb: 8 }));
    await expect(client.send(new GetDiskCommand({ diskName: 'data' }))).rejects.toMatchObject({ name: 'InternalFailure', $metadata: { httpStatusCode: 500 } });
    // A while later it still serves.
    await new Promise((resolve) => setTimeout(resolve, 600));
    await expect(client.send(new GetDiskCommand({ diskName: 'none' }))).rejects.toMatchObject({ name: 'NotFoundException' });
  });
  expect(err).toContain('A defect of the local cloud: Error: GetDisk was to crash its caller');
  expect(code).toBe(1);
});

test('while nobody asks for anything, nothing is written', async () => {
  const written = () => fs.statSync(path.join(person.state, 'account.json'), { bigint: true, throwIfNoEntry: false })?.mtimeNs;
  await whileClient('--region eu-central-1', async (client) => {
    await client.send(new CreateDiskCommand({ diskName: 'data', availabilityZone: 'eu-central-1a', sizeInGb: 8 }));
    await new Promise((resolve) => setTimeout(resolve, 600));
    const before = written();
    expect(before).toBeDefined();
    // Twice the time between two looks.
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(written()).toBe(before);
  });
});

test('only this machine may come in, unless the person says otherwise', async () => {
  const { out } = await whileServed(person, '--host 0.0.0.0', async () => undefined);
  expect(out).toContain('export AWS_ENDPOINT_URL=http://127.0.0.1:');
  expect(await person.types('serve --host 203.0.113.7')).toEqual({
    code: 1, out: '', err: 'This machine has no address \'203.0.113.7\': choose another one with --host, or leave it out.\n',
  });
});

test('a port that is taken', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  try {
    expect(await person.types(`serve --port ${port}`)).toEqual({ code: 1, out: '', err: `Port ${port} is in use: choose another one with --port.\n` });
  } finally {
    await new Promise((resolve) => { server.close(resolve); });
  }
});
