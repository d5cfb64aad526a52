import { REGION, Stage } from '../scheduler/stage';

const RULE = 'AWS::Events::Rule';
const PATTERN = { 'source': ['cdk-lightsail'], 'detail-type': ['Failed'] };

function put(stage: Stage, ...entries: object[]) {
  return stage.account.call({ service: 'events', region: REGION, operation: 'PutEvents', input: { Entries: entries }, caller: stage.account.root });
}

const FAILED = { Source: 'cdk-lightsail', DetailType: 'Failed', Detail: '{"target":"shop-db","reason":"it \\"broke\\""}', Resources: ['arn:aws:x'] };

async function topicFor(stage: Stage) {
  const topic = await stage.create('AWS::SNS::Topic', 'Topic', { TopicName: 'page' });
  await stage.create('AWS::SNS::TopicPolicy', 'TopicPolicy', {
    Topics: [topic.physicalId],
    PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: topic.physicalId }] },
  });
  return topic.physicalId;
}

describe('PutEvents', () => {
  test('brings events to the targets of the rules that they fit', async () => {
    const stage = new Stage();
    const topic = await topicFor(stage);
    await stage.create(RULE, 'Rule', { Name: 'page', EventPattern: PATTERN, Targets: [{ Id: 'T', Arn: topic }] });
    const { output } = await put(stage, FAILED, { ...FAILED, DetailType: 'Succeeded' });
    const taken = { EventId: expect.any(String) as string };
    expect(output).toMatchObject({ FailedEntryCount: 0, Entries: [taken, taken] });
    await stage.advance(1000);
    const messages = stage.sns.messages(topic).map((message) => JSON.parse(message) as unknown);
    expect(messages).toEqual([{
      'version': '0',
      'id': expect.any(String) as string,
      'detail-type': 'Failed',
      'source': 'cdk-lightsail',
      'account': '123456789012',
      'time': '2026-03-01T00:00:00Z',
      'region': REGION,
      'resources': ['arn:aws:x'],
      'detail': { target: 'shop-db', reason: 'it "broke"' },
    }]);
    expect(stage.events.published()).toHaveLength(2);
  });

  test('makes the text that an input transformer asks for', async () => {
    const stage = new Stage();
    const topic = await topicFor(stage);
    const transformers = [
      { InputPathsMap: { db: '$.detail.target', why: '$.detail.reason' }, InputTemplate: '"<db>: <why>"' },
      { InputPathsMap: { detail: '$.detail' }, InputTemplate: '{"was":<detail>}' },
    ];
    await stage.create(RULE, 'Rule', { EventPattern: PATTERN, Targets: transformers.map((InputTransformer, i) => ({ Id: `T${i}`, Arn: topic, InputTransformer })) });
    await put(stage, FAILED);
    await stage.advance(1000);
    const [first, second] = stage.sns.messages(topic).map((message) => JSON.parse(message) as unknown);
    expect(first).toBe('shop-db: it "broke"');
    expect(second).toEqual({ was: { target: 'shop-db', reason: 'it "broke"' } });
  });

  test('brings nothing to a target whose own policy does not allow it, and keeps it in the dead-letter queue', async () => {
    const stage = new Stage();
    const topic = await stage.create('AWS::SNS::Topic', 'Topic', { TopicName: 'page' });
    const queue = await stage.create('AWS::SQS::Queue', 'Queue', { QueueName: 'letters' });
    const ruleArn = `arn:aws:events:${REGION}:123456789012:rule/page`;
    await stage.create('AWS::SQS::QueuePolicy', 'QueuePolicy', {
      Queues: [queue.physicalId],
      PolicyDocument: {
        Statement: [{
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: queue.attributes.Arn,
          Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
        }],
      },
    });
    await stage.create(RULE, 'Rule', {
      Name: 'page', EventPattern: PATTERN, Targets: [{ Id: 'T', Arn: topic.physicalId, DeadLetterConfig: { Arn: queue.attributes.Arn } }],
    });
    await put(stage, FAILED);
    await stage.advance(1000);
    expect(stage.sns.messages(topic.physicalId)).toEqual([]);
    expect(stage.sqs.messages(String(queue.attributes.Arn))).toMatchObject([{ attributes: { ERROR_CODE: 'NO_PERMISSIONS', RULE_ARN: ruleArn } }]);
  });

  test('says which entries it did not take', async () => {
    const stage = new Stage();
    const { output } = await put(stage, { ...FAILED, Detail: 'no json' }, { ...FAILED, Source: undefined }, { ...FAILED, Source: 'aws.ec2' }, FAILED);
    expect(output).toMatchObject({
      FailedEntryCount: 3,
      Entries: [{ ErrorCode: 'MalformedDetail' }, { ErrorCode: 'InvalidArgument' }, { ErrorCode: 'NotAuthorizedForSourceException' }, { EventId: expect.any(String) as string }],
    });
  });

  test('asks IAM for the bus', async () => {
    const stage = new Stage();
    const roleArn = await stage.role('lambda.amazonaws.com', {
      Effect: 'Allow',
      Action: 'events:PutEvents',
      Resource: `arn:aws:events:${REGION}:123456789012:event-bus/default`,
      Condition: { StringEquals: { 'events:source': 'cdk-lightsail' } },
    });
    const caller = { accessKeyId: 'ASIA', arn: 'arn:aws:sts::123456789012:assumed-role/x/y', roleName: roleArn.split('/')[1] };
    const call = (entry: object) => stage.account.call({ service: 'events', region: REGION, operation: 'PutEvents', input: { Entries: [entry] }, caller });
    await expect(call(FAILED)).resolves.toMatchObject({ output: { FailedEntryCount: 0 } });
    await expect(call({ ...FAILED, Source: 'other' })).rejects.toThrow(/not authorized to perform: events:PutEvents on resource: .*event-bus\/default/);
  });
});

describe('a rule', () => {
  test('rests while it is disabled, and after it is deleted', async () => {
    const stage = new Stage();
    const topic = await topicFor(stage);
    const properties = { Name: 'page', EventPattern: PATTERN, Targets: [{ Id: 'T', Arn: topic }] };
    await stage.create(RULE, 'Rule', { ...properties, State: 'DISABLED' });
    await put(stage, FAILED);
    await stage.update(RULE, 'Rule', 'page', properties, properties);
    await put(stage, FAILED);
    await stage.delete(RULE, 'Rule', 'page', properties);
    await put(stage, FAILED);
    await stage.advance(1000);
    expect(stage.sns.messages(topic)).toHaveLength(1);
  });
});
