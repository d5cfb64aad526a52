import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { CreateDiskCommand, GetDisksCommand, LightsailClient } from '@aws-sdk/client-lightsail';
import { App, CfnOutput, CfnParameter, CfnResource, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { DeploymentError, Failure, LocalCloud } from '../../src';

let cloud: LocalCloud;
beforeEach(async () => { cloud = await LocalCloud.start({ region: 'eu-central-1' }); });
afterEach(() => cloud.stop());

/** Takes a snapshot of `web` and says so in the topic. */
const BACKUP = `
  const { LightsailClient, CreateInstanceSnapshotCommand } = require('@aws-sdk/client-lightsail');
  exports.handler = async () => {
    const instanceSnapshotName = 'web-' + new Date().toISOString().slice(0, 10);
    await new LightsailClient({}).send(new CreateInstanceSnapshotCommand({ instanceName: 'web', instanceSnapshotName }));
    console.log('took', instanceSnapshotName);
  };
`;

function backupApp(): { readonly app: App; readonly stack: Stack } {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  new lightsail.CfnInstance(stack, 'Web', { instanceName: 'web', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
  const backup = new Function(stack, 'Backup', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(BACKUP) });
  backup.addToRolePolicy(new PolicyStatement({ actions: ['lightsail:CreateInstanceSnapshot'], resources: ['*'] }));
  new Schedule(stack, 'Nightly', { scheduleName: 'nightly', schedule: ScheduleExpression.cron({ hour: '3', minute: '0' }), target: new LambdaInvoke(backup) });
  new CfnOutput(stack, 'BackupName', { value: backup.functionName });
  return { app, stack };
}

describe('a week of schedules', () => {
  test('what a test asserts on', async () => {
    const [shop] = await cloud.deploy(backupApp().app);
    expect(shop).toMatchObject({ name: 'Shop', region: 'eu-central-1', status: 'CREATE_COMPLETE' });
    expect(cloud.now.toISOString()).toMatch(/^2026-01-01T00:0/);

    await cloud.advance(Duration.days(7));

    expect(cloud.scheduleRuns('nightly').map(({ at }) => at.toISOString())).toEqual([1, 2, 3, 4, 5, 6, 7].map((day) => `2026-01-0${day}T03:00:00.000Z`));
    expect(cloud.lightsail.snapshots().map(({ name, source, state }) => [name, source, state])).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((day) => [`web-2026-01-0${day}`, 'web', 'available']),
    );
    const [first, ...others] = cloud.invocations(shop.outputs.BackupName);
    expect(first).toMatchObject({ kind: 'Event', attempt: 1, functionName: shop.outputs.BackupName });
    expect(others).toHaveLength(6);
    expect(cloud.logs(shop.outputs.BackupName).filter((line) => line.includes('took'))).toHaveLength(7);
    expect(cloud.calls({ service: 'lightsail', operation: 'CreateInstanceSnapshot' })).toHaveLength(7);
    expect(cloud.deniedCalls()).toEqual([]);

    const page = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'local-cloud-report-')), 'week.html');
    cloud.writeReport(page, 'A week of backups');
    expect(fs.readFileSync(page, 'utf8')).toMatch(/<h1[^>]*>A week of backups<\/h1>/);
    fs.rmSync(path.dirname(page), { recursive: true });
  });

  test('a bad night: the call fails, and is tried again', async () => {
    await cloud.deploy(backupApp().app);
    cloud.fail('CreateInstanceSnapshot', Failure.error('ServiceException', 'Not today', 400), { times: 1 });
    await cloud.advance(Duration.days(1));
    expect(cloud.invocations().map(({ attempt, error }) => [attempt, error])).toEqual([[1, 'ServiceException'], [2, undefined]]);
    expect(cloud.calls({ operation: 'CreateInstanceSnapshot' }).map(({ error }) => error)).toEqual(['ServiceException', undefined]);
    expect(cloud.lightsail.snapshots()).toHaveLength(1);
  });

  test('an answer that is lost, until the network has recovered', async () => {
    await cloud.deploy(backupApp().app);
    cloud.fail('lightsail:*', Failure.lostAnswer(), { when: ({ caller }) => caller.includes('assumed-role') });
    await cloud.advance(Duration.hours(4));
    expect(cloud.lightsail.snapshots()).toHaveLength(1);
    expect(cloud.invocations().every(({ error }) => error !== undefined)).toBe(true);
    cloud.recover();
    await cloud.advance(Duration.hours(24));
    expect(cloud.lightsail.snapshots()).toHaveLength(2);
  });

  test('a call that the role may not make', async () => {
    const { app, stack } = backupApp();
    const curious = new Function(stack, 'Curious', {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromInline(BACKUP.replaceAll('CreateInstanceSnapshot', 'DeleteInstance').replace('instanceName:', 'instanceName: String(')
        .replace('instanceSnapshotName }', '"") }')),
    });
    new CfnOutput(stack, 'CuriousName', { value: curious.functionName });
    const [{ outputs }] = await cloud.deploy(app);
    await cloud.call('lambda', 'Invoke', { FunctionName: outputs.CuriousName });
    // Once: no client tries again what it may not do.
    expect(cloud.deniedCalls()).toMatchObject([{ service: 'lightsail', operation: 'DeleteInstance', caller: expect.stringContaining(outputs.CuriousName) as string }]);
  });
});

describe('deployments', () => {
  test('a failure rejects with the reasons, after the rollback', async () => {
    const app = new App();
    const stack = new Stack(app, 'Shop');
    new lightsail.CfnInstance(stack, 'Web', { instanceName: 'web', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
    cloud.fail('CreateInstances', Failure.error('ServiceException', 'No capacity today', 400));
    const failure = await cloud.deploy(app).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DeploymentError);
    expect(failure).toMatchObject({ stackName: 'Shop', status: 'ROLLBACK_COMPLETE' });
    expect(String(failure)).toContain('The stack Shop is ROLLBACK_COMPLETE:\n  Web (AWS::Lightsail::Instance): ');
    expect(String(failure)).toContain('No capacity today');
    expect(cloud.stackEvents('Shop').map(({ status }) => status)).toContain('CREATE_FAILED');
    expect(cloud.lightsail.resources()).toEqual([]);
  });

  test('stacks that depend on each other: one brings along what it needs, and goes with what needs it', async () => {
    const app = new App();
    const first = new Stack(app, 'First');
    const second = new Stack(app, 'Second');
    const topic = new Topic(first, 'Topic');
    new Topic(second, 'Other', { displayName: topic.topicName });
    new Topic(new Stack(app, 'Third'), 'Topic');
    expect((await cloud.deploy(second)).map(({ name }) => name)).toEqual(['First', 'Second']);
    await cloud.destroy(first);
    expect(cloud.stacks()).toEqual([]);
    expect(cloud.stack('First').status).toBe('DELETE_COMPLETE');
  });

  test('an update, and a stack that is destroyed by its name', async () => {
    const app = (version: string) => {
      const made = new App();
      const stack = new Stack(made, 'Shop');
      new Topic(stack, 'Topic', { topicName: `release-${version}` });
      return made;
    };
    await cloud.deploy(app('1'));
    await cloud.deploy(app('2'));
    expect(cloud.stack('Shop').status).toBe('UPDATE_COMPLETE');
    expect(Object.values(cloud.stack('Shop').resources)).toMatchObject([{ type: 'AWS::SNS::Topic', physicalId: expect.stringContaining('release-2') as string }]);
    await cloud.destroy('Shop');
    expect(cloud.stacks()).toEqual([]);
  });

  test('parameters', async () => {
    const app = new App();
    const stack = new Stack(app, 'Shop');
    new Topic(stack, 'Topic');
    new CfnOutput(stack, 'Said', { value: new CfnParameter(stack, 'Word').valueAsString });
    const [{ outputs }] = await cloud.deploy(app, { parameters: { Word: 'hello' } });
    expect(outputs).toEqual({ Said: 'hello' });
    await expect(cloud.deploy(app, { parameters: { Wort: 'hello' } })).rejects.toThrow(
      'Got the parameters Wort, which no template has; expected some of Word',
    );
  });
});

test('messages: a topic\'s, and an alarm\'s', async () => {
  await cloud.call('lightsail', 'CreateInstances', { instanceNames: ['web'], availabilityZone: 'eu-central-1a', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
  await cloud.advance(Duration.minutes(5));
  await cloud.call('lightsail', 'CreateContactMethod', { protocol: 'Email', contactEndpoint: 'ops@example.com' });
  cloud.lightsail.verifyEmail();
  await cloud.call('lightsail', 'PutAlarm', {
    alarmName: 'busy',
    monitoredResourceName: 'web',
    metricName: 'CPUUtilization',
    threshold: 80,
    comparisonOperator: 'GreaterThanThreshold',
    evaluationPeriods: 1,
    contactProtocols: ['Email'],
  });
  cloud.lightsail.measure({ resource: 'web', metric: 'CPUUtilization', value: 97, during: Duration.minutes(15) });
  await cloud.advance(Duration.minutes(15));
  expect(cloud.messages().map(({ channel, to, text }) => [channel, to, text.split(':')[0]])).toEqual([
    ['email', 'ops@example.com', expect.stringContaining('Please confirm')], ['email', 'ops@example.com', 'ALARM'],
  ]);

  const app = new App();
  const topic = new Topic(new Stack(app, 'Shop'), 'Topic', { topicName: 'news' });
  new CfnOutput(topic.stack, 'Arn', { value: topic.topicArn });
  const [{ outputs }] = await cloud.deploy(app);
  await cloud.call('sns', 'Publish', { TopicArn: outputs.Arn, Message: 'hello' });
  expect(cloud.messages().at(-1)).toMatchObject({ channel: 'topic', to: 'news', text: 'hello', region: 'eu-central-1' });
});

test('clients of the SDK, which another process may have', async () => {
  const { environment } = await cloud.serve();
  expect(environment).toMatchObject({ AWS_REGION: 'eu-central-1', AWS_ENDPOINT_URL: (await cloud.serve()).url });
  const client = new LightsailClient({
    endpoint: environment.AWS_ENDPOINT_URL,
    region: environment.AWS_REGION,
    credentials: { accessKeyId: environment.AWS_ACCESS_KEY_ID, secretAccessKey: environment.AWS_SECRET_ACCESS_KEY },
  });
  await client.send(new CreateDiskCommand({ diskName: 'data', availabilityZone: 'eu-central-1a', sizeInGb: 8 }));
  expect((await client.send(new GetDisksCommand({}))).disks).toMatchObject([{ name: 'data' }]);
  client.destroy();
});

test('placeholders for what the local cloud does not know, if the test asks for them', async () => {
  const app = () => {
    const made = new App();
    new CfnResource(new Stack(made, 'Shop'), 'Table', { type: 'AWS::DynamoDB::Table' });
    return made;
  };
  await expect(cloud.deploy(app())).rejects.toThrow('AWS::DynamoDB::Table');
  const lenient = await LocalCloud.start({ unknownTypes: 'stub' });
  expect(await lenient.deploy(app())).toMatchObject([{ status: 'CREATE_COMPLETE', resources: { Table: { type: 'AWS::DynamoDB::Table' } } }]);
  await lenient.stop();
});

describe('wrong input', () => {
  test.each([
    ['a moment that has passed', () => cloud.advanceTo('2025-12-31T00:00:00Z'), 'expected one from 2026-01-01T00:00:00.000Z on'],
    ['no moment', () => cloud.advanceTo('tomorrow'), 'Got \'tomorrow\' as a moment to advance to'],
    ['a negative time span', () => cloud.advance(-1), 'Got -1 as a time span'],
    ['no such stack', () => cloud.destroy('Shop'), 'There is no stack \'Shop\'; the account has none.'],
    ['no such service', async () => cloud.fail('lightsale:GetDisk', Failure.throttled()), 'Got \'lightsale\' as a service; expected one of'],
    ['a folder that is no assembly', () => cloud.deploy('/nowhere'), '/nowhere is no cloud assembly'],
    ['an id', () => LocalCloud.start({ account: '42' }), 'Got \'42\' as the account\'s id; expected 12 digits.'],
    ['no time', () => LocalCloud.start({ now: 'soon' }), 'Got \'soon\' as the account\'s time; expected a Date or an ISO 8601 text'],
  ])('%s', async (_, act, message) => {
    await expect(act()).rejects.toThrow(message);
  });
});
