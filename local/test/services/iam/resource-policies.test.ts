import { snsState } from '../../../src/services/sns/state';
import { queueOf } from '../../../src/services/sqs/state';
import { Stage } from '../scheduler/stage';

const policy = (Sid: string) => ({ Version: '2012-10-17', Statement: [{ Sid, Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] });

async function setUp() {
  const stage = new Stage();
  const [one, two] = await Promise.all(['One', 'Two'].map(async (id) => (await stage.create('AWS::SNS::Topic', id, {})).physicalId));
  const put = (Sid: string, ...Topics: string[]) => ({ PolicyDocument: policy(Sid), Topics });
  const policies = () => [one, two].map((arn) => snsState(stage.account).topics[arn].policy);
  return { stage, one, two, put, policies };
}

test('a policy is put on what it names, and taken from what it names no longer', async () => {
  const { stage, one, two, put, policies } = await setUp();
  const { physicalId } = await stage.create('AWS::SNS::TopicPolicy', 'Policy', put('a', one));
  expect(policies()).toEqual([policy('a'), undefined]);
  await stage.update('AWS::SNS::TopicPolicy', 'Policy', physicalId, put('b', two), put('a', one));
  expect(policies()).toEqual([undefined, policy('b')]);
  await stage.delete('AWS::SNS::TopicPolicy', 'Policy', physicalId, put('b', two));
  expect(policies()).toEqual([undefined, undefined]);
});

test('what is named must exist; its deletion may come first', async () => {
  const { stage, one, put } = await setUp();
  await expect(stage.create('AWS::SNS::TopicPolicy', 'Policy', put('a', 'arn:aws:sns:eu-central-1:123456789012:nobody'))).rejects.toThrow('Topic does not exist');
  await expect(stage.create('AWS::SQS::QueuePolicy', 'Policy', { PolicyDocument: policy('a'), Queues: ['https://sqs/nobody'] })).rejects.toThrow('queue does not exist');
  await stage.delete('AWS::SNS::Topic', 'One', one, {});
  await expect(stage.delete('AWS::SNS::TopicPolicy', 'Policy', 'x', put('a', one))).resolves.toBeUndefined();
});

test('a queue is named by its URL', async () => {
  const { stage } = await setUp();
  const { physicalId: url } = await stage.create('AWS::SQS::Queue', 'Queue', {});
  await stage.create('AWS::SQS::QueuePolicy', 'Policy', { PolicyDocument: policy('a'), Queues: [url] });
  expect(queueOf(stage.account, url)?.policy).toEqual(policy('a'));
});
