import {
  DeleteParameterCommand, DeleteParametersCommand, DescribeParametersCommand, GetParameterCommand, GetParametersByPathCommand, GetParametersCommand,
  PutParameterCommand, SSMClient,
} from '@aws-sdk/client-ssm';
import { Served, START } from '../s3/served';

let served: Served;
let client: SSMClient;
beforeEach(async () => {
  served = new Served();
  await served.listen();
  client = served.keep(new SSMClient(served.config));
});
afterEach(async () => {
  await served.close();
  served.account.defects.assertNone();
});

async function put(...names: string[]): Promise<void> {
  for (const Name of names) await client.send(new PutParameterCommand({ Name, Value: `value of ${Name}`, Type: 'String' }));
}

test('a parameter is put, read, overwritten and deleted', async () => {
  expect(await client.send(new PutParameterCommand({ Name: '/a/b', Value: 'x', Type: 'SecureString' }))).toMatchObject({ Version: 1, Tier: 'Standard' });
  await expect(put('/a/b')).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
  expect(await client.send(new PutParameterCommand({ Name: '/a/b', Value: 'y', Overwrite: true }))).toMatchObject({ Version: 2 });
  expect((await client.send(new GetParameterCommand({ Name: '/a/b', WithDecryption: true }))).Parameter).toEqual({
    Name: '/a/b',
    Type: 'SecureString',
    Value: 'y',
    Version: 2,
    LastModifiedDate: new Date(START),
    ARN: 'arn:aws:ssm:eu-central-1:123456789012:parameter/a/b',
    DataType: 'text',
  });
  expect((await client.send(new GetParameterCommand({ Name: '/a/b:2' }))).Parameter).toMatchObject({ Value: 'y', Selector: ':2' });
  await expect(client.send(new GetParameterCommand({ Name: '/a/b:3' }))).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
  await client.send(new DeleteParameterCommand({ Name: '/a/b' }));
  await expect(client.send(new GetParameterCommand({ Name: '/a/b' }))).rejects.toMatchObject({ name: 'ParameterNotFound' });
});

test('several parameters at once', async () => {
  await put('a', '__proto__');
  const { Parameters, InvalidParameters } = await client.send(new GetParametersCommand({ Names: ['a', '__proto__', 'toString'] }));
  expect(Parameters?.map(({ Value }) => Value)).toEqual(['value of a', 'value of __proto__']);
  expect(InvalidParameters).toEqual(['toString']);
  expect(await client.send(new DeleteParametersCommand({ Names: ['a', 'none'] }))).toMatchObject({ DeletedParameters: ['a'], InvalidParameters: ['none'] });
});

test('parameters of a path, in pages', async () => {
  await put('/a', '/a/1', '/a/2', '/a/x/1', '/ab/1');
  const names = async (Recursive: boolean) => (await client.send(new GetParametersByPathCommand({ Path: '/a', Recursive }))).Parameters?.map(({ Name }) => Name);
  expect(await names(false)).toEqual(['/a/1', '/a/2']);
  expect(await names(true)).toEqual(['/a/1', '/a/2', '/a/x/1']);
  const { NextToken } = await client.send(new GetParametersByPathCommand({ Path: '/a', MaxResults: 1 }));
  expect(await client.send(new GetParametersByPathCommand({ Path: '/a', MaxResults: 1, NextToken }))).toMatchObject({ Parameters: [{ Name: '/a/2' }] });
  expect((await client.send(new DescribeParametersCommand({}))).Parameters?.map(({ Name }) => Name)).toEqual(['/a', '/a/1', '/a/2', '/a/x/1', '/ab/1']);
});

test.each([
  [{ Name: 'a/b' }, 'ValidationException'], [{ Name: '/aws/x' }, 'ValidationException'], [{ Name: 'a b' }, 'ValidationException'],
  [{ Value: 'x'.repeat(4097) }, 'ValidationException'], [{ Tier: 'Advanced' as const }, 'NotImplemented'],
])('refused: %j', async (input, name) => {
  await expect(client.send(new PutParameterCommand({ Name: 'a', Value: 'x', Type: 'String', ...input }))).rejects.toMatchObject({ name });
  served.account.defects.take();
});
