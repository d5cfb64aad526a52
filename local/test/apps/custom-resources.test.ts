import { CfnOutput, CustomResource, Stack } from 'aws-cdk-lib';
import { Code, Function, InlineCode, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, LogRetention, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId, Provider } from 'aws-cdk-lib/custom-resources';
import { Trigger, TriggerFunction } from 'aws-cdk-lib/triggers';
import { output, Sample } from './sample';

let sample: Sample;
beforeEach(() => { sample = new Sample(); });
afterEach(() => sample.close());

const inline = (stack: Stack, id: string, code: string) => new Function(stack, id, {
  functionName: id, runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(code),
});

test('triggers run functions while the stack is deployed', async () => {
  const made = await sample.deploy((app) => {
    const stack = new Stack(app, 'App');
    new Trigger(stack, 'Trigger', { handler: inline(stack, 'plain', 'exports.handler = async () => console.log("plain ran");') });
    new TriggerFunction(stack, 'Own', {
      functionName: 'own', runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: new InlineCode('exports.handler = async () => console.log("own ran");'),
    });
  });
  expect([made.status, sample.failures()]).toEqual(['CREATE_COMPLETE', []]);
  expect(sample.cloud.lambda.logs('plain')).toContain('plain ran');
  expect(sample.cloud.lambda.logs('own')).toContain('own ran');
});

test('a trigger whose function fails fails the stack', async () => {
  const outcome = await sample.deploy((app) => {
    const stack = new Stack(app, 'App');
    new Trigger(stack, 'Trigger', { handler: inline(stack, 'broken', 'exports.handler = async () => { throw new Error("not today"); };') });
  });
  expect(outcome).toMatchObject({ status: 'ROLLBACK_COMPLETE' });
  expect(sample.failures().join()).toContain('not today');
});

test('log retention, calls of AWS, providers and inline custom resources', async () => {
  const made = await sample.deploy((app) => {
    const stack = new Stack(app, 'App');
    new LogRetention(stack, 'Retention', { logGroupName: '/made/elsewhere', retention: RetentionDays.FIVE_DAYS });
    const group = new LogGroup(stack, 'Group', { retention: RetentionDays.ONE_DAY });
    const topic = new Topic(stack, 'Topic');
    new AwsCustomResource(stack, 'Publish', {
      installLatestAwsSdk: false,
      onCreate: { service: 'SNS', action: 'publish', parameters: { TopicArn: topic.topicArn, Message: 'deployed' }, physicalResourceId: PhysicalResourceId.of('message') },
      policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: [topic.topicArn] }),
    });
    const groups = new AwsCustomResource(stack, 'Groups', {
      installLatestAwsSdk: false,
      onUpdate: {
        service: 'cloudwatch-logs', action: 'DescribeLogGroups', parameters: { logGroupNamePrefix: group.logGroupName }, physicalResourceId: PhysicalResourceId.of('groups'),
      },
      policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: AwsCustomResourcePolicy.ANY_RESOURCE }),
    });
    const provider = new Provider(stack, 'Provider', {
      onEventHandler: inline(stack, 'onEvent', 'exports.handler = async () => ({ PhysicalResourceId: "thing", Data: { Size: 7 } });'),
    });
    const provided = new CustomResource(stack, 'Provided', { serviceToken: provider.serviceToken });
    const answering = inline(stack, 'answering', `const response = require('cfn-response');
      exports.handler = (event, context) => response.send(event, context, response.SUCCESS, { Of: event.ResourceProperties.Name }, 'inline');`);
    const answered = new CustomResource(stack, 'Answered', { serviceToken: answering.functionArn, properties: { Name: 'n' } });
    new CfnOutput(stack, 'Days', { value: groups.getResponseField('logGroups.0.retentionInDays') });
    new CfnOutput(stack, 'Size', { value: provided.getAttString('Size') });
    new CfnOutput(stack, 'Of', { value: answered.getAttString('Of') });
    new CfnOutput(stack, 'TopicArn', { value: topic.topicArn });
  });
  expect([made.status, sample.failures()]).toEqual(['CREATE_COMPLETE', []]);
  expect(['Days', 'Size', 'Of'].map((name) => output(made, name))).toEqual(['1', '7', 'n']);
  expect(sample.cloud.sns.messages(output(made, 'TopicArn'))).toEqual(['deployed']);
  expect(await sample.call('logs', 'DescribeLogGroups', { logGroupNamePrefix: '/made' })).toMatchObject({
    logGroups: [{ logGroupName: '/made/elsewhere', retentionInDays: 5 }],
  });
});

test('a function\'s log can be read, by every client that may', async () => {
  await sample.deploy((app) => {
    const stack = new Stack(app, 'App');
    inline(stack, 'talker', 'exports.handler = async (event) => { console.log("got " + event.n); return 1; };');
  });
  await sample.invoke('talker', { n: 1 });
  const { LogResult } = await sample.call('lambda', 'Invoke', { FunctionName: 'talker', LogType: 'Tail', Payload: '{"n":2}' });
  const told = Buffer.from(String(LogResult), 'base64').toString().split('\n');
  expect(told).toEqual([
    expect.stringMatching(/^START RequestId: \S+ Version: \$LATEST$/), 'got 2', expect.stringMatching(/^END RequestId/), expect.stringMatching(/^REPORT RequestId: .*Memory Size: 128 MB\t$/), '',
  ]);
  const { events } = await sample.call('logs', 'FilterLogEvents', { logGroupName: '/aws/lambda/talker', filterPattern: 'got' });
  expect(events).toMatchObject([{ message: 'got 1', logStreamName: expect.stringMatching(/^2030\/01\/01\/\[\$LATEST\]\w+$/) }, { message: 'got 2' }]);
});
