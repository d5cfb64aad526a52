import { TestCloud } from '../services/lambda/cloud';

let cloud: TestCloud;
beforeEach(() => { cloud = new TestCloud(); });
afterEach(async () => {
  await cloud.close();
  cloud.account.defects.assertNone();
});

const CALLS_STS = `
  const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');
  const client = new STSClient();
  exports.handler = async () => (await client.send(new GetCallerIdentityCommand())).Arn;
`;

test('a function is known by its role and its name', async () => {
  await cloud.function('Who', CALLS_STS);
  expect((await cloud.invoke('Who')).payload).toBe('arn:aws:sts::123456789012:assumed-role/Who-role/Who');
});

test('a function may do only what its role may', async () => {
  await cloud.function('Inner', 'exports.handler = async () => 1;');
  await cloud.function('Outer', `
    const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');
    exports.handler = async () => new LambdaClient().send(new InvokeCommand({ FunctionName: 'Inner' })).then(() => 'done', (error) => error.message);
  `, {}, [{ Effect: 'Allow', Action: 'lambda:GetFunction', Resource: '*' }]);
  expect((await cloud.invoke('Outer')).payload).toBe('User: arn:aws:sts::123456789012:assumed-role/Outer-role/Outer is not authorized to perform: '
    + 'lambda:InvokeFunction on resource: arn:aws:lambda:eu-central-1:123456789012:function:Inner because no identity-based policy allows the lambda:InvokeFunction action');
});

test('a lost answer makes the SDK in a function try again, on virtual time', async () => {
  await cloud.function('Who', CALLS_STS);
  cloud.account.faults.inject({ service: 'sts', effect: { type: 'lose-answer' }, times: 1 });
  expect((await cloud.invoke('Who')).payload).toContain('assumed-role/Who-role/Who');
  expect(cloud.account.calls.filter(({ call }) => call.service === 'sts')).toHaveLength(2);
});

test('a function dies between its call and the answer', async () => {
  await cloud.function('Who', CALLS_STS);
  cloud.account.faults.inject({ service: 'sts', effect: { type: 'crash-caller' }, times: 1 });
  expect((await cloud.invoke('Who')).payload).toMatchObject({ errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('signal: killed') });
  expect(cloud.account.calls.filter(({ call }) => call.service === 'sts')).toHaveLength(1);
  expect((await cloud.invoke('Who')).payload).toContain('assumed-role/Who-role/Who');
});

test('a function dies also before it sees an error', async () => {
  await cloud.function('Caller', `
    const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');
    exports.handler = async () => new LambdaClient().send(new InvokeCommand({ FunctionName: 'Missing' })).then(() => 'done', (error) => error.name);
  `, {}, [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' }]);
  cloud.account.faults.inject({
    service: 'lambda', effect: { type: 'crash-caller' }, when: ({ input }) => input.FunctionName === 'Missing', times: 1,
  });
  expect((await cloud.invoke('Caller')).payload).toMatchObject({ errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('signal: killed') });
  expect((await cloud.invoke('Caller')).payload).toBe('ResourceNotFoundException');
});

test.each([
  ['https.request, as the framework does it', `
    const https = require('https');
    const url = require('url');
    exports.handler = async (event) => {
      const body = JSON.stringify({ Status: 'SUCCESS' });
      const parsed = url.parse(event.url);
      await new Promise((resolve, reject) => {
        const request = https.request({
          hostname: parsed.hostname, path: parsed.path, method: 'PUT',
          headers: { 'content-type': '', 'content-length': Buffer.byteLength(body, 'utf8') },
        }, (response) => { response.resume(); response.on('end', () => response.statusCode === 200 ? resolve() : reject(new Error(response.statusCode))); });
        request.on('error', reject);
        request.write(body);
        request.end();
      });
      return 'sent';
    };
  `],
  ['fetch', `
    exports.handler = async (event) => {
      const response = await fetch(event.url, { method: 'PUT', body: JSON.stringify({ Status: 'SUCCESS' }), headers: { 'content-type': '' } });
      return response.ok ? 'sent' : response.status;
    };
  `],
])('the answer of a custom resource arrives: %s', async (_name, code) => {
  await cloud.function('Custom', code);
  const url = 'https://cloudformation-custom-resource-response-eucentral1.s3.eu-central-1.amazonaws.com/arn%3Aaws%3Astack/1%7CId?X-Amz-Signature=0';
  expect((await cloud.invoke('Custom', { url })).payload).toBe('sent');
  expect(cloud.puts).toEqual([{ url: expect.any(URL), body: '{"Status":"SUCCESS"}' }]);
  expect(cloud.puts[0]?.url.pathname + String(cloud.puts[0]?.url.search)).toBe('/arn%3Aaws%3Astack/1%7CId?X-Amz-Signature=0');
});
