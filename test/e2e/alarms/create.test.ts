import { CfnOutput, Duration, Tags } from 'aws-cdk-lib';
import { AlarmState, Instance, RecommendedAlarms } from '../../../src';
import { addAlarm, addEmail, alarm, ALARM, alarms, contactMethods, INSTANCE } from '../support/alarm-stacks';
import { failures, MINUTE, REGION, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;

beforeEach(() => {
  cloud = new TestCloud();
  cloud.cloud.lightsail.seedInstance(REGION, INSTANCE);
});
afterEach(() => cloud.close());

test('an alarm is one invocation of the function, and no execution of the waiter', async () => {
  await cloud.deployed(alarm());
  expect(cloud.invocations()).toHaveLength(1);
  expect(cloud.cloud.stepFunctions.executions()).toEqual([]);
  expect(cloud.names('Alarm')).toEqual(cloud.physicalIds(ALARM));
  await cloud.destroy();
  expect(cloud.names('Alarm')).toEqual([]);
  await cloud.settle();
  expect(cloud.cloud.stepFunctions.executions()).toEqual([]);
});

test('it tells of itself by its attributes, and carries the tags of its scope', async () => {
  const { outcome: { outputs } } = await cloud.deployed((stack) => {
    const { alarmName, alarmArn, alarmState } = addAlarm(stack, { alarmName: 'web-cpu' });
    new CfnOutput(stack, 'Out', { value: [alarmName, alarmArn, alarmState].join(' ') });
    Tags.of(stack).add('app', 'shop');
  });
  const made = cloud.find('web-cpu');
  expect(made?.tags).toMatchObject({ app: 'shop' });
  expect(outputs[0].value.split(' ')).toEqual(['web-cpu', made?.arn, 'INSUFFICIENT_DATA']);
});

test('the CPU rises: the alarm goes off, and the contact method is told', async () => {
  await cloud.deployed((stack) => {
    addAlarm(stack, { contactMethods: [addEmail(stack)], notifyOn: [AlarmState.ALARM, AlarmState.OK], evaluationPeriods: 2 });
  });
  const { monitoring } = cloud.cloud.lightsail;
  monitoring.verify(REGION);
  monitoring.measure(REGION, { resourceName: INSTANCE, metricName: 'CPUUtilization', value: 97, duration: 15 * MINUTE });
  await cloud.cloud.advance(15 * MINUTE);
  const [name] = cloud.names('Alarm');
  expect(await alarms(cloud)).toMatchObject([{ state: 'ALARM' }]);
  expect(monitoring.messages(REGION).at(-1)).toMatchObject({ endpoint: 'ops@example.com', alarmName: name, state: 'ALARM' });
});

test('a recommended set', async () => {
  await cloud.deployed((stack) => {
    RecommendedAlarms.forInstance(stack, 'Alarms', { instance: Instance.fromInstanceName(stack, 'Web', INSTANCE), contactMethods: [addEmail(stack)] });
  });
  expect((await alarms(cloud)).map(({ metricName }) => metricName).sort()).toEqual(['BurstCapacityPercentage', 'CPUUtilization', 'StatusCheckFailed']);
  expect(cloud.invocations()).toHaveLength(4);
});

test('a deployment can wait until the address is verified', async () => {
  cloud.after(10 * MINUTE, () => cloud.cloud.lightsail.monitoring.verify(REGION));
  const { duration } = await cloud.deployed((stack) => { addEmail(stack, 'ops@example.com', { waitForVerification: Duration.minutes(30) }); });
  expect(duration).toBeLessThan(13 * MINUTE);
  expect(await contactMethods(cloud)).toMatchObject([{ status: 'Valid' }]);
  await cloud.settle();
});

test('nobody clicked: the deployment fails, says what to do, and leaves nothing', async () => {
  const deployment = await cloud.deploy((stack) => { addEmail(stack, 'ops@example.com', { waitForVerification: Duration.minutes(10) }); });
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
  expect(failures(deployment)[0]).toMatch(/waiting for the email address 'ops@example\.com' to be verified; last seen: PendingVerification\. Click the link/);
  expect(await contactMethods(cloud)).toEqual([]);
  await cloud.settle();
});
