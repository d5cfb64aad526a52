import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Cloud } from '../../../src/cloud';
import { readAssembly } from '../../../src/services/cloudformation';
import { findBucket } from '../../../src/services/s3/state';

const REGION = 'eu-central-1';

let folder: string;
let cloud: Cloud;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'local-cloud-s3-'));
  cloud = new Cloud({ codeFolder: path.join(folder, 'code') });
});
afterEach(async () => {
  await cloud.close();
  cloud.account.defects.assertNone();
  rmSync(folder, { recursive: true, force: true });
});

test('a bucket is emptied by the CDK\'s function before it is deleted', async () => {
  const app = new App({ outdir: path.join(folder, 'cdk.out') });
  const stack = new Stack(app, 'App');
  new Bucket(stack, 'Bucket', { bucketName: 'things', versioned: true, removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true });
  app.synth();
  const [wanted] = readAssembly(path.join(folder, 'cdk.out'), { accountId: '123456789012', region: REGION });
  expect(await cloud.deploy(wanted!)).toMatchObject({ result: 'deployed' });
  for (const Key of ['a', 'a', 'b/ä c']) {
    await cloud.account.call({
      service: 's3', region: REGION, operation: 'PutObject', input: { Bucket: 'things', Key, Body: 'x' }, caller: cloud.account.root,
    });
  }
  expect(await cloud.destroy('App', REGION)).toMatchObject({ result: 'deleted' });
  expect(findBucket(cloud.account, 'things')).toBeUndefined();
});
