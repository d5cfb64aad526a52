import { DescribeStacksCommand, CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { GetFunctionCommand, InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { GetRegionsCommand, LightsailClient } from '@aws-sdk/client-lightsail';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { ApiCall, Service } from '../../src/core/service';
import { ServiceError } from '../../src/core/service';
import { CLIENT, TestCloud } from '../services/lambda/cloud';

let cloud: TestCloud;
let options: typeof CLIENT & { endpoint: string; maxAttempts: number };
const calls: ApiCall[] = [];

beforeEach(async () => {
  cloud = new TestCloud();
  calls.length = 0;
  await cloud.endpoint.listen();
  options = { ...CLIENT, endpoint: cloud.endpoint.url, maxAttempts: 1 };
});
afterEach(() => cloud.close());

/** Puts a service into the account that answers what it is told to. */
function serve(name: string, answer: () => Record<string, unknown>): void {
  const service: Service = {
    name,
    authorization: () => [],
    handle: async (call) => {
      calls.push(call);
      return answer();
    },
  };
  cloud.account.add(service);
}

test('STS knows the account', async () => {
  expect(await new STSClient(options).send(new GetCallerIdentityCommand())).toMatchObject({
    Account: '123456789012', Arn: 'arn:aws:iam::123456789012:root', $metadata: { httpStatusCode: 200, requestId: expect.any(String) },
  });
});

test('a key that nobody has is refused in each protocol', async () => {
  const stranger = { ...options, credentials: { accessKeyId: 'AKIASTRANGER00000000', secretAccessKey: 'x' } };
  await expect(new STSClient(stranger).send(new GetCallerIdentityCommand())).rejects.toMatchObject({
    name: 'InvalidClientTokenId', $metadata: { httpStatusCode: 403 },
  });
  await expect(new LightsailClient(stranger).send(new GetRegionsCommand())).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  await expect(new LambdaClient(stranger).send(new GetFunctionCommand({ FunctionName: 'f' }))).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
});

test('a request without a signature is refused', async () => {
  const answer = await fetch(cloud.endpoint.url, { method: 'POST', headers: { 'x-amz-target': 'Lightsail_20161128.GetRegions' }, body: '{}' });
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({ __type: 'MissingAuthenticationToken' });
});

test('JSON: dates are seconds, errors have their type, status and members', async () => {
  const at = new Date(1_900_000_000_250);
  serve('lightsail', () => ({ regions: [{ name: 'eu-central-1', createdAt: at }] }));
  const raw = await fetch(cloud.endpoint.url, {
    method: 'POST',
    headers: {
      'x-amz-target': 'Lightsail_20161128.GetRegions',
      'authorization': 'AWS4-HMAC-SHA256 Credential=AKIALOCALROOT0000000/20300101/eu-west-1/lightsail/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: '{"includeAvailabilityZones":true}',
  });
  expect(await raw.json()).toEqual({ regions: [{ name: 'eu-central-1', createdAt: 1_900_000_000.25 }] });
  expect(calls).toMatchObject([{ service: 'lightsail', region: 'eu-west-1', operation: 'GetRegions', input: { includeAvailabilityZones: true } }]);

  serve('lightsail', () => { throw new ServiceError('NotFoundException', 'No such thing', 404, { tip: 'Look elsewhere' }); });
  await expect(new LightsailClient(options).send(new GetRegionsCommand())).rejects.toMatchObject({
    name: 'NotFoundException', message: 'No such thing', tip: 'Look elsewhere', $metadata: { httpStatusCode: 404 },
  });
});

test('Query: lists, dates and errors', async () => {
  serve('cloudformation', () => ({
    Stacks: [{
      StackName: 'one & only',
      CreationTime: new Date(1_900_000_000_000),
      StackStatus: 'CREATE_COMPLETE',
      DisableRollback: false,
      Outputs: [{ OutputKey: 'A', OutputValue: '<1>' }],
      Tags: [],
    }],
  }));
  const client = new CloudFormationClient(options);
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'one & only' }));
  expect(Stacks).toEqual([{
    StackName: 'one & only',
    CreationTime: new Date(1_900_000_000_000),
    StackStatus: 'CREATE_COMPLETE',
    DisableRollback: false,
    Outputs: [{ OutputKey: 'A', OutputValue: '<1>' }],
    Tags: [],
  }]);
  expect(calls[0]?.input).toEqual({ StackName: 'one & only' });
  serve('cloudformation', () => { throw new ServiceError('ValidationError', 'Stack with id x does not exist', 400); });
  await expect(client.send(new DescribeStacksCommand({}))).rejects.toMatchObject({ name: 'ValidationError', message: 'Stack with id x does not exist' });
});

test('Lambda is invoked over HTTP, and time passes for the caller', async () => {
  await cloud.function('Sleeper', "exports.handler = async (event) => { console.log('hello'); await new Promise((r) => setTimeout(r, 2000)); return event; };");
  const client = new LambdaClient(options);
  const start = cloud.account.clock.now();
  const answer = await client.send(new InvokeCommand({ FunctionName: 'Sleeper', Payload: '{"a":1}', LogType: 'Tail' }));
  expect(Buffer.from(answer.Payload ?? []).toString()).toBe('{"a":1}');
  expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
  expect(Buffer.from(answer.LogResult ?? '', 'base64').toString()).toContain('hello');
  expect(cloud.account.clock.now()).toBe(start + 2000);
  const event = await client.send(new InvokeCommand({ FunctionName: 'Sleeper', InvocationType: 'Event' }));
  expect(event.StatusCode).toBe(202);
  expect((await client.send(new GetFunctionCommand({ FunctionName: 'Sleeper' }))).Configuration).toMatchObject({ State: 'Active', Timeout: 3 });
  await expect(client.send(new InvokeCommand({ FunctionName: 'none' }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('functions come in pages', async () => {
  for (const name of ['C', 'A', 'B']) await cloud.function(name, 'exports.handler = async () => 1;');
  const client = new LambdaClient(options);
  const names = (page: { Functions?: Array<{ FunctionName?: string }> }) => page.Functions?.map(({ FunctionName }) => FunctionName);
  const first = await client.send(new ListFunctionsCommand({ MaxItems: 2 }));
  expect(names(first)).toEqual(['A', 'B']);
  const second = await client.send(new ListFunctionsCommand({ MaxItems: 2, Marker: first.NextMarker }));
  expect(names(second)).toEqual(['C']);
  expect(second.NextMarker).toBeUndefined();
  await expect(client.send(new ListFunctionsCommand({ MaxItems: 0 }))).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
});

test('the URL of a queue leads a caller from outside to the endpoint: SDKs send to it, and not to AWS_ENDPOINT_URL', async () => {
  const OutputValue = 'https://sqs.eu-central-1.amazonaws.com/123456789012/jobs';
  serve('cloudformation', () => ({ Stacks: [{ StackName: 'one', Outputs: [{ OutputKey: 'Queue', OutputValue }] }] }));
  const { Stacks } = await new CloudFormationClient(options).send(new DescribeStacksCommand({}));
  expect(Stacks?.[0]?.Outputs?.[0]?.OutputValue).toBe(`${cloud.endpoint.url}/123456789012/jobs`);
  // In the cloud it stays what it is: there the host leads to the endpoint.
  await cloud.function('Reader', `
    const { CloudFormationClient, DescribeStacksCommand } = require('@aws-sdk/client-cloudformation');
    exports.handler = async () => (await new CloudFormationClient().send(new DescribeStacksCommand({}))).Stacks[0].Outputs[0].OutputValue;
  `);
  expect((await cloud.invoke('Reader')).payload).toBe(OutputValue);
});

test('Step Functions answers over HTTP', async () => {
  const client = new SFNClient(options);
  await expect(client.send(new DescribeExecutionCommand({ executionArn: 'arn:aws:states:eu-central-1:123456789012:execution:m:x' })))
    .rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
});

test('a lost answer: the call is carried out, and the connection is cut', async () => {
  serve('lightsail', () => ({ regions: [] }));
  cloud.account.faults.inject({ service: 'lightsail', operation: 'GetRegions', effect: { type: 'lose-answer' }, times: 1 });
  await expect(new LightsailClient(options).send(new GetRegionsCommand())).rejects.toThrow('socket hang up');
  expect(calls).toHaveLength(1);
  expect(await new LightsailClient(options).send(new GetRegionsCommand())).toMatchObject({ regions: [] });
});

test('an error can get lost as any other answer', async () => {
  serve('lightsail', () => { throw new ServiceError('NotFoundException', 'no such thing', 404); });
  cloud.account.faults.inject({ service: 'lightsail', operation: 'GetRegions', effect: { type: 'lose-answer' }, times: 1 });
  const client = new LightsailClient({ ...options, maxAttempts: 1 });
  await expect(client.send(new GetRegionsCommand())).rejects.toThrow('socket hang up');
  await expect(client.send(new GetRegionsCommand())).rejects.toThrow('no such thing');
});

test('what the local cloud does not know is an error for the caller, and makes the run void', async () => {
  await expect(new LightsailClient(options).send(new GetRegionsCommand())).rejects.toMatchObject({
    name: 'NotImplemented', $metadata: { httpStatusCode: 501, attempts: 1 },
  });
  expect(() => cloud.account.defects.assertNone()).toThrow("The local cloud does not know the service 'lightsail'");
  await expect(cloud.account.defects.guard(new Promise(() => undefined))).rejects.toThrow('lightsail');
});
