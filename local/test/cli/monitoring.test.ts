import { Stack, TimeZone } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { Person } from './support';

let person: Person;
beforeEach(() => { person = new Person(); });
afterEach(() => person.leaves());

/** An instance, and an alarm that mails. */
const assembly = () => person.synthesizes((app) => {
  const stack = new Stack(app, 'Shop', { env: { region: 'eu-central-1' } });
  const web = new lightsail.CfnInstance(stack, 'Web', { instanceName: 'web', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
  const onCall = new AwsCustomResource(stack, 'OnCall', {
    onCreate: {
      service: 'Lightsail',
      action: 'createContactMethod',
      parameters: { protocol: 'Email', contactEndpoint: 'ops@example.com' },
      physicalResourceId: PhysicalResourceId.of('on-call'),
    },
    policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: ['*'] }),
    installLatestAwsSdk: false,
  });
  const alarm = new lightsail.CfnAlarm(stack, 'Cpu', {
    alarmName: 'web-cpu',
    monitoredResourceName: web.ref,
    metricName: 'CPUUtilization',
    threshold: 80,
    comparisonOperator: 'GreaterThanThreshold',
    evaluationPeriods: 2,
    contactProtocols: ['Email'],
  });
  alarm.node.addDependency(onCall);
});

test('an address is verified, a metric is measured, and an alarm is heard of', async () => {
  expect((await person.types('messages')).out).toBe('No messages.\n');
  expect((await person.types(`deploy ${assembly()}`)).code).toBe(0);
  expect((await person.types('messages')).out).toContain('eu-central-1, Email to ops@example.com\n    Please confirm ops@example.com');
  expect(await person.types('verify --region eu-central-1')).toMatchObject({ code: 0, out: 'ContactMethod-Email of eu-central-1 is verified.\n' });
  expect(await person.types('measure web CPUUtilization 97 15m --region eu-central-1')).toEqual({
    code: 0, err: '', out: 'CPUUtilization of web is 97 for 15m, a value every minute. Let that time pass with: advance 15m\n',
  });
  expect((await person.types('messages')).out).not.toContain('ALARM');
  await person.types('advance 15m');
  expect((await person.types('messages')).out).toContain('ALARM: the alarm web-cpu (CPUUtilization of web)');
}, 60_000);

test('status tells what runs when, and the state of alarms', async () => {
  const folder = person.synthesizes((app) => {
    const stack = new Stack(app, 'Shop', { env: { region: 'eu-central-1' } });
    const target = new LambdaInvoke(new Function(stack, 'Work', {
      runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async () => {};'),
    }));
    const schedule = ScheduleExpression.cron({ hour: '3', minute: '0', timeZone: TimeZone.EUROPE_BERLIN });
    new Schedule(stack, 'Nightly', { target, schedule });
    new Schedule(stack, 'Paused', { target, schedule, enabled: false });
    new Alarm(stack, 'Failed', {
      alarmName: 'backup-failed',
      metric: new Metric({ namespace: 'Backup', metricName: 'Failed' }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 1,
    });
  });
  expect((await person.types(`deploy ${folder}`)).code).toBe(0);
  const { out } = await person.types('status');
  expect(out).toMatch(/eu-central-1 {2}Shop-Nightly\S+ +cron\(0 3 \* \* \? \*\) +Europe\/Berlin +\d{4}-\d\d-\d\d 0[12]:00\n/);
  expect(out).toMatch(/Shop-Paused\S+ .* never\n/);
  expect(out).toContain('CloudWatch alarms:\n  eu-central-1  backup-failed  INSUFFICIENT_DATA\n');
}, 60_000);

test.each([
  ['measure nothing CPUUtilization 97', 'Nothing named nothing in us-east-1 has a metric CPUUtilization. See its name with status, and say where it is with --region.\n'],
  ['verify', 'No email address waits for its verification in us-east-1. Say where with --region.\n'],
])('nothing there: %s', async (line, err) => {
  expect(await person.types(line)).toEqual({ code: 1, out: '', err });
});
