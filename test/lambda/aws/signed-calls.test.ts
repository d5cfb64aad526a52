import { CloudFormationStacks } from '../../../lambda/aws/cloudformation';
import { serviceEndpoint } from '../../../lambda/aws/endpoint';
import { type HttpAnswer, type HttpRequest, NetworkError } from '../../../lambda/aws/http';
import { signedHeaders } from '../../../lambda/aws/signature';
import { SignedClient } from '../../../lambda/aws/signed-client';
import { StackTemplates } from '../../../lambda/aws/stack-templates';
import { StepFunctionsWaiter } from '../../../lambda/aws/step-functions';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

function client(answers: Array<HttpAnswer | Error>, requests: HttpRequest[] = []): SignedClient {
  return new SignedClient({
    endpoint: new URL('https://states.eu-central-1.amazonaws.com/'),
    region: 'eu-central-1',
    service: 'states',
    credentials: async () => ({ ...credentials, sessionToken: 'token' }),
    now: () => Date.UTC(2026, 0, 1),
    send: async (request) => {
      requests.push(request);
      const answer = answers.shift();
      if (!answer) throw new Error('unexpected call');
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
}

// "post-x-www-form-urlencoded" of AWS's test suite for Signature Version 4.
test("the signature is that of AWS's test suite", async () => {
  const headers = await signedHeaders({
    url: new URL('https://example.amazonaws.com/'),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'Param1=value1',
    region: 'us-east-1',
    service: 'service',
  }, credentials, Date.UTC(2015, 7, 30, 12, 36, 0));
  expect(headers.authorization).toBe('AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, '
    + 'SignedHeaders=content-type;host;x-amz-date, Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a');
});

test('endpoints follow the region, its partition, and the variables that the SDKs obey', () => {
  expect(serviceEndpoint('states', 'SFN', 'eu-central-1', {}).href).toBe('https://states.eu-central-1.amazonaws.com/');
  expect(serviceEndpoint('states', 'SFN', 'cn-north-1', {}).href).toBe('https://states.cn-north-1.amazonaws.com.cn/');
  expect(serviceEndpoint('states', 'SFN', 'eu-central-1', { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }).href).toBe('http://127.0.0.1:4566/');
  expect(serviceEndpoint('states', 'SFN', 'x', { AWS_ENDPOINT_URL: 'http://a', AWS_ENDPOINT_URL_SFN: 'http://b' }).href).toBe('http://b/');
});

test('an execution is started with a signed call', async () => {
  const requests: HttpRequest[] = [];
  await new StepFunctionsWaiter(client([{ status: 200, body: '{}' }], requests), 'arn:waiter').start('name', { seconds: 5 });
  expect(JSON.parse(requests[0].body)).toEqual({ stateMachineArn: 'arn:waiter', name: 'name', input: '{"seconds":5}' });
  expect(requests[0].headers).toMatchObject({
    'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AWSStepFunctions.StartExecution', 'x-amz-security-token': 'token',
  });
});

test('an execution that exists is as good as started', async () => {
  const answer = { status: 400, body: '{"__type":"com.amazonaws.swf.service.v2.model#ExecutionAlreadyExists","message":"x"}' };
  await expect(new StepFunctionsWaiter(client([answer]), 'arn:waiter').start('name', {})).resolves.toBeUndefined();
});

test.each([
  ['{"__type":"AccessDeniedException","Message":"no"}', 'AccessDeniedException', 'no'],
  ['<html>bad gateway</html>', 'UnknownError', 'HTTP status 400'],
])('other answers are errors: %s', async (body, name, message) => {
  await expect(new StepFunctionsWaiter(client([{ status: 400, body }]), 'arn:waiter').start('name', {})).rejects.toMatchObject({ name, message });
});

test('a call whose connection broke is made once more', async () => {
  const requests: HttpRequest[] = [];
  await new StepFunctionsWaiter(client([new NetworkError('ECONNRESET', 'x'), { status: 200, body: '{}' }], requests), 'arn').start('n', {});
  expect(requests.length).toBe(2);
});

test("a stack's and a resource's status are read", async () => {
  const stacks = new CloudFormationStacks(client([
    { status: 200, body: '<R><Stacks><member><StackName>a&amp;b</StackName><StackStatus>UPDATE_IN_PROGRESS</StackStatus></member></Stacks></R>' },
    {
      status: 200,
      body: '<R><LastUpdatedTimestamp>2026-01-01T00:00:01.5Z</LastUpdatedTimestamp><PhysicalResourceId>a&amp;b</PhysicalResourceId>'
        + '<ResourceStatus>CREATE_COMPLETE</ResourceStatus></R>',
    },
    { status: 200, body: '<R><ResourceStatus>CREATE_IN_PROGRESS</ResourceStatus></R>' },
  ]));
  expect(await stacks.stack('arn')).toEqual({ status: 'UPDATE_IN_PROGRESS', isNested: false });
  expect(await stacks.resource('arn', 'Release')).toEqual({ status: 'CREATE_COMPLETE', physicalId: 'a&b', changedAt: Date.UTC(2026, 0, 1, 0, 0, 1, 500) });
  expect(await stacks.resource('arn', 'Release')).toEqual({ status: 'CREATE_IN_PROGRESS', physicalId: undefined });
});

test('when the operation of a stack began: its last update, or its creation', async () => {
  const created = '<CreationTime>2026-01-01T00:00:00Z</CreationTime>';
  const stacks = new CloudFormationStacks(client([
    { status: 200, body: `<R><StackStatus>X</StackStatus>${created}</R>` },
    { status: 200, body: `<R><StackStatus>X</StackStatus>${created}<LastUpdatedTime>2026-01-02T00:00:00.25Z</LastUpdatedTime></R>` },
  ]));
  expect((await stacks.stack('arn'))?.operationBegun).toBe(Date.UTC(2026, 0, 1));
  expect((await stacks.stack('arn'))?.operationBegun).toBe(Date.UTC(2026, 0, 2, 0, 0, 0, 250));
});

test.each(['Stack with id x does not exist', "Resource Release doesn't exist for stack x"])('what CloudFormation does not know is undefined: %s', async (text) => {
  const body = `<ErrorResponse><Error><Code>ValidationError</Code><Message>${text.replace("'", '&apos;')}</Message></Error></ErrorResponse>`;
  expect(await new CloudFormationStacks(client([{ status: 400, body }])).resource('x', 'Release')).toBeUndefined();
});

test('other errors of CloudFormation are thrown', async () => {
  const body = '<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>';
  await expect(new CloudFormationStacks(client([{ status: 400, body }])).stack('x')).rejects.toMatchObject({ name: 'Throttling' });
});

describe("a stack's template", () => {
  const logicalIds = (template: string) => new StackTemplates(client([{ status: 200, body: `<R><GetTemplateResult><TemplateBody>${template}</TemplateBody></GetTemplateResult></R>` }]))
    .logicalIds('arn');

  test.each([
    '{"Resources": {"Database": {"Type": "A"}, "Other": {}}}',
    '{&quot;Resources&quot;: {&quot;Database&quot;: {&quot;Type&quot;: &quot;A&quot;}, &#34;Other&#x22;: {}}}',
  ])('gives the ids of its resources: %s', async (template) => {
    expect(await logicalIds(template)).toEqual(['Database', 'Other']);
  });

  test.each(['Resources:\n  Other:\n    Type: A', '', '[]', '{}', 'null', '{"Resources": null}'])('that cannot be read says nothing: %p', async (template) => {
    expect(await logicalIds(template)).toBeUndefined();
  });

  test('of a stack that is not there says nothing', async () => {
    const body = '<ErrorResponse><Error><Code>ValidationError</Code><Message>Stack with id x does not exist</Message></Error></ErrorResponse>';
    expect(await new StackTemplates(client([{ status: 400, body }])).logicalIds('x')).toBeUndefined();
  });

  test('that may not be read is an error', async () => {
    const body = '<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>';
    await expect(new StackTemplates(client([{ status: 403, body }])).logicalIds('x')).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
