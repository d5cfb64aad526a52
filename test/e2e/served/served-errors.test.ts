import {
  CreateDiskSnapshotCommand, CreateInstanceSnapshotCommand, DeleteInstanceSnapshotCommand, GetDiskSnapshotsCommand,
  GetInstanceSnapshotCommand, GetInstanceSnapshotsCommand, LightsailClient, LightsailServiceException,
} from '@aws-sdk/client-lightsail';
import { REGION, TestCloud } from '../support/test-cloud';

const ROOT = 'AKIALOCALROOT0000000';

let local: TestCloud;

beforeEach(async () => {
  local = new TestCloud();
  await local.cloud.endpoint.listen();
  local.cloud.lightsail.seedInstance(REGION, 'web');
  local.cloud.lightsail.seedDisk(REGION, 'data');
});
afterEach(() => local.close());

/** Makes a call, and gives the error that it must end with. */
async function failure(
  call: (client: LightsailClient) => Promise<unknown>, { accessKeyId = ROOT, maxAttempts = 1, region = REGION } = {},
): Promise<LightsailServiceException> {
  const client = new LightsailClient({
    endpoint: local.cloud.endpoint.url, region, credentials: { accessKeyId, secretAccessKey: 'local' }, maxAttempts,
  });
  try {
    await call(client);
  } catch (error) {
    if (error instanceof LightsailServiceException) return error;
    throw error;
  } finally {
    client.destroy();
  }
  throw new Error('The call went well.');
}

const absent = (client: LightsailClient) => client.send(new GetInstanceSnapshotCommand({ instanceSnapshotName: 'absent' }));

test('what does not exist', async () => {
  const expected = {
    name: 'NotFoundException',
    message: expect.stringContaining('absent'),
    code: 'DoesNotExist',
    docs: expect.any(String),
    tip: expect.any(String),
    $fault: 'client',
    $metadata: { httpStatusCode: 404, requestId: expect.any(String) },
  };
  expect(await failure(absent)).toMatchObject(expected);
  expect(await failure((client) => client.send(new DeleteInstanceSnapshotCommand({ instanceSnapshotName: 'absent' })))).toMatchObject(expected);
  expect(await failure((client) => client.send(new CreateInstanceSnapshotCommand({ instanceName: 'absent', instanceSnapshotName: 'web-1' })))).toMatchObject(expected);
});

test('a Region knows nothing of another one\'s', async () => {
  expect(await failure((client) => client.send(new CreateInstanceSnapshotCommand({ instanceName: 'web', instanceSnapshotName: 'web-1' })), { region: 'eu-west-1' }))
    .toMatchObject({ name: 'NotFoundException' });
});

test('a name that is taken, by whatever', async () => {
  expect(await failure((client) => client.send(new CreateInstanceSnapshotCommand({ instanceName: 'web', instanceSnapshotName: 'data' })))).toMatchObject({
    name: 'InvalidInputException', message: 'Some names are already in use: data', code: 'NameExists', $metadata: { httpStatusCode: 400 },
  });
});

test.each([
  ['a name with a space', (client: LightsailClient) => client.send(new CreateInstanceSnapshotCommand({ instanceName: 'web', instanceSnapshotName: 'no good' })), 'no good'],
  ['a member too few', (client: LightsailClient) => client.send(new CreateInstanceSnapshotCommand({ instanceName: 'web', instanceSnapshotName: undefined })), 'instanceSnapshotName'],
  ['a disk and an instance', (client: LightsailClient) => client.send(new CreateDiskSnapshotCommand({ diskName: 'data', instanceName: 'web', diskSnapshotName: 'both' })), 'instanceName'],
  ['neither', (client: LightsailClient) => client.send(new CreateDiskSnapshotCommand({ diskSnapshotName: 'none' })), 'diskName'],
  ['another list\'s page token', (client: LightsailClient) => client.send(new GetInstanceSnapshotsCommand({ pageToken: Buffer.from('["GetDisks","x"]').toString('base64') })), 'page token'],
  ['a made-up page token', (client: LightsailClient) => client.send(new GetDiskSnapshotsCommand({ pageToken: 'next' })), 'page token'],
])('wrong input: %s', async (_what, call, named) => {
  expect(await failure(call)).toMatchObject({
    name: 'InvalidInputException', message: expect.stringContaining(named), $metadata: { httpStatusCode: 400 },
  });
});

test('a key that nobody has', async () => {
  expect(await failure(absent, { accessKeyId: 'AKIASTRANGER00000000' })).toMatchObject({
    name: 'UnrecognizedClientException', message: 'The security token included in the request is invalid.',
  });
});

test('no signature', async () => {
  const answer = await fetch(local.cloud.endpoint.url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'Lightsail_20161128.GetInstanceSnapshots' },
    body: '{}',
  });
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({ __type: 'MissingAuthenticationToken' });
});

test('throttling and a server\'s fault come as they do from AWS, and the client tries again', async () => {
  const { faults } = local.cloud.account;
  faults.inject({ service: 'lightsail', effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' }, times: 1 });
  expect(await failure(absent)).toMatchObject({ name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } });
  faults.inject({ service: 'lightsail', effect: { type: 'error', code: 'ServiceException', message: 'Oops', status: 500 }, times: 1 });
  expect(await failure(absent)).toMatchObject({ name: 'ServiceException', $fault: 'server', $metadata: { httpStatusCode: 500 } });

  const before = local.cloud.account.calls.length;
  faults.inject({ service: 'lightsail', effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' }, times: 1 });
  expect(await failure(absent, { maxAttempts: 2 })).toMatchObject({ name: 'NotFoundException', $metadata: { attempts: 2 } });
  expect(local.cloud.account.calls).toHaveLength(before + 2);
});

test('an operation that nobody knows', async () => {
  const answer = await fetch(local.cloud.endpoint.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'Lightsail_20161128.MakeCoffee',
      'authorization': `AWS4-HMAC-SHA256 Credential=${ROOT}/20260101/${REGION}/lightsail/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: '{}',
  });
  expect([answer.status, await answer.json()]).toMatchObject([400, { __type: 'UnknownOperationException' }]);
});
