import { REGION, Stage } from '../scheduler/stage';

let stage: Stage;
let topic: string;
let queue: { url: string; arn: string };

const call = async (service: string, operation: string, input: Record<string, unknown>) =>
  (await stage.account.clock.runUntil(stage.account.call({ service, region: REGION, operation, input, caller: stage.account.root }))).output;

const sns = (operation: string, input: Record<string, unknown>) => call('sns', operation, input);

async function makeQueue(name: string): Promise<{ url: string; arn: string }> {
  const { physicalId, attributes } = await stage.create('AWS::SQS::Queue', name, { QueueName: name });
  const arn = String(attributes.Arn);
  await stage.create('AWS::SQS::QueuePolicy', `${name}Policy`, {
    Queues: [physicalId],
    PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: arn, Condition: { ArnEquals: { 'aws:SourceArn': topic } } }] },
  });
  return { url: physicalId, arn };
}

beforeEach(async () => {
  stage = new Stage();
  topic = (await stage.create('AWS::SNS::Topic', 'News', { TopicName: 'news' })).physicalId;
  queue = await makeQueue('inbox');
});

const arrived = async (arn = queue.arn) => {
  await stage.account.clock.advance(1);
  return stage.sqs.messages(arn);
};

test('a queue gets what is published in an envelope, or raw with the attributes', async () => {
  const raw = await makeQueue('raw');
  await sns('Subscribe', { TopicArn: topic, Protocol: 'sqs', Endpoint: queue.arn });
  await sns('Subscribe', { TopicArn: topic, Protocol: 'sqs', Endpoint: raw.arn, Attributes: { RawMessageDelivery: 'true' } });
  const { MessageId } = await sns('Publish', {
    TopicArn: topic, Subject: 'Hi', Message: 'text', MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } },
  });
  const [enveloped] = await arrived();
  expect(JSON.parse(enveloped?.body ?? '')).toMatchObject({
    Type: 'Notification', MessageId, TopicArn: topic, Subject: 'Hi', Message: 'text', MessageAttributes: { kind: { Type: 'String', Value: 'x' } },
  });
  expect(await arrived(raw.arn)).toMatchObject([{ body: 'text', attributes: { kind: 'x' } }]);
});

test('filter policies choose, and can be changed', async () => {
  const { SubscriptionArn } = await sns('Subscribe', { TopicArn: topic, Protocol: 'sqs', Endpoint: queue.arn, Attributes: { FilterPolicy: '{"kind":["x"]}' } });
  const publish = (kind: string) => sns('Publish', { TopicArn: topic, Message: kind, MessageAttributes: { kind: { DataType: 'String', StringValue: kind } } });
  await publish('x');
  await publish('y');
  await sns('SetSubscriptionAttributes', { SubscriptionArn, AttributeName: 'FilterPolicy', AttributeValue: '{}' });
  await publish('z');
  expect((await arrived()).map(({ body }) => (JSON.parse(body) as { Message: string }).Message)).toEqual(['x', 'z']);
  await sns('Unsubscribe', { SubscriptionArn });
  await publish('x');
  expect(await arrived()).toHaveLength(2);
});

test('each protocol may have its own text', async () => {
  await sns('Subscribe', { TopicArn: topic, Protocol: 'sqs', Endpoint: queue.arn });
  await sns('Publish', { TopicArn: topic, MessageStructure: 'json', Message: '{"default":"d","sqs":"q"}' });
  expect(JSON.parse((await arrived())[0]?.body ?? '')).toMatchObject({ Message: 'q' });
  expect(stage.sns.messages(topic)).toEqual(['d']);
  await expect(sns('Publish', { TopicArn: topic, MessageStructure: 'json', Message: '{}' })).rejects.toThrow('No default entry in JSON message body');
});

test('what cannot be delivered goes to the dead-letter queue, and is a failure without one', async () => {
  const closed = await stage.create('AWS::SQS::Queue', 'Closed', { QueueName: 'closed' });
  const subscription = { TopicArn: topic, Protocol: 'sqs', Endpoint: String(closed.attributes.Arn) };
  const { SubscriptionArn } = await sns('Subscribe', subscription);
  await sns('Publish', { TopicArn: topic, Message: 'one' });
  expect(await arrived(subscription.Endpoint)).toEqual([]);
  expect(stage.sns.deliveries.failures.since(0)).toMatchObject([{ what: SubscriptionArn, error: { code: 'AccessDeniedException' } }]);
  await sns('SetSubscriptionAttributes', { SubscriptionArn, AttributeName: 'RedrivePolicy', AttributeValue: JSON.stringify({ deadLetterTargetArn: queue.arn }) });
  await sns('Publish', { TopicArn: topic, Message: 'two' });
  expect(JSON.parse((await arrived())[0]?.body ?? '')).toMatchObject({ Message: 'two' });
  expect(stage.sns.deliveries.failures.since(0)).toHaveLength(1);
});

test('mail comes once its reader has confirmed', async () => {
  expect(await sns('Subscribe', { TopicArn: topic, Protocol: 'email', Endpoint: 'ops@example.com' })).toEqual({ SubscriptionArn: 'pending confirmation' });
  await sns('Publish', { TopicArn: topic, Message: 'early' });
  await stage.account.clock.advance(1);
  const [mail] = stage.sns.mails();
  await expect(sns('ConfirmSubscription', { TopicArn: topic, Token: 'guess' })).rejects.toThrow('Token');
  await sns('ConfirmSubscription', { TopicArn: topic, Token: /--token (\S+)/.exec(mail?.text ?? '')?.[1] });
  await sns('Publish', { TopicArn: topic, Message: 'late', Subject: 'News' });
  await stage.account.clock.advance(1);
  expect(stage.sns.mails()).toMatchObject([{ subject: 'AWS Notification - Subscription Confirmation' }, { to: 'ops@example.com', subject: 'News', text: 'late' }]);
});

test('CloudFormation subscribes with the topic or by itself', async () => {
  const other = await makeQueue('other');
  const made = await stage.create('AWS::SNS::Topic', 'Inline', { TopicName: 'inline', KmsMasterKeyId: 'alias/aws/sns', Subscription: [{ Protocol: 'sqs', Endpoint: queue.arn }] });
  const endpoints = async () => ((await sns('ListSubscriptionsByTopic', { TopicArn: made.physicalId })).Subscriptions as Array<{ Endpoint: string }>).map(({ Endpoint }) => Endpoint);
  expect(await endpoints()).toEqual([queue.arn]);
  await stage.update('AWS::SNS::Topic', 'Inline', made.physicalId, { Subscription: [{ Protocol: 'sqs', Endpoint: other.arn }] }, { Subscription: [{ Protocol: 'sqs', Endpoint: queue.arn }] });
  expect(await endpoints()).toEqual([other.arn]);
  const own = await stage.create('AWS::SNS::Subscription', 'Own', { TopicArn: made.physicalId, Protocol: 'sqs', Endpoint: queue.arn, FilterPolicy: { a: ['b'] } });
  expect((await sns('GetSubscriptionAttributes', { SubscriptionArn: own.physicalId })).Attributes).toMatchObject({ FilterPolicy: '{"a":["b"]}', PendingConfirmation: 'false' });
  await sns('DeleteTopic', { TopicArn: made.physicalId });
  expect((await sns('ListSubscriptions', {})).Subscriptions).toEqual([]);
});

test.each([
  ['CreateTopic', { Name: '/aws/foo' }, 'Invalid parameter: Topic Name'],
  ['CreateTopic', { Name: 'a.fifo' }, 'The local cloud does not know the FIFO topic'],
  ['Subscribe', { Protocol: 'pigeon', Endpoint: 'x' }, 'Invalid parameter: Invalid protocol type: pigeon'],
  ['Subscribe', { Protocol: 'sqs', Endpoint: 'x' }, 'Invalid parameter: SQS endpoint ARN'],
  ['Subscribe', { Protocol: 'https', Endpoint: 'https://example.com' }, "does not know subscriptions by the protocol 'https'"],
  ['Publish', { Message: '' }, 'Invalid parameter: Empty message'],
  ['Unsubscribe', { SubscriptionArn: 'x' }, 'Subscription does not exist'],
])('%s with %j is refused', async (operation, input, message) => {
  await expect(sns(operation, { TopicArn: topic, ...input })).rejects.toThrow(message);
});
