import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TestCloud } from './cloud';
import { SdkFolder } from '../../../src/services/lambda/sdk-folder';

let cloud: TestCloud;
beforeEach(() => { cloud = new TestCloud(); });
afterEach(() => cloud.close());

test('functions find the clients of the services that the local cloud has', async () => {
  const names = ['cloudformation', 'cloudwatch', 'cloudwatch-logs', 'eventbridge', 'kms', 'lambda', 'lightsail', 's3', 'scheduler', 'secrets-manager', 'sfn', 'sns', 'sqs', 'ssm', 'sts'];
  await cloud.function('All', `exports.handler = async () => ${JSON.stringify(names)}.map((name) => typeof require('@aws-sdk/client-' + name));`);
  expect((await cloud.invoke('All')).payload).toEqual(names.map(() => 'object'));
  cloud.account.defects.assertNone();
});

test.each([
  ['require', { 'index.js': "require('@aws-sdk/client-nothing'); exports.handler = async () => 1;" }],
  ['require whose failure is caught', { 'index.js': "exports.handler = async () => { try { require('@aws-sdk/client-nothing'); } catch { return 1; } };" }],
  ['import', { 'index.mjs': "import '@aws-sdk/client-nothing'; export const handler = async () => 1;" }],
  ['import in the handler', { 'index.mjs': "export const handler = async () => import('@aws-sdk/client-nothing');" }],
])('a client that this machine lacks is told as its limit: %s', async (_, files) => {
  await cloud.function('Wanting', files);
  await cloud.invoke('Wanting');
  expect(cloud.account.defects.take().map(({ message }) => message)).toEqual([
    "The local cloud does not know the module '@aws-sdk/client-nothing', which the function 'Wanting' tried. "
    + 'Lambda has it on board, and this machine lacks it: npm install --save-dev @aws-sdk/client-nothing',
  ]);
});

test('a module that Lambda lacks, too, is no limit of the local cloud', async () => {
  await cloud.function('Wrong', "require('left-out'); exports.handler = async () => 1;");
  await cloud.invoke('Wrong');
  cloud.account.defects.assertNone();
});

test('finds packages in folders above, the nearest first, and in later folders only what is missing', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sdk-folder-'));
  const put = (place: string, name: string, value: string) => {
    const target = path.join(folder, place, 'node_modules/@aws-sdk', name);
    mkdirSync(target, { recursive: true });
    writeFileSync(path.join(target, 'package.json'), '{}');
    writeFileSync(path.join(target, 'index.js'), value);
  };
  put('app', 'client-a', 'near');
  put('.', 'client-a', 'far');
  put('.', 'client-b', 'above');
  put('other', 'client-b', 'late');
  put('other', 'client-c', 'other');
  const modules = path.join(folder, 'on-board');
  const sdk = new SdkFolder(modules);
  sdk.provide([path.join(folder, 'app/cdk.out')]);
  sdk.provide([path.join(folder, 'other')]);
  const found = ['a', 'b', 'c'].map((name) => readFileSync(path.join(modules, '@aws-sdk', `client-${name}`, 'index.js'), 'utf8'));
  rmSync(folder, { recursive: true });
  expect(found).toEqual(['near', 'above', 'other']);
});
