import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Alias, Code, Function, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import { output, Sample } from './sample';

let sample: Sample;
beforeEach(() => { sample = new Sample(); });
afterEach(() => sample.close());

test('an alias leads to the version that it names, whatever the function has become', async () => {
  const deploy = (says: string) => sample.deploy((app) => {
    const stack = new Stack(app, 'App');
    const code = `exports.handler = async (event, { invokedFunctionArn, functionVersion }) => ['${says}', functionVersion, invokedFunctionArn.split(':').slice(6).join(':')];`;
    const target = new Function(stack, 'F', { functionName: 'f', runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(code) });
    const alias = new Alias(stack, 'Live', { aliasName: 'live', version: target.currentVersion });
    new CfnOutput(stack, 'Alias', { value: alias.functionArn });
    new CfnOutput(stack, 'Version', { value: target.currentVersion.functionArn });
  });
  const first = await deploy('one');
  expect(output(first, 'Alias')).toBe('arn:aws:lambda:eu-central-1:123456789012:function:f:live');
  expect(await sample.invoke(output(first, 'Alias'))).toEqual(['one', '1', 'f:live']);
  const second = await deploy('two');
  expect(output(second, 'Version')).toMatch(/:f:2$/);
  expect(await sample.invoke('f:live')).toEqual(['two', '2', 'f:live']);
  expect(await sample.invoke('f')).toEqual(['two', '$LATEST', 'f']);
  // CDK removes the version that is not used any more.
  await expect(sample.invoke('f:1')).rejects.toThrow('Function not found: arn:aws:lambda:eu-central-1:123456789012:function:f:1');
  await sample.cloud.destroy('App', 'eu-central-1');
  await expect(sample.invoke('f:live')).rejects.toThrow('Function not found');
});

test('events come to a version, and its retries are configured by the alias', async () => {
  await sample.deploy((app) => {
    const stack = new Stack(app, 'App');
    const target = new Function(stack, 'F', {
      functionName: 'f', runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async () => { throw new Error("no"); };'),
    });
    new Alias(stack, 'Live', { aliasName: 'live', version: target.currentVersion, retryAttempts: 0 });
  });
  await sample.call('lambda', 'Invoke', { FunctionName: 'f', Qualifier: 'live', InvocationType: 'Event', Payload: '{}' });
  await sample.cloud.advance(600_000);
  expect(sample.cloud.lambda.invocations('f')).toMatchObject([{ attempt: 1 }]);
});

test('functions find the modules of their layers, the last layer first', async () => {
  const layer = (name: string, modules: Record<string, string>) => {
    const folder = path.join(sample.folder, name);
    for (const [module, text] of Object.entries(modules)) {
      mkdirSync(path.join(folder, 'nodejs/node_modules', module), { recursive: true });
      writeFileSync(path.join(folder, 'nodejs/node_modules', module, 'index.js'), `module.exports = '${text}';`);
    }
    return Code.fromAsset(folder);
  };
  const one = layer('one', { a: 'a of one', b: 'b of one' });
  const two = layer('two', { b: 'b of two' });
  await sample.deploy((app) => {
    const stack = new Stack(app, 'App');
    const layers = [new LayerVersion(stack, 'One', { code: one }), new LayerVersion(stack, 'Two', { code: two })];
    new Function(stack, 'F', {
      functionName: 'f', runtime: Runtime.NODEJS_22_X, handler: 'index.handler', layers, code: Code.fromInline('exports.handler = async () => [require("a"), require("b")];'),
    });
  });
  expect(await sample.invoke('f')).toEqual(['a of one', 'b of two']);
  expect(await sample.call('lambda', 'GetFunctionConfiguration', { FunctionName: 'f' })).toMatchObject({
    Layers: [{ Arn: expect.stringMatching(/:layer:.+:1$/) }, {}], TracingConfig: { Mode: 'PassThrough' }, EphemeralStorage: { Size: 512 },
  });
});

test('provisioned concurrency and weights are said to be missing here', async () => {
  await expect(sample.deploy((app) => {
    const stack = new Stack(app, 'App');
    const target = new Function(stack, 'F', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = 1;') });
    new Alias(stack, 'Live', { aliasName: 'live', version: target.currentVersion, provisionedConcurrentExecutions: 1 });
  })).rejects.toThrow('The local cloud does not know the property ProvisionedConcurrencyConfig of AWS::Lambda::Alias');
});
