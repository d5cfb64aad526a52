import { CfnOutput, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { CfnQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { CfnParameter as SsmParameter } from 'aws-cdk-lib/aws-ssm';
import { output, Sample } from './sample';

let sample: Sample;
beforeEach(() => {
  sample = new Sample();
  // CDK warns of what is broken on purpose.
  jest.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => sample.close());

const stacks = async () => ((await sample.call('cloudformation', 'DescribeStacks', {})).Stacks as Array<{ StackName: string; StackStatus: string }>)
  .map(({ StackName, StackStatus }) => `${StackName.replace(/-[^-]{12}$/, '')} ${StackStatus}`).sort();

const queues = async () => ((await sample.call('sqs', 'ListQueues', {})).QueueUrls ?? []) as string[];

describe('a stack in a stack', () => {
  /** The child gets something of its parent and gives something to it. */
  const deploy = (delay: number, options: { readonly broken?: 'child' | 'parent' } = {}) => sample.deploy((app) => {
    const parent = new Stack(app, 'Parent');
    const topic = new Topic(parent, 'Topic');
    const child = new NestedStack(parent, 'Child', { description: `delay ${delay}` });
    const queue = new CfnQueue(child, 'Queue', { queueName: 'inner', delaySeconds: delay, tags: [{ key: 'topic', value: topic.topicArn }] });
    if (options.broken === 'child') new CfnQueue(child, 'Broken', { delaySeconds: 9999 }).addResourceDependency(queue);
    const outer = new CfnQueue(parent, 'Outer', { queueName: 'outer', tags: [{ key: 'inner', value: queue.attrArn }], delaySeconds: options.broken === 'parent' ? 9999 : delay });
    new CfnOutput(parent, 'Inner', { value: queue.attrArn });
    new CfnOutput(parent, 'OuterName', { value: outer.attrQueueName });
  });
  const delay = async () => {
    const { QueueUrl } = await sample.call('sqs', 'GetQueueUrl', { QueueName: 'inner' });
    return ((await sample.call('sqs', 'GetQueueAttributes', { QueueUrl, AttributeNames: ['DelaySeconds'] })).Attributes as Record<string, string>).DelaySeconds;
  };

  test('is created, updated and deleted with its parent, and gives it its outputs', async () => {
    const made = await deploy(1);
    expect([made.status, sample.failures()]).toEqual(['CREATE_COMPLETE', []]);
    expect(output(made, 'Inner')).toBe('arn:aws:sqs:eu-central-1:123456789012:inner');
    expect(await stacks()).toEqual(['Parent CREATE_COMPLETE', expect.stringMatching(/^Parent-ChildNestedStack\w+ CREATE_COMPLETE$/)]);
    expect((await deploy(1)).result).toBe('unchanged');
    expect((await deploy(2)).status).toBe('UPDATE_COMPLETE');
    expect(await delay()).toBe('2');
    await sample.cloud.destroy('Parent', 'eu-central-1');
    expect([await stacks(), await queues()]).toEqual([[], []]);
  });

  test('takes its parent back when it fails', async () => {
    const outcome = await deploy(1, { broken: 'child' });
    expect(outcome.status).toBe('ROLLBACK_COMPLETE');
    expect(outcome.reason).toMatch(/Embedded stack arn:aws:cloudformation:\S+ was not successfully created: Broken \(AWS::SQS::Queue\): Invalid value for the parameter DelaySeconds/);
    expect([await stacks(), await queues()]).toEqual([['Parent ROLLBACK_COMPLETE'], []]);
    await deploy(1);
    expect((await deploy(2, { broken: 'child' })).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await delay()).toBe('1');
  });

  test('is taken back when its parent fails after it', async () => {
    await deploy(1);
    expect((await deploy(2, { broken: 'parent' })).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await delay()).toBe('1');
    expect((await stacks())[0]).toBe('Parent UPDATE_ROLLBACK_COMPLETE');
  });
});

test('stages, and stacks that use each other, are deployed in order', async () => {
  const last = await sample.deploy((app) => {
    const stage = new Stage(app, 'Prod');
    const user = new Stack(stage, 'User');
    const owner = new Stack(stage, 'Owner');
    const queue = new Queue(owner, 'Queue', { queueName: 'shared' });
    new SsmParameter(user, 'Value', { type: 'String', value: queue.queueArn, name: 'shared-queue' });
    new CfnOutput(user, 'Arn', { value: queue.queueArn });
  });
  expect(output(last, 'Arn')).toBe('arn:aws:sqs:eu-central-1:123456789012:shared');
  expect(await stacks()).toEqual(['Prod-Owner CREATE_COMPLETE', 'Prod-User CREATE_COMPLETE']);
  await expect(sample.cloud.destroy('Prod-Owner', 'eu-central-1')).rejects.toThrow('as it is in use by Prod-User');
});
