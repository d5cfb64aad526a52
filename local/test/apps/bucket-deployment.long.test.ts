import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { output, Sample } from './sample';
import { canRun } from '../tools/can-run';

let sample: Sample;
beforeEach(() => { sample = new Sample(); });
afterEach(() => sample.close());

/** The website of the CDK's documentation, and a file with a value that only the deployment knows. */
const website = (files: Readonly<Record<string, string>>) => {
  // Another folder each time: the CDK remembers what it has read.
  const folder = mkdtempSync(path.join(sample.folder, 'website-dist-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return sample.deploy((app) => {
    const stack = new Stack(app, 'Website');
    const bucket = new Bucket(stack, 'WebsiteBucket', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true });
    new BucketDeployment(stack, 'DeployWebsite', {
      sources: [Source.asset(folder), Source.data('config.txt', 'bucket: ' + bucket.bucketArn), Source.jsonData('config.json', { bucket: bucket.bucketName })],
      destinationBucket: bucket,
      destinationKeyPrefix: 'web/static',
      cacheControl: [CacheControl.setPublic()],
    });
    new CfnOutput(stack, 'Name', { value: bucket.bucketName });
  });
};

test('a BucketDeployment fills a bucket and prunes it, and goes with it', async () => {
  if (!await canRun('python3', '-c', 'import boto3')) return console.warn('skipped: there is no python3 with boto3');
  const made = await website({ 'index.html': '<h1>One</h1>', 'old.html': 'gone soon' });
  expect([made.status, sample.failures()]).toEqual(['CREATE_COMPLETE', []]);
  const bucket = output(made, 'Name');
  const keys = async () => ((await sample.call('s3', 'ListObjectsV2', { Bucket: bucket })).Contents as Array<{ Key: string }>).map(({ Key }) => Key);
  const text = async (Key: string) => String((await sample.call('s3', 'GetObject', { Bucket: bucket, Key })).Body);
  expect(await keys()).toEqual(['config.json', 'config.txt', 'index.html', 'old.html'].map((name) => `web/static/${name}`));
  expect(await text('web/static/config.txt')).toBe(`bucket: arn:aws:s3:::${bucket}`);
  expect(JSON.parse(await text('web/static/config.json'))).toEqual({ bucket });
  expect(await sample.call('s3', 'HeadObject', { Bucket: bucket, Key: 'web/static/index.html' })).toMatchObject({ ContentType: 'text/html', CacheControl: 'public' });

  const updated = await website({ 'index.html': '<h1>Two</h1>' });
  expect([updated.status, sample.failures()]).toEqual(['UPDATE_COMPLETE', []]);
  expect(await keys()).toEqual(['config.json', 'config.txt', 'index.html'].map((name) => `web/static/${name}`));
  expect(await text('web/static/index.html')).toBe('<h1>Two</h1>');
  expect(sample.cloud.account.calls.filter(({ denied }) => denied)).toEqual([]);

  // The bucket must be empty to be deleted: another function has emptied it.
  expect([(await sample.cloud.destroy('Website', 'eu-central-1')).result, sample.failures()]).toEqual(['deleted', []]);
  expect(await sample.call('s3', 'ListBuckets', {})).toMatchObject({ Buckets: [] });
}, 240_000);
