import { Machines, only } from './machines';
import type { AccountState } from '../../../src/core/account';
import { EventBridge } from '../../../src/services/events/event-bridge';
import { Lightsail } from '../../../src/services/lightsail/lightsail';
import { Sns } from '../../../src/services/sns/sns';
import { Sqs } from '../../../src/services/sqs/sqs';
import { REGION, TestCloud } from '../lambda/cloud';

class BigCloud extends TestCloud {
  readonly sqs = new Sqs(this.account);
  readonly sns = new Sns(this.account);
  readonly events = new EventBridge(this.account);
  readonly lightsail = new Lightsail(this.account);
}

let cloud: BigCloud;
let machines: Machines;
beforeEach(() => {
  cloud = new BigCloud();
  machines = new Machines(cloud);
});
afterEach(async () => {
  await cloud.close();
  cloud.account.defects.assertNone();
});

const MAY = (Action: string) => [{ Effect: 'Allow', Action, Resource: '*' }];
const task = (resource: string, Parameters: object, more: object = {}) => ({ Type: 'Task', Resource: `arn:aws:states:::${resource}`, Parameters, ...more });

async function run(definition: object, action: string, input: object = {}) {
  const arn = await machines.start(await machines.create('Machine', definition, MAY(action)), input as never);
  await cloud.account.clock.advance(86_400_000);
  return { arn, described: await machines.describe(arn), events: await machines.history(arn) };
}

describe('any operation of an SDK', () => {
  test('takes and gives members with capitals', async () => {
    const create = task('aws-sdk:lightsail:createInstances', {
      'InstanceNames.$': '$.names', 'AvailabilityZone': `${REGION}a`, 'BlueprintId': 'ubuntu_24_04', 'BundleId': 'nano_3_0', 'Tags': [{ Key: 'team', Value: 'shop' }],
    });
    const look = task('aws-sdk:lightsail:getInstance', { 'InstanceName.$': '$.names[0]' }, { ResultSelector: { 'name.$': '$.Instance.Name', 'tags.$': '$.Instance.Tags' } });
    const { described } = await run({ StartAt: 'C', States: { C: { ...create, ResultPath: null, Next: 'L' }, L: { ...look, End: true } } }, 'lightsail:*', { names: ['web'] });
    expect(described).toMatchObject({ status: 'SUCCEEDED', output: { name: 'web', tags: [{ Key: 'team', Value: 'shop' }] } });
  });

  test('names the errors after the service, and says in the history what it called', async () => {
    const { described, events } = await run(only(task('aws-sdk:lightsail:getInstance', { InstanceName: 'none' })), 'lightsail:*');
    expect(described).toMatchObject({ status: 'FAILED', error: 'Lightsail.NotFoundException', cause: expect.stringContaining('(Service: Lightsail, Status Code: 404)') });
    const what = { resourceType: 'aws-sdk:lightsail', resource: 'getInstance' };
    expect(events.slice(2, -1)).toMatchObject([
      { type: 'TaskScheduled', taskScheduledEventDetails: { ...what, region: REGION, parameters: '{"InstanceName":"none"}' } },
      { type: 'TaskStarted', taskStartedEventDetails: what },
      { type: 'TaskFailed', taskFailedEventDetails: { ...what, error: 'Lightsail.NotFoundException' } },
    ]);
  });

  test.each([
    ['aws-sdk:lightsail:getInstance', 'Lightsail.AccessDeniedException'],
    ['aws-sdk:sqs:sendMessage', 'Sqs.SqsException'],
    ['aws-sdk:sfn:startExecution', 'Sfn.SfnException'],
    ['sqs:sendMessage', 'SQS.AmazonSQSException'],
  ])('%s needs a permission, or it fails with %s', async (resource, error) => {
    const { described } = await run(only(task(resource, { InstanceName: 'x', QueueUrl: 'https://x/123456789012/q', MessageBody: 'x', StateMachineArn: 'x' })), 's3:*');
    expect(described).toMatchObject({ status: 'FAILED', error, cause: expect.stringContaining('is not authorized to perform') });
  });
});

describe('optimized integrations', () => {
  test('send, publish, and put events, whose texts may be objects', async () => {
    const queue = await cloud.create('AWS::SQS::Queue', 'Queue', { QueueName: 'jobs' });
    const topic = await cloud.create('AWS::SNS::Topic', 'Topic', { TopicName: 'news' });
    const { described, arn } = await run(only({
      Type: 'Parallel',
      Branches: [
        { StartAt: 'A', States: { A: { ...task('sqs:sendMessage', { 'QueueUrl': queue.physicalId, 'MessageBody.$': '$' }), End: true } } },
        { StartAt: 'B', States: { B: { ...task('sns:publish', { TopicArn: topic.physicalId, Message: 'plain' }), End: true } } },
        { StartAt: 'C', States: { C: { ...task('events:putEvents', { Entries: [{ 'Source': 'shop', 'DetailType': 'Sold', 'Detail.$': '$' }] }), End: true } } },
      ],
    }), '*', { a: 1 });
    expect(described).toMatchObject({ status: 'SUCCEEDED', output: [{ MessageId: expect.any(String) }, { MessageId: expect.any(String) }, { FailedEntryCount: 0 }] });
    expect(cloud.sqs.messages(String(queue.attributes.Arn)).map(({ body }) => body)).toEqual(['{"a":1}']);
    expect(cloud.sns.messages(topic.physicalId)).toEqual(['plain']);
    expect(cloud.events.published()).toMatchObject([{ source: 'shop', detail: { a: 1 }, resources: [arn] }]);
  });

  test('an event that is refused is an error', async () => {
    const { described } = await run(only(task('events:putEvents', { Entries: [{ Source: 'aws.ec2', DetailType: 'x', Detail: {} }] })), '*');
    expect(described).toMatchObject({ status: 'FAILED', error: 'EventBridge.FailedEntry' });
  });

  test.each([
    ['states:startExecution', (arn: string) => ({ ExecutionArn: arn, StartDate: expect.any(String) as string }), 0],
    ['states:startExecution.sync', (arn: string) => ({ ExecutionArn: arn, Output: '{"b":2}', Status: 'SUCCEEDED' }), 60],
    ['states:startExecution.sync:2', (arn: string) => ({ ExecutionArn: arn, Output: { b: 2 }, Input: { b: 2 } }), 60],
  ])('%s', async (resource, expected, seconds) => {
    const child = await machines.create('Child', only({ Type: 'Wait', Seconds: 60 }));
    const { described, arn } = await run(only(task(resource, { StateMachineArn: child, Name: 'one', Input: { b: 2 } })), 'states:*');
    expect(described).toMatchObject({ status: 'SUCCEEDED', output: expected(`${child.replace('stateMachine', 'execution')}:one`) });
    const { startDate, stopDate } = await machines.call('DescribeExecution', { executionArn: arn });
    expect((Number(stopDate) - Number(startDate)) / 1000).toBe(seconds);
  });

  test('.sync fails as what it started, and stops that if it is stopped itself', async () => {
    const failing = await machines.create('Failing', { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Mine' } } });
    const { described, events } = await run(only(task('states:startExecution.sync', { StateMachineArn: failing })), 'states:*');
    expect(described).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed', cause: expect.stringContaining('"Error":"Mine"') });
    expect(events.map(({ type }) => type)).toEqual([
      'ExecutionStarted', 'TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskFailed', 'ExecutionFailed',
    ]);
    const long = await machines.create('Long', only({ Type: 'Wait', Seconds: 600 }));
    const parent = await machines.start(await machines.create('Parent', only(task('states:startExecution.sync', { StateMachineArn: long, Name: 'x' })), MAY('states:*')));
    await cloud.account.clock.advance(10_000);
    await machines.call('StopExecution', { executionArn: parent });
    await cloud.account.clock.advance(1000);
    expect(await machines.describe(`${long.replace('stateMachine', 'execution')}:x`)).toMatchObject({ status: 'ABORTED' });
  });
});

describe('a task token', () => {
  const queued = (more: object = {}) => only(task('sqs:sendMessage.waitForTaskToken', {
    QueueUrl: `https://sqs.${REGION}.amazonaws.com/123456789012/jobs`, MessageBody: { 'token.$': '$$.Task.Token', 'input.$': '$' },
  }, more));
  const tokens = () => cloud.sqs.messages(`arn:aws:sqs:${REGION}:123456789012:jobs`).map(({ body }) => (JSON.parse(body) as { token: string }).token);

  async function begin(more: object = {}) {
    await cloud.create('AWS::SQS::Queue', 'Queue', { QueueName: 'jobs' });
    const arn = await machines.start(await machines.create('Machine', queued(more), MAY('sqs:*')), { a: 1 });
    await cloud.account.clock.advance(1000);
    return arn;
  }

  test('brings the result back, once, also to another process', async () => {
    const arn = await begin({ TimeoutSeconds: 900 });
    const [taskToken] = tokens();
    const state = JSON.parse(JSON.stringify(cloud.account.state)) as AccountState;
    const { folder } = cloud;
    await cloud.close(true);
    cloud = new BigCloud({ state, folder });
    machines = new Machines(cloud);
    await cloud.account.clock.advance(600_000);
    expect(await machines.describe(arn)).toMatchObject({ status: 'RUNNING' });
    await machines.call('SendTaskSuccess', { taskToken, output: '{"ok":true}' });
    await cloud.account.clock.advance(600_000);
    expect(await machines.describe(arn)).toMatchObject({ status: 'SUCCEEDED', output: { ok: true } });
    expect((await machines.history(arn)).map(({ type }) => type)).toEqual([
      'ExecutionStarted', 'TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded', 'TaskStateExited', 'ExecutionSucceeded',
    ]);
    await expect(machines.call('SendTaskSuccess', { taskToken, output: '1' })).rejects.toMatchObject({ code: 'TaskTimedOut' });
    expect(tokens()).toHaveLength(1);
  });

  test('brings a failure back, which Retry takes with a new token', async () => {
    const arn = await begin({ Retry: [{ ErrorEquals: ['Busy'] }] });
    await machines.call('SendTaskFailure', { taskToken: tokens()[0], error: 'Busy', cause: 'later' });
    await cloud.account.clock.advance(5000);
    expect(new Set(tokens()).size).toBe(2);
    await machines.call('SendTaskFailure', { taskToken: tokens()[1], error: 'Bad' });
    await cloud.account.clock.advance(1000);
    expect(await machines.describe(arn)).toMatchObject({ status: 'FAILED', error: 'Bad' });
  });

  test('is given up after the last heartbeat', async () => {
    const arn = await begin({ HeartbeatSeconds: 60 });
    const [taskToken] = tokens();
    for (let i = 0; i < 5; i++) {
      await cloud.account.clock.advance(50_000);
      await machines.call('SendTaskHeartbeat', { taskToken });
    }
    expect(await machines.describe(arn)).toMatchObject({ status: 'RUNNING' });
    await cloud.account.clock.advance(60_000);
    expect((await machines.history(arn)).slice(-2)).toMatchObject([
      { type: 'TaskTimedOut', taskTimedOutEventDetails: { resourceType: 'sqs', resource: 'sendMessage.waitForTaskToken', error: 'States.HeartbeatTimeout' } },
      { type: 'ExecutionFailed' },
    ]);
  });

  test('may come back from the function while it runs', async () => {
    await cloud.endpoint.listen();
    await cloud.function('Answer', `const { SFNClient, SendTaskSuccessCommand } = require('@aws-sdk/client-sfn');
      exports.handler = async ({ token }) => { await new SFNClient({}).send(new SendTaskSuccessCommand({ taskToken: token, output: '"early"' })); return 'late'; };`);
    const definition = only(task('lambda:invoke.waitForTaskToken', { FunctionName: 'Answer', Payload: { 'token.$': '$$.Task.Token' } }));
    const { described } = await run(definition, 'lambda:InvokeFunction');
    expect(described).toMatchObject({ status: 'SUCCEEDED', output: 'early' });
  });

  test.each([
    ['SendTaskSuccess', { taskToken: 'x', output: '1' }, 'TaskTimedOut'],
    ['SendTaskSuccess', { taskToken: '__proto__', output: '1' }, 'TaskTimedOut'],
    ['SendTaskSuccess', { output: '1' }, 'InvalidToken'],
    ['SendTaskSuccess', { taskToken: 'x', output: '{' }, 'InvalidOutput'],
    ['SendTaskHeartbeat', { taskToken: 'x' }, 'TaskTimedOut'],
  ])('%s of %j is refused', async (operation, input, code) => {
    await expect(machines.call(operation, input)).rejects.toMatchObject({ code });
  });
});
