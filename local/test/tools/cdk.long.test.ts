import { APP, LIBRARY } from './app';
import { Developer } from './tools';

let developer: Developer;
beforeEach(() => {
  developer = new Developer();
  developer.writes({ 'app.js': APP, 'cdk.json': '{"app":"node app.js"}', 'code/index.js': 'exports.handler = async () => "hello";' });
});
afterEach(() => developer.leaves());

const deploy = (...words: string[]) => developer.cdk('deploy', '--require-approval', 'never', ...words);

test('the CDK\'s CLI compares and updates, by change sets and without', async () => {
  await developer.whileServed(async () => {
    await developer.cdk('bootstrap');
    expect(await deploy('--method', 'direct')).toEqual({ code: 0, out: expect.stringContaining('Demo.FunctionName') });
    expect(await deploy()).toEqual({ code: 0, out: expect.stringContaining('Demo (no changes)') });
    // Here CloudFormation itself finds no changes.
    expect(await deploy('--force')).toMatchObject({ code: 0 });
    expect(await deploy('--force', '--method', 'direct')).toMatchObject({ code: 0 });

    const diff = await developer.cdk('diff', '--context', 'setting=two');
    expect(diff.out).toMatch(/\[~\] AWS::SSM::Parameter Setting/);
    expect(diff.out).toMatch(/\[\+\] two/);
    expect(await deploy('--context', 'setting=two')).toEqual({ code: 0, out: expect.stringMatching(/UPDATE_COMPLETE .*Setting/) });
    expect(await deploy('--context', 'setting=three', '--method', 'direct')).toEqual({ code: 0, out: expect.stringContaining('Demo.FunctionName') });
  });
}, 600_000);

test('a deployment past CloudFormation is refused by its name', async () => {
  const { err } = await developer.whileServed(async () => {
    await developer.cdk('bootstrap');
    expect(await deploy()).toMatchObject({ code: 0 });
    developer.writes({ 'code/index.js': 'exports.handler = async () => "changed";' });
    expect(await deploy('--hotswap')).toEqual({ code: 1, out: expect.stringContaining('UpdateFunctionCode') });
  });
  expect(err).toContain('The local cloud does not know the call UpdateFunctionCode of Lambda.');
}, 300_000);

test('what the local cloud does not know fails the deployment, and is shown where it serves', async () => {
  developer.writes({
    'app.js': `
      const { App, Stack } = require(${LIBRARY});
      const stack = new Stack(new App(), 'Demo');
      new (require(${LIBRARY} + '/aws-s3').Bucket)(stack, 'Site', { websiteIndexDocument: 'index.html' });
    `,
    'cdk.json': '{"app":"node app.js"}',
  });
  const { err } = await developer.whileServed(async () => {
    await developer.cdk('bootstrap');
    expect(await deploy()).toEqual({ code: 1, out: expect.stringContaining('does not know the property WebsiteConfiguration of AWS::S3::Bucket') });
  });
  expect(err).toContain('The local cloud does not know the property WebsiteConfiguration of AWS::S3::Bucket');
}, 300_000);
