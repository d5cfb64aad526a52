import { GetBucketPolicyCommand, GetObjectCommand, ListObjectsV2Command, PutBucketPolicyCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { REGION, Served } from './served';
import { createBucket } from '../../../src/services/s3/buckets';

let served: Served;
beforeEach(async () => {
  served = new Served();
  await served.listen();
  createBucket(served.account, REGION, 'things');
});
afterEach(async () => {
  await served.close();
  served.account.defects.assertNone();
});

const ROLE = 'arn:aws:iam::123456789012:role/Reader';
const THINGS = 'arn:aws:s3:::things';

/** A client with a session of a role that may do this. */
async function reader(...statements: object[]): Promise<S3Client> {
  const { account } = served;
  const type = account.resourceTypes.get('AWS::IAM::Role');
  await account.clock.runUntil(type!.create({ account, generateName: () => 'x' } as never, {
    RoleName: 'Reader',
    AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '123456789012' } }] },
    ...statements.length > 0 && { Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: statements } }] },
  }));
  const { output } = await account.call({
    service: 'sts', region: REGION, operation: 'AssumeRole', input: { RoleArn: ROLE, RoleSessionName: 'me' }, caller: account.root,
  });
  const { AccessKeyId, SecretAccessKey, SessionToken } = output.Credentials as Record<string, string>;
  return served.client({ credentials: { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: SessionToken! } });
}

function policy(...statements: object[]) {
  return served.client().send(new PutBucketPolicyCommand({ Bucket: 'things', Policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }) }));
}

const put = (client: S3Client) => client.send(new PutObjectCommand({ Bucket: 'things', Key: 'a', Body: 'x' }));
const get = (client: S3Client) => client.send(new GetObjectCommand({ Bucket: 'things', Key: 'a' }));
const list = (client: S3Client, Prefix?: string) => client.send(new ListObjectsV2Command({ Bucket: 'things', Prefix }));

test('a role may do what its policies say', async () => {
  const client = await reader(
    { Effect: 'Allow', Action: ['s3:GetObject*'], Resource: `${THINGS}/*`, Condition: { StringEquals: { 'aws:ResourceAccount': ['123456789012'] } } },
    { Effect: 'Allow', Action: 's3:ListBucket', Resource: THINGS, Condition: { StringLike: { 's3:prefix': 'public/*' } } },
  );
  await put(served.client());
  await expect(get(client)).resolves.toBeDefined();
  await expect(put(client)).rejects.toMatchObject({ name: 'AccessDenied', message: expect.stringContaining('s3:PutObject on resource: arn:aws:s3:::things/a') });
  await expect(list(client, 'public/')).resolves.toBeDefined();
  await expect(list(client)).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('the policy of a bucket lets in whom it names', async () => {
  await put(served.client());
  const client = await reader();
  await expect(get(client)).rejects.toMatchObject({ name: 'AccessDenied' });
  await policy({ Effect: 'Allow', Action: 's3:GetObject', Principal: { AWS: ROLE }, Resource: `${THINGS}/*` });
  await expect(get(client)).resolves.toBeDefined();
  await expect(list(client)).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('the policy of a bucket refuses whatever a role may do', async () => {
  await put(served.client());
  const client = await reader({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
  await policy({ Effect: 'Deny', Action: 's3:GetObject', Principal: '*', Resource: `${THINGS}/*` });
  await expect(get(client)).rejects.toMatchObject({ name: 'AccessDenied', message: expect.stringContaining('with an explicit deny in a resource-based policy') });
  await policy({ Effect: 'Deny', Action: 's3:*', Principal: '*', Resource: [THINGS, `${THINGS}/*`], Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
  await expect(get(client)).resolves.toBeDefined();
});

test('what a role may never do the policy of a bucket does not change', async () => {
  await put(served.client());
  const client = await reader({ Effect: 'Deny', Action: 's3:GetObject', Resource: '*' });
  await policy({ Effect: 'Allow', Action: 's3:GetObject', Principal: { AWS: ROLE }, Resource: `${THINGS}/*` });
  await expect(get(client)).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('policies are checked and can be read', async () => {
  const client = served.client();
  await expect(client.send(new GetBucketPolicyCommand({ Bucket: 'things' }))).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
  await expect(client.send(new PutBucketPolicyCommand({ Bucket: 'things', Policy: '{' }))).rejects.toMatchObject({ name: 'MalformedPolicy' });
  await expect(policy({ Effect: 'Allow', Action: 's3:GetObject', Principal: '*' })).rejects.toMatchObject({ name: 'MalformedPolicy' });
  await policy({ Effect: 'Allow', Action: 's3:GetObject', Principal: { AWS: ROLE }, Resource: THINGS });
  expect(JSON.parse((await client.send(new GetBucketPolicyCommand({ Bucket: 'things' }))).Policy ?? '')).toMatchObject({ Statement: [{ Resource: THINGS }] });
});
