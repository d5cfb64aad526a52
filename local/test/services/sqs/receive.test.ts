import { REGION, Stage } from '../scheduler/stage';

interface Received { MessageId: string; Body: string; ReceiptHandle: string; Attributes?: Record<string, string>; MessageAttributes?: object }

let stage: Stage;
beforeEach(() => { stage = new Stage(); });

async function queue(name: string, properties: object = {}): Promise<{ url: string; arn: string }> {
  const { physicalId, attributes } = await stage.create('AWS::SQS::Queue', name, { QueueName: name, ...properties });
  return { url: physicalId, arn: String(attributes.Arn) };
}

const call = async (operation: string, input: Record<string, unknown>) =>
  (await stage.account.clock.runUntil(stage.account.call({ service: 'sqs', region: REGION, operation, input, caller: stage.account.root }))).output;

const receive = async (url: string, input: object = {}) =>
  ((await call('ReceiveMessage', { QueueUrl: url, MaxNumberOfMessages: 10, ...input })).Messages ?? []) as Received[];

const bodies = (messages: Received[]) => messages.map(({ Body }) => Body);

test('a received message is hidden until its time is over, and gone once it is deleted', async () => {
  const { url } = await queue('jobs', { VisibilityTimeout: 40 });
  await call('SendMessage', { QueueUrl: url, MessageBody: 'a', MessageAttributes: { 'kind.of': { DataType: 'String', StringValue: 'x' } } });
  const [first] = await receive(url, { AttributeNames: ['All'], MessageAttributeNames: ['kind.*'] });
  expect(first).toMatchObject({
    Body: 'a',
    MD5OfBody: '0cc175b9c0f1b6a831c399e269772661',
    Attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(stage.account.clock.now()) },
    MessageAttributes: { 'kind.of': { DataType: 'String', StringValue: 'x' } },
  });
  expect(await receive(url)).toEqual([]);
  await stage.account.clock.advance(39_999);
  expect(await receive(url)).toEqual([]);
  await stage.account.clock.advance(1);
  const [second] = await receive(url, { MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
  expect(second).toMatchObject({ MessageId: first?.MessageId, Attributes: { ApproximateReceiveCount: '2' } });
  expect(second?.MessageAttributes).toBeUndefined();
  // The first receipt is not the last one any more.
  await call('DeleteMessage', { QueueUrl: url, ReceiptHandle: first?.ReceiptHandle });
  await call('DeleteMessage', { QueueUrl: url, ReceiptHandle: second?.ReceiptHandle });
  await call('DeleteMessage', { QueueUrl: url, ReceiptHandle: second?.ReceiptHandle });
  await stage.account.clock.advance(60_000);
  expect(await receive(url)).toEqual([]);
});

test('visibility can be changed while a message is under way, and only then', async () => {
  const { url } = await queue('jobs');
  await call('SendMessage', { QueueUrl: url, MessageBody: 'a' });
  const [{ ReceiptHandle }] = await receive(url) as [Received];
  await call('ChangeMessageVisibility', { QueueUrl: url, ReceiptHandle, VisibilityTimeout: 100 });
  await stage.account.clock.advance(99_000);
  expect(await receive(url)).toEqual([]);
  await call('ChangeMessageVisibility', { QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 });
  await expect(call('ChangeMessageVisibility', { QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 })).rejects.toMatchObject({ code: 'MessageNotInflight' });
  expect(await receive(url)).toHaveLength(1);
  await expect(call('DeleteMessage', { QueueUrl: url, ReceiptHandle: 'mine' })).rejects.toMatchObject({ code: 'ReceiptHandleIsInvalid' });
});

test('whoever waits gets a message as soon as it can be received, or nothing at the end', async () => {
  const { url } = await queue('jobs', { DelaySeconds: 5 });
  const { clock } = stage.account;
  const start = clock.now();
  await call('SendMessage', { QueueUrl: url, MessageBody: 'late' });
  clock.at(start + 1000, () => void call('SendMessage', { QueueUrl: url, MessageBody: 'soon', DelaySeconds: 1 }));
  expect(bodies(await receive(url, { WaitTimeSeconds: 20 }))).toEqual(['soon']);
  expect(clock.now() - start).toBe(2000);
  expect(bodies(await receive(url, { WaitTimeSeconds: 20 }))).toEqual(['late']);
  expect(clock.now() - start).toBe(5000);
  expect(await receive(url, { WaitTimeSeconds: 20 })).toEqual([]);
  expect(clock.now() - start).toBe(25_000);
});

test('what is received too often goes to the dead-letter queue', async () => {
  const dead = await queue('dead');
  const { url, arn } = await queue('jobs', { VisibilityTimeout: 0, RedrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 2 } });
  await call('SendMessage', { QueueUrl: url, MessageBody: 'poison' });
  const [first] = await receive(url);
  expect(await receive(url)).toHaveLength(1);
  expect(await receive(url)).toEqual([]);
  expect(await receive(dead.url, { AttributeNames: ['All'] })).toMatchObject([{
    MessageId: first?.MessageId, Body: 'poison', Attributes: { DeadLetterQueueSourceArn: arn, ApproximateReceiveCount: '1' },
  }]);
});

test('messages go after the retention period', async () => {
  const { url } = await queue('jobs', { MessageRetentionPeriod: 60 });
  await call('SendMessage', { QueueUrl: url, MessageBody: 'a' });
  await stage.account.clock.advance(60_001);
  expect(await receive(url)).toEqual([]);
});

test('batches: each entry for itself', async () => {
  const { url } = await queue('jobs', { MaximumMessageSize: 1024 });
  const entries = [{ Id: 'one', MessageBody: 'a' }, { Id: 'two', MessageBody: 'x'.repeat(1025) }];
  expect(await call('SendMessageBatch', { QueueUrl: url, Entries: entries })).toMatchObject({
    Successful: [{ Id: 'one', MD5OfMessageBody: '0cc175b9c0f1b6a831c399e269772661' }],
    Failed: [{ Id: 'two', SenderFault: true, Code: 'InvalidParameterValue' }],
  });
  const [{ ReceiptHandle }] = await receive(url) as [Received];
  expect(await call('ChangeMessageVisibilityBatch', { QueueUrl: url, Entries: [{ Id: 'a', ReceiptHandle, VisibilityTimeout: 50 }] })).toEqual({ Successful: [{ Id: 'a' }], Failed: [] });
  expect(await call('DeleteMessageBatch', { QueueUrl: url, Entries: [{ Id: 'a', ReceiptHandle }, { Id: 'b', ReceiptHandle: '?' }] })).toMatchObject({
    Successful: [{ Id: 'a' }], Failed: [{ Id: 'b', Code: 'ReceiptHandleIsInvalid' }],
  });
  for (const [Entries, code] of [
    [[], 'EmptyBatchRequest'],
    [[{ Id: 'a', MessageBody: 'x' }, { Id: 'a', MessageBody: 'x' }], 'BatchEntryIdsNotDistinct'],
    [Array.from({ length: 11 }, (_, index) => ({ Id: `n${index}`, MessageBody: 'x' })), 'TooManyEntriesInBatchRequest'],
  ] as const) await expect(call('SendMessageBatch', { QueueUrl: url, Entries })).rejects.toMatchObject({ code });
});

test('queues are listed, described, changed and emptied', async () => {
  const { url, arn } = await queue('jobs', { VisibilityTimeout: 7 });
  await queue('other');
  expect(await call('ListQueues', {})).toMatchObject({ QueueUrls: [url, expect.stringMatching(/other$/)] });
  expect(await call('ListQueues', { QueueNamePrefix: 'j' })).toEqual({ QueueUrls: [url] });
  expect(await call('GetQueueUrl', { QueueName: 'jobs' })).toEqual({ QueueUrl: url });
  await expect(call('GetQueueUrl', { QueueName: 'no' })).rejects.toMatchObject({ code: 'QueueDoesNotExist' });
  for (const DelaySeconds of [0, 0, 9]) await call('SendMessage', { QueueUrl: url, MessageBody: 'a', DelaySeconds });
  await receive(url, { MaxNumberOfMessages: 1 });
  await call('SetQueueAttributes', { QueueUrl: url, Attributes: { DelaySeconds: '3' } });
  expect((await call('GetQueueAttributes', { QueueUrl: url, AttributeNames: ['All'] })).Attributes).toMatchObject({
    QueueArn: arn,
    VisibilityTimeout: '7',
    DelaySeconds: '3',
    ApproximateNumberOfMessages: '1',
    ApproximateNumberOfMessagesNotVisible: '1',
    ApproximateNumberOfMessagesDelayed: '1',
  });
  await call('PurgeQueue', { QueueUrl: url });
  expect(stage.sqs.messages(arn)).toEqual([]);
  await expect(call('PurgeQueue', { QueueUrl: url })).rejects.toMatchObject({ code: 'PurgeQueueInProgress' });
  expect(await call('CreateQueue', { QueueName: 'jobs', Attributes: { VisibilityTimeout: '7' } })).toEqual({ QueueUrl: url });
  await expect(call('CreateQueue', { QueueName: 'jobs', Attributes: { VisibilityTimeout: '8' } })).rejects.toMatchObject({ code: 'QueueNameExists' });
  await call('DeleteQueue', { QueueUrl: url });
  await expect(receive(url)).rejects.toMatchObject({ code: 'QueueDoesNotExist' });
});

test.each([
  [{ QueueName: 'a b' }, 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length'],
  [{ QueueName: 'a'.repeat(81) }, 'Can only include'],
  [{ VisibilityTimeout: 99_999_999 }, 'Invalid value for the parameter VisibilityTimeout.'],
  [{ DelaySeconds: 901 }, 'DelaySeconds'],
  [{ MessageRetentionPeriod: 59 }, 'MessageRetentionPeriod'],
  [{ RedrivePolicy: { maxReceiveCount: 1 } }, 'mandatory attribute: deadLetterTargetArn'],
  [{ RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:eu-central-1:123456789012:no', maxReceiveCount: 1 } }, 'Dead letter target does not exist.'],
  [{ RedrivePolicy: { deadLetterTargetArn: 'arn', maxReceiveCount: 0 } }, 'valid values are from 1 to 1000'],
  [{ FifoQueue: true }, 'The local cloud does not know the property FifoQueue'],
])('a queue with %j is refused', async (properties, message) => {
  await expect(queue('jobs', properties)).rejects.toThrow(message);
});
