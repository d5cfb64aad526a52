import { Ecr } from '../../../src/services/ecr/ecr';
import { Kms } from '../../../src/services/kms/kms';
import { S3 } from '../../../src/services/s3/s3';
import { SecretsManager } from '../../../src/services/secretsmanager/secrets-manager';
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

const STATEMENT = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };

test.each<[string, unknown]>([
  ['a version that there is not', { Version: '2020-01-01', Statement: [STATEMENT] }],
  ['no statement', { Version: '2012-10-17', Statement: [] }],
  ['an unknown element', { Statement: [{ ...STATEMENT, Ressource: '*' }] }],
  ['a wrong effect', { Statement: [{ ...STATEMENT, Effect: 'allow' }] }],
  ['no principal', { Statement: [{ ...STATEMENT, Principal: undefined }] }],
  ['both action and not action', { Statement: [{ ...STATEMENT, NotAction: '*' }] }],
  ['text that is no JSON', '{'],
])('each service refuses %s in its own words', async (_what, PolicyDocument) => {
  const { stage, one } = await setUp();
  const { physicalId: url } = await stage.create('AWS::SQS::Queue', 'Queue', {});
  await expect(stage.create('AWS::SNS::TopicPolicy', 'Policy', { PolicyDocument, Topics: [one] })).rejects.toThrow('Invalid parameter: Policy Error: null');
  await expect(stage.create('AWS::SQS::QueuePolicy', 'Policy', { PolicyDocument, Queues: [url] })).rejects.toThrow('Invalid value for the parameter Policy.');
  const Policy = typeof PolicyDocument === 'string' ? PolicyDocument : JSON.stringify(PolicyDocument);
  const call = { service: 'sqs', region: 'eu-central-1', operation: 'SetQueueAttributes', input: { QueueUrl: url, Attributes: { Policy } }, caller: stage.account.root };
  await expect(stage.account.call(call)).rejects.toMatchObject({ code: 'InvalidAttributeValue' });
  expect(queueOf(stage.account, url)?.policy).toBeUndefined();
});

test('keys, secrets, repositories and buckets have words of their own', async () => {
  const stage = new Stage();
  new Kms(stage.account);
  new SecretsManager(stage.account);
  new Ecr(stage.account);
  new S3(stage.account, { folder: '/nowhere' });
  const document = { Version: '2020-01-01', Statement: [STATEMENT] };
  await expect(stage.create('AWS::KMS::Key', 'Key', { KeyPolicy: document })).rejects.toMatchObject({ code: 'MalformedPolicyDocumentException' });
  const { physicalId: SecretId } = await stage.create('AWS::SecretsManager::Secret', 'Secret', {});
  await expect(stage.create('AWS::SecretsManager::ResourcePolicy', 'Policy', { SecretId, ResourcePolicy: document }))
    .rejects.toMatchObject({ code: 'MalformedPolicyDocumentException' });
  await expect(stage.create('AWS::ECR::Repository', 'Repository', { RepositoryPolicyText: document })).rejects.toThrow('Invalid repository policy provided');
  const { Resource: _, ...statement } = STATEMENT;
  await stage.create('AWS::ECR::Repository', 'Repository', { RepositoryPolicyText: { Version: '2012-10-17', Statement: [statement] } });
  const { physicalId: Bucket } = await stage.create('AWS::S3::Bucket', 'Bucket', { BucketName: 'things' });
  await expect(stage.create('AWS::S3::BucketPolicy', 'Policy', { Bucket, PolicyDocument: document })).rejects.toThrow('The policy must contain a valid version string');
});

test('a policy that is refused leaves the one before', async () => {
  const { stage, one, put, policies } = await setUp();
  const { physicalId } = await stage.create('AWS::SNS::TopicPolicy', 'Policy', put('a', one));
  await expect(stage.update('AWS::SNS::TopicPolicy', 'Policy', physicalId, { PolicyDocument: { Version: '2020-01-01' }, Topics: [one] }, put('a', one))).rejects.toThrow('Policy Error');
  expect(policies()).toEqual([policy('a'), undefined]);
});
