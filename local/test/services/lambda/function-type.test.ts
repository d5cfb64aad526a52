import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { TestCloud } from './cloud';
import type { FunctionState } from '../../../src/services/lambda/function-state';

let cloud: TestCloud;
beforeEach(() => { cloud = new TestCloud(); });
afterEach(() => cloud.close());

const SAYS = (text: string) => `let runs = 0; exports.handler = async () => ['${text}', ++runs];`;
const base = async () => ({
  Runtime: 'nodejs22.x', Handler: 'index.handler', Role: await cloud.role('role', 'lambda.amazonaws.com'), Code: { ZipFile: SAYS('inline') },
});
const type = () => {
  const found = cloud.account.resourceTypes.get('AWS::Lambda::Function');
  if (!found) throw new Error('no type');
  return found;
};

test('inline code runs, in the same process again and again, until the function changes', async () => {
  const properties = await base();
  const { physicalId, attributes } = await cloud.create('AWS::Lambda::Function', 'Inline', properties);
  expect(physicalId).toBe('test-Inline-ABCDEFGHIJKL');
  expect(attributes.Arn).toBe('arn:aws:lambda:eu-central-1:123456789012:function:test-Inline-ABCDEFGHIJKL');
  expect((await cloud.invoke(physicalId)).payload).toEqual(['inline', 1]);
  expect((await cloud.invoke(physicalId)).payload).toEqual(['inline', 2]);
  const changed = { ...properties, Code: { ZipFile: SAYS('changed') } };
  await type().update(cloud.context('Inline'), physicalId, changed, properties);
  expect((await cloud.invoke(physicalId)).payload).toEqual(['changed', 1]);
  await type().delete(cloud.context('Inline'), physicalId, changed);
  await expect(cloud.invoke(physicalId)).rejects.toMatchObject({ code: 'ResourceNotFoundException', status: 404 });
});

test('a zip archive is unpacked', async () => {
  writeFileSync(path.join(cloud.folder, 'code.zip'), zip({ 'lib/main.cjs': SAYS('zipped') }));
  const properties = { ...await base(), Handler: 'lib/main.handler', Code: { S3Bucket: 'assets', S3Key: 'code.zip' } };
  const { physicalId } = await cloud.create('AWS::Lambda::Function', 'Zipped', properties);
  expect((await cloud.invoke(physicalId)).payload).toEqual(['zipped', 1]);
});

test('an empty folder is no code', async () => {
  mkdirSync(path.join(cloud.folder, 'empty'));
  const properties = { ...await base(), Code: { S3Bucket: 'assets', S3Key: 'empty' } };
  await expect(cloud.create('AWS::Lambda::Function', 'Empty', properties)).rejects.toThrow('Uploaded file must be a non-empty zip');
});

test('ES modules run, by their extension and by package.json', async () => {
  await cloud.function('ByManifest', { 'index.js': 'export const handler = async () => import.meta.url.slice(-8);', 'package.json': '{"type":"module"}' });
  expect((await cloud.invoke('ByManifest')).payload).toBe('index.js');
});

test('the AWS SDK is on board, for modules too, and nothing else of this machine is', async () => {
  await cloud.function('Modular', {
    'index.mjs': `
    import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
    export const handler = async () => {
      const { Account } = await new STSClient().send(new GetCallerIdentityCommand());
      return [Account, await import('aws-cdk-lib').then(() => 'found', (error) => error.code)];
    };
  `,
  });
  expect((await cloud.invoke('Modular')).payload).toEqual(['123456789012', 'ERR_MODULE_NOT_FOUND']);
});

test('a role that does not exist, or trusts somebody else, is refused in the words of AWS', async () => {
  const properties = await base();
  const message = 'The role defined for the function cannot be assumed by Lambda.';
  await expect(cloud.create('AWS::Lambda::Function', 'A', { ...properties, Role: 'arn:aws:iam::123456789012:role/none' })).rejects.toThrow(message);
  const other = await cloud.role('other', 'states.amazonaws.com');
  await expect(cloud.create('AWS::Lambda::Function', 'A', { ...properties, Role: other })).rejects.toThrow(message);
});

test.each([
  [{ Layers: ['arn:layer'] }, 'the layer arn:layer of another account'],
  [{ VpcConfig: {} }, 'VpcConfig'],
  [{ Runtime: 'ruby3.4' }, "runtime 'ruby3.4'"],
  [{ PackageType: 'Image' }, 'package type Image'],
  [{ SnapStart: { ApplyOn: 'PublishedVersions' } }, 'SnapStart'],
  [{ Code: { ImageUri: 'x' } }, 'Code.ImageUri'],
])('what it cannot do is refused by name: %j', async (properties, name) => {
  await expect(cloud.create('AWS::Lambda::Function', 'A', { ...await base(), ...properties })).rejects.toThrow(name);
});

test.each([
  [{ Timeout: 901 }, 'less than or equal to 900'],
  [{ MemorySize: '64' }, 'greater than or equal to 128'],
  [{ Environment: { Variables: { AWS_REGION: 'x' } } }, 'reserved keys that are currently not supported for modification. Reserved keys used in this request: AWS_REGION'],
])('what Lambda refuses is refused: %j', async (properties, message) => {
  await expect(cloud.create('AWS::Lambda::Function', 'A', { ...await base(), ...properties })).rejects.toThrow(message);
});

test('the state is plain data', async () => {
  await cloud.create('AWS::Lambda::Function', 'Plain', { ...await base(), Tags: [{ Key: 'owner', Value: 'me' }], Timeout: '10' });
  const { functions } = cloud.account.state.lambda as { functions: Record<string, FunctionState> };
  const [stored] = Object.values(functions);
  expect(stored).toMatchObject({ timeout: 10, tags: { owner: 'me' } });
  expect(JSON.parse(JSON.stringify(stored))).toEqual(JSON.parse(JSON.stringify({ ...stored })));
});

/** A zip archive with these files, compressed. */
function zip(files: Record<string, string>): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const data = deflateRawSync(Buffer.from(text));
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(data.length, 18);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    bodies.push(local, Buffer.from(name), data);
    entries.push(entry, Buffer.from(name));
    offset += 30 + name.length + data.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, directory, end]);
}
