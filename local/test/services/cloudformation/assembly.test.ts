import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnOutput, CfnWaitConditionHandle, Stack, Stage, Tags } from 'aws-cdk-lib';
import { CfnLayerVersion } from 'aws-cdk-lib/aws-lambda';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Workbench } from './workbench';
import { readAssembly } from '../../../src/services/cloudformation';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'assembly-'));
});

afterEach(() => rmSync(directory, { recursive: true }));

const DEFAULTS = { accountId: '123456789012', region: 'eu-central-1' };

test('stacks come in the order of their dependencies, with their environments, assets and tags', () => {
  const file = join(directory, 'asset.txt');
  writeFileSync(file, 'content');
  const app = new App({ outdir: join(directory, 'cdk.out') });
  const stage = new Stage(app, 'Prod', { env: { account: '123456789012', region: 'us-east-1' } });
  const inner = new Stack(stage, 'Inner', { terminationProtection: true });
  new CfnWaitConditionHandle(inner, 'Handle');
  const second = new Stack(app, 'Second');
  const first = new Stack(app, 'First');
  second.addStackDependency(first);
  new CfnWaitConditionHandle(second, 'Handle');
  const asset = new Asset(first, 'Asset', { path: file });
  new CfnWaitConditionHandle(first, 'Handle');
  new CfnOutput(first, 'Key', { value: asset.s3ObjectKey });
  Tags.of(first).add('team', 'a');
  app.synth();

  const stacks = readAssembly(join(directory, 'cdk.out'), DEFAULTS);
  const names = stacks.map(({ stackName }) => stackName);
  expect([...names].sort()).toEqual(['First', 'Prod-Inner', 'Second']);
  expect(names.indexOf('First')).toBeLessThan(names.indexOf('Second'));
  const find = (name: string) => stacks.find(({ stackName }) => stackName === name);
  expect(find('Prod-Inner')).toMatchObject({ region: 'us-east-1', displayName: 'Prod/Inner', terminationProtection: true });
  expect(find('Second')).toMatchObject({ region: 'eu-central-1', account: '123456789012', dependsOn: ['First'], tags: {} });
  expect(find('First')).toMatchObject({ tags: { team: 'a' } });
  const key = `cdk-hnb659fds-assets-123456789012-eu-central-1/${asset.assetHash}.txt`;
  expect(readFileSync(find('First')?.assets?.[key] ?? '', 'utf8')).toBe('content');
});

test('what an app without any setting synthesizes can be deployed, and its assets are found', async () => {
  const file = join(directory, 'asset.txt');
  writeFileSync(file, 'content');
  const app = new App({ outdir: join(directory, 'cdk.out') });
  const stack = new Stack(app, 'First');
  const asset = new Asset(stack, 'Asset', { path: file });
  new CfnLayerVersion(stack, 'Reader', { content: { s3Bucket: asset.s3BucketName, s3Key: asset.s3ObjectKey } });
  app.synth();

  const bench = new Workbench();
  bench.account.addResourceTypes({
    typeName: 'AWS::Lambda::LayerVersion',
    properties: ['Content'],
    createOnly: [],
    create: async (context, { Content }) => {
      const { S3Bucket, S3Key } = Content as Record<string, string>;
      return { physicalId: readFileSync(context.assetPath(S3Bucket ?? '', S3Key ?? ''), 'utf8'), attributes: {} };
    },
    update: async (_, physicalId) => ({ physicalId, attributes: {} }),
    delete: async () => undefined,
  });
  for (const wanted of readAssembly(join(directory, 'cdk.out'), DEFAULTS)) {
    const outcome = await bench.account.clock.runUntil(bench.cloudFormation.deployer.deploy(wanted));
    expect(outcome.status).toBe('CREATE_COMPLETE');
  }
  const { output } = await bench.account.call({
    service: 'cloudformation',
    region: 'eu-central-1',
    operation: 'DescribeStackResource',
    input: { StackName: 'First', LogicalResourceId: 'Reader' },
    caller: bench.account.root,
  });
  expect(output).toMatchObject({ StackResourceDetail: { PhysicalResourceId: 'content' } });
});

test('a folder that is no assembly is refused', () => {
  expect(() => readAssembly(directory, DEFAULTS)).toThrow('it has no manifest.json');
});
