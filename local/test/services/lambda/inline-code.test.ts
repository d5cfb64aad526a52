import { TestCloud } from './cloud';

const URL_OF_ANSWER = 'https://cloudformation-custom-resource-response-eucentral1.s3.eu-central-1.amazonaws.com/answer?X-Amz-Signature=0';
const REQUEST = { RequestType: 'Create', ResponseURL: URL_OF_ANSWER, StackId: 'stack', RequestId: 'r1', LogicalResourceId: 'Thing' };

let cloud: TestCloud;
beforeEach(() => { cloud = new TestCloud(); });
afterEach(async () => {
  await cloud.close();
  cloud.account.defects.assertNone();
});

async function inline(name: string, code: string, runtime = 'nodejs22.x'): Promise<void> {
  const role = await cloud.role(`${name}-role`, 'lambda.amazonaws.com');
  await cloud.create('AWS::Lambda::Function', name, {
    FunctionName: name, Runtime: runtime, Handler: 'index.handler', Role: role, Code: { ZipFile: code },
  });
}

async function answers(): Promise<unknown[]> {
  await cloud.account.clock.advance(60_000);
  return cloud.puts.map(({ body }) => JSON.parse(body) as unknown);
}

describe('cfn-response', () => {
  test.each(['nodejs20.x', 'nodejs22.x', 'nodejs24.x'])('answers for a handler without a promise (%s)', async (runtime) => {
    await inline('Old', `const response = require('cfn-response');
      exports.handler = (event, context) => { response.send(event, context, response.SUCCESS, { Size: 3 }, 'thing-1'); };`, runtime);
    await cloud.send('Old', REQUEST);
    expect(await answers()).toEqual([{
      Status: 'SUCCESS',
      Reason: expect.stringMatching(/^See the details in CloudWatch Log Stream: .+/) as string,
      PhysicalResourceId: 'thing-1',
      StackId: 'stack',
      RequestId: 'r1',
      LogicalResourceId: 'Thing',
      NoEcho: false,
      Data: { Size: 3 },
    }]);
    expect(cloud.lambda.invocations('Old')).toEqual([expect.not.objectContaining({ error: expect.anything() as unknown })]);
  });

  test('answers for a handler that awaits it, and takes the log stream for the physical id', async () => {
    await inline('New', `import response from 'cfn-response';
      export const handler = async (event, context) => { await response.send(event, context, response.FAILED); };`);
    await cloud.send('New', REQUEST);
    const [answer] = await answers() as Array<{ Status: string; Reason: string; PhysicalResourceId: string }>;
    expect(answer).toMatchObject({ Status: 'FAILED' });
    expect(answer?.Reason).toBe(`See the details in CloudWatch Log Stream: ${answer?.PhysicalResourceId}`);
  });

  test('is there for code in the template only', async () => {
    await cloud.function('Asset', "require('cfn-response'); exports.handler = async () => 1;");
    expect(await cloud.invoke('Asset')).toMatchObject({ error: 'Unhandled', payload: { errorType: 'Runtime.ImportModuleError' } });
  });
});

test.each([
  ['done', 'context.done(null, 1)', { payload: 1, error: undefined }],
  ['succeed', 'context.succeed(2)', { payload: 2, error: undefined }],
  ['fail', 'context.fail(new Error("no"))', { payload: { errorMessage: 'no' }, error: 'Unhandled' }],
])('context.%s answers, up to nodejs22.x', async (name, call, expected) => {
  await cloud.function(name, `exports.handler = (event, context) => { ${call}; };`);
  expect(await cloud.invoke(name)).toMatchObject(expected);
});
