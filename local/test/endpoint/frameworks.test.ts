import { cpSync } from 'node:fs';
import path from 'node:path';
import { TestCloud } from '../services/lambda/cloud';

const CDK = path.dirname(require.resolve('aws-cdk-lib/package.json'));
const FRAMEWORK = path.join(CDK, 'custom-resources/lib/provider-framework/runtime');
const AWS_CUSTOM_RESOURCE = path.join(CDK, 'custom-resource-handlers/dist/custom-resources/aws-custom-resource-handler');

const URL_OF_ANSWER = 'https://cloudformation-custom-resource-response-eucentral1.s3.eu-central-1.amazonaws.com/answer?X-Amz-Signature=0';
const REQUEST = {
  RequestType: 'Create',
  ResponseURL: URL_OF_ANSWER,
  StackId: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/s/1',
  RequestId: 'r1',
  LogicalResourceId: 'Thing',
  ResourceType: 'Custom::Thing',
};

let cloud: TestCloud;
beforeEach(() => { cloud = new TestCloud(); });
afterEach(async () => {
  await cloud.close();
  cloud.account.defects.assertNone();
});

/** Functions of other libraries run unchanged: here AWS's own. */
test('the provider framework of aws-cdk-lib calls the function of the user, and answers', async () => {
  const user = await cloud.function('User', 'exports.handler = async (event) => ({ PhysicalResourceId: "thing-1", Data: { Of: event.ResourceProperties.Name } });');
  cpSync(FRAMEWORK, path.join(cloud.folder, 'framework'), { recursive: true });
  await cloud.create('AWS::Lambda::Function', 'Framework', {
    FunctionName: 'Framework',
    Runtime: 'nodejs22.x',
    Handler: 'framework.onEvent',
    Timeout: 900,
    Role: await cloud.role('framework', 'lambda.amazonaws.com', [{ Effect: 'Allow', Action: 'lambda:*', Resource: user }]),
    Code: { S3Bucket: 'assets', S3Key: 'framework' },
    Environment: { Variables: { USER_ON_EVENT_FUNCTION_ARN: user } },
  });
  await cloud.send('Framework', { ...REQUEST, ResourceProperties: { ServiceToken: 'x', Name: 'n' } });
  await cloud.account.clock.advance(60_000);
  expect(cloud.lambda.invocations('Framework')).toMatchObject([{ attempt: 1 }]);
  expect(cloud.puts.map(({ body }) => JSON.parse(body) as object)).toMatchObject([{
    Status: 'SUCCESS', PhysicalResourceId: 'thing-1', RequestId: 'r1', Data: { Of: 'n' },
  }]);
});

test('AwsCustomResource calls AWS, with the SDK that is on board, and answers', async () => {
  cpSync(AWS_CUSTOM_RESOURCE, path.join(cloud.folder, 'aws'), { recursive: true });
  await cloud.create('AWS::Lambda::Function', 'Aws', {
    FunctionName: 'Aws',
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Timeout: 120,
    Role: await cloud.role('aws', 'lambda.amazonaws.com', [{ Effect: 'Allow', Action: 'sts:*', Resource: '*' }]),
    Code: { S3Bucket: 'assets', S3Key: 'aws' },
  });
  const call = { service: 'STS', action: 'getCallerIdentity', physicalResourceId: { id: 'me' } };
  await cloud.send('Aws', { ...REQUEST, ResourceProperties: { ServiceToken: 'x', Create: JSON.stringify(call), InstallLatestAwsSdk: 'false' } });
  await cloud.account.clock.advance(60_000);
  expect(cloud.puts.map(({ body }) => JSON.parse(body) as object)).toMatchObject([{
    Status: 'SUCCESS', PhysicalResourceId: 'me', Data: { Account: '123456789012', Arn: 'arn:aws:sts::123456789012:assumed-role/aws/Aws' },
  }]);
});
