import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, LambdaSubscription, SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { output, Sample } from './sample';

let sample: Sample;
beforeEach(() => { sample = new Sample(); });
afterEach(() => sample.close());

const inline = (stack: Stack, id: string, code: string, timeout = 10) => new Function(stack, id, {
  functionName: id, runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(code), timeout: Duration.seconds(timeout),
});

const lines = (name: string) => sample.cloud.lambda.logs(name).filter((line) => line.startsWith('got'));
const body = (text: string) => ({ MessageBody: text });

test('a queue brings its messages to a function, in batches', async () => {
  const made = await sample.deploy((app) => {
    const stack = new Stack(app, 'Jobs');
    const queue = new Queue(stack, 'Queue');
    inline(stack, 'worker', 'exports.handler = async ({ Records }) => console.log("got", Records.map(({ body, messageAttributes }) => body + (messageAttributes.n?.stringValue ?? "")).join());')
      .addEventSource(new SqsEventSource(queue, { batchSize: 3 }));
    new CfnOutput(stack, 'Url', { value: queue.queueUrl });
    new CfnOutput(stack, 'Arn', { value: queue.queueArn });
  });
  const QueueUrl = output(made, 'Url');
  await sample.call('sqs', 'SendMessageBatch', { QueueUrl, Entries: ['a', 'b', 'c', 'd'].map((text) => ({ Id: text, ...body(text) })) });
  await sample.call('sqs', 'SendMessage', { QueueUrl, ...body('e'), DelaySeconds: 60, MessageAttributes: { n: { DataType: 'Number', StringValue: '5' } } });
  await sample.cloud.advance(59_000);
  expect(lines('worker')).toEqual(['got a,b,c', 'got d']);
  await sample.cloud.advance(2000);
  expect(lines('worker')).toEqual(['got a,b,c', 'got d', 'got e5']);
  expect(sample.cloud.sqs.messages(output(made, 'Arn'))).toEqual([]);
});

test('what fails comes again, and ends in the dead-letter queue', async () => {
  const made = await sample.deploy((app) => {
    const stack = new Stack(app, 'Jobs');
    const dead = new Queue(stack, 'Dead');
    const queue = new Queue(stack, 'Queue', { deadLetterQueue: { queue: dead, maxReceiveCount: 3 }, visibilityTimeout: Duration.seconds(40) });
    inline(stack, 'worker', `exports.handler = async ({ Records }) => {
      for (const { body, attributes } of Records) console.log('got', body, attributes.ApproximateReceiveCount);
      return { batchItemFailures: Records.filter(({ body }) => body === 'poison').map(({ messageId }) => ({ itemIdentifier: messageId })) };
    };`).addEventSource(new SqsEventSource(queue, { reportBatchItemFailures: true }));
    inline(stack, 'thrower', 'exports.handler = async ({ Records }) => { console.log("got", Records[0].body); throw new Error("no"); };')
      .addEventSource(new SqsEventSource(dead));
    new CfnOutput(stack, 'Url', { value: queue.queueUrl });
    new CfnOutput(stack, 'Arn', { value: queue.queueArn });
    new CfnOutput(stack, 'DeadArn', { value: dead.queueArn });
  });
  for (const text of ['good', 'poison']) await sample.call('sqs', 'SendMessage', { QueueUrl: output(made, 'Url'), ...body(text) });
  await sample.cloud.advance(200_000);
  expect(lines('worker')).toEqual(['got good 1', 'got poison 1', 'got poison 2', 'got poison 3']);
  expect(sample.cloud.sqs.messages(output(made, 'Arn'))).toEqual([]);
  expect(sample.cloud.sqs.messages(output(made, 'DeadArn'))).toMatchObject([{ body: 'poison' }]);
  // Its batches fail as a whole: every 30 seconds again.
  expect(lines('thrower').length).toBeGreaterThan(2);
});

test('a batching window gathers messages', async () => {
  const made = await sample.deploy((app) => {
    const stack = new Stack(app, 'Jobs');
    const queue = new Queue(stack, 'Queue');
    inline(stack, 'worker', 'exports.handler = async ({ Records }) => console.log("got", Records.length);')
      .addEventSource(new SqsEventSource(queue, { batchSize: 100, maxBatchingWindow: Duration.seconds(20) }));
    new CfnOutput(stack, 'Url', { value: queue.queueUrl });
  });
  for (let index = 0; index < 12; index++) {
    await sample.call('sqs', 'SendMessage', { QueueUrl: output(made, 'Url'), ...body(String(index)) });
    await sample.cloud.advance(1000);
  }
  expect(lines('worker')).toEqual([]);
  await sample.cloud.advance(10_000);
  expect(lines('worker')).toEqual(['got 12']);
});

test('a queue that shows messages again too early is refused', async () => {
  // CDK warns, too.
  jest.spyOn(console, 'error').mockReturnValue();
  const outcome = await sample.deploy((app) => {
    const stack = new Stack(app, 'Jobs');
    inline(stack, 'worker', 'exports.handler = async () => 1;', 60).addEventSource(new SqsEventSource(new Queue(stack, 'Queue')));
  });
  expect(outcome).toMatchObject({ status: 'ROLLBACK_COMPLETE' });
  expect(sample.failures().join()).toContain('Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds');
});

test('a topic brings what is published to functions, queues and mailboxes', async () => {
  const made = await sample.deploy((app) => {
    const stack = new Stack(app, 'News');
    const topic = new Topic(stack, 'Topic');
    const queue = new Queue(stack, 'Queue');
    topic.addSubscription(new LambdaSubscription(
      inline(stack, 'reader', 'exports.handler = async ({ Records: [{ Sns }] }) => console.log("got", Sns.Message, Sns.Subject, Sns.MessageAttributes.kind.Value);'),
      { filterPolicy: { kind: SubscriptionFilter.stringFilter({ allowlist: ['urgent'] }) } },
    ));
    topic.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true }));
    topic.addSubscription(new EmailSubscription('ops@example.com'));
    new CfnOutput(stack, 'TopicArn', { value: topic.topicArn });
    new CfnOutput(stack, 'QueueArn', { value: queue.queueArn });
  });
  const publish = (kind: string) => sample.call('sns', 'Publish', {
    TopicArn: output(made, 'TopicArn'), Message: `${kind} news`, Subject: 'News', MessageAttributes: { kind: { DataType: 'String', StringValue: kind } },
  });
  await publish('urgent');
  await publish('dull');
  await sample.cloud.advance(10_000);
  expect(lines('reader')).toEqual(['got urgent news News urgent']);
  expect(sample.cloud.sqs.messages(output(made, 'QueueArn')).map((message) => message.body)).toEqual(['urgent news', 'dull news']);
  expect(sample.cloud.sns.mails()).toMatchObject([{ to: 'ops@example.com' }]);
});
