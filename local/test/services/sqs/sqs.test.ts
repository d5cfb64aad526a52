import { REGION, Stage } from '../scheduler/stage';

const send = async (stage: Stage, input: Record<string, unknown>, region = REGION) =>
  (await stage.account.call({ service: 'sqs', region, operation: 'SendMessage', input, caller: stage.account.root })).output;

async function withQueue(): Promise<{ stage: Stage; url: string; arn: string }> {
  const stage = new Stage();
  const { physicalId, attributes } = await stage.create('AWS::SQS::Queue', 'Jobs', { QueueName: 'jobs' });
  return { stage, url: physicalId, arn: String(attributes.Arn) };
}

test('the answer carries the digests by which clients see that all has arrived', async () => {
  const { stage, url } = await withQueue();
  // The JavaScript client refuses an answer without the first.
  expect(await send(stage, { QueueUrl: url, MessageBody: 'abc' })).toEqual({
    MessageId: expect.any(String), MD5OfMessageBody: '900150983cd24fb0d6963f7d28e17f72',
  });
  expect(await send(stage, {
    QueueUrl: url, MessageBody: 'abc', MessageAttributes: { timestamp: { DataType: 'Number', StringValue: '1493147359900' } },
  })).toMatchObject({ MD5OfMessageAttributes: '235c5c510d26fb653d073faed50ae77c' });
});

test('a queue is found by the path of its URL, in its Region', async () => {
  const { stage, arn } = await withQueue();
  await send(stage, { QueueUrl: 'http://127.0.0.1:4566/123456789012/jobs', MessageBody: 'local' });
  expect(stage.sqs.messages(arn).map(({ body }) => body)).toEqual(['local']);
  await expect(send(stage, { QueueUrl: 'http://127.0.0.1:4566/123456789012/jobs', MessageBody: 'x' }, 'us-east-1')).rejects.toMatchObject({ code: 'QueueDoesNotExist' });
  await expect(send(stage, { QueueUrl: 'jobs', MessageBody: 'x' })).rejects.toMatchObject({ code: 'QueueDoesNotExist' });
});

test.each([
  [{ MessageBody: 'x' }, 'MissingParameter'],
  [{ QueueUrl: 'x' }, 'MissingParameter'],
  [{ QueueUrl: 'x', MessageBody: 7 }, 'SerializationException'],
  [{ QueueUrl: 'x', MessageBody: 'x', MessageAttributes: { a: null } }, 'SerializationException'],
])('%j is refused', async (input, code) => {
  await expect(send(new Stage(), input)).rejects.toMatchObject({ code });
});
