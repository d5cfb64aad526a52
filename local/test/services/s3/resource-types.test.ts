import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Cloud } from '../../../src/cloud';
import type { JsonObject } from '../../../src/core/json';
import { bucketNamed, findBucket } from '../../../src/services/s3/state';

let folder: string;
let cloud: Cloud;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'local-cloud-s3-'));
  cloud = new Cloud({ codeFolder: folder });
});
afterEach(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
});

function deploy(Properties: JsonObject, rest: JsonObject = {}) {
  return cloud.deploy({ stackName: 'App', region: 'eu-central-1', template: { Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties }, ...rest } } });
}

const POLICY: JsonObject = {
  Type: 'AWS::S3::BucketPolicy',
  Properties: {
    Bucket: { Ref: 'Bucket' },
    PolicyDocument: {
      Statement: [{
        Effect: 'Deny', Action: 's3:*', Principal: '*', Resource: { 'Fn::GetAtt': ['Bucket', 'Arn'] }, Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }],
    },
  },
};

test('a bucket and its policy are made, changed and deleted', async () => {
  const outcome = await deploy({
    BucketName: 'things',
    AccessControl: 'Private',
    BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] },
    VersioningConfiguration: { Status: 'Enabled' },
    LifecycleConfiguration: { Rules: [{ Id: 'x', Status: 'Enabled', ExpirationInDays: 1 }] },
    Tags: [{ Key: 'a', Value: 'b' }],
  }, { Policy: POLICY });
  expect(outcome).toMatchObject({ result: 'deployed' });
  expect(bucketNamed(cloud.account, 'things')).toMatchObject({
    region: 'eu-central-1',
    versioning: 'Enabled',
    tags: { a: 'b' },
    encryption: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, BucketKeyEnabled: false }] },
    policy: { Statement: [{ Resource: 'arn:aws:s3:::things' }] },
  });
  await deploy({ BucketName: 'things' });
  expect(bucketNamed(cloud.account, 'things')).toMatchObject({ versioning: 'Suspended', tags: {} });
  expect(bucketNamed(cloud.account, 'things').policy).toBeUndefined();
  expect(await cloud.destroy('App', 'eu-central-1')).toMatchObject({ result: 'deleted' });
  expect(findBucket(cloud.account, 'things')).toBeUndefined();
});

test('a bucket without a name gets one in small letters', async () => {
  await deploy({});
  const [name] = Object.keys((cloud.account.state.s3 as { buckets: object }).buckets);
  expect(name).toMatch(/^app-bucket-[a-z0-9]{12}$/);
});

test('a bucket that is not empty is not deleted', async () => {
  await deploy({ BucketName: 'things' });
  await cloud.account.call({
    service: 's3', region: 'eu-central-1', operation: 'PutObject', input: { Bucket: 'things', Key: 'a', Body: 'x' }, caller: cloud.account.root,
  });
  expect(await cloud.destroy('App', 'eu-central-1')).toMatchObject({ result: 'failed', status: 'DELETE_FAILED', reason: expect.stringContaining('The bucket you tried to delete is not empty') });
});

test('what is not modelled is said to be unknown here', async () => {
  await expect(deploy({ WebsiteConfiguration: { IndexDocument: 'index.html' } })).rejects.toThrow('The local cloud does not know the property WebsiteConfiguration of AWS::S3::Bucket');
});
