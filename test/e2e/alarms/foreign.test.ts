import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { CfnDisk } from 'aws-cdk-lib/aws-lightsail';
import type { AlarmProps } from '../../../src';
import { addAlarm, addEmail, alarm, alarms, byHand, contactMethods, INSTANCE } from '../support/alarm-stacks';
import { failures, REGION, TestCloud } from '../support/test-cloud';

const THEIRS = {
  alarmName: 'theirs', metricName: 'NetworkIn', monitoredResourceName: INSTANCE, comparisonOperator: 'LessThanThreshold', threshold: 1, evaluationPeriods: 1,
};

let cloud: TestCloud;
let before: string;

beforeEach(async () => {
  cloud = new TestCloud();
  cloud.cloud.lightsail.seedInstance(REGION, INSTANCE);
  await byHand(cloud, 'PutAlarm', { ...THEIRS, tags: [{ key: 'owner', value: 'somebody' }] });
  await byHand(cloud, 'CreateContactMethod', { protocol: 'Email', contactEndpoint: 'boss@example.com' });
  cloud.cloud.lightsail.monitoring.verify(REGION);
  before = await everything();
});
afterEach(() => cloud.close());

async function everything(): Promise<string> {
  return JSON.stringify([(await alarms(cloud)).filter(({ name }) => name === 'theirs'), await contactMethods(cloud)]);
}

test('an alarm survives a stack that wants its name: create, rollback, delete', async () => {
  const deployment = await cloud.deploy(alarm({ alarmName: 'theirs' }));
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
  expect(failures(deployment)[0]).toMatch(/An alarm named 'theirs' exists already/);
  await cloud.destroy();
  await cloud.settle();
  expect(await everything()).toBe(before);
});

test('update, rollback, delete', async () => {
  await cloud.deployed(alarm({ alarmName: 'ours' }));
  const deployment = await cloud.deploy(alarm({ alarmName: 'theirs' }));
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(cloud.names('Alarm').sort()).toEqual(['ours', 'theirs']);
  await cloud.destroy();
  await cloud.settle();
  expect(cloud.names('Alarm')).toEqual(['theirs']);
  expect(await everything()).toBe(before);
});

test('one that is to be taken over becomes the stack\'s own, with the rights that adoptExisting brings', async () => {
  await cloud.deployed(alarm({ alarmName: 'theirs', adoptExisting: true }));
  expect(await alarms(cloud)).toMatchObject([{ name: 'theirs', metricName: 'CPUUtilization' }]);
  await cloud.destroy();
  expect(cloud.names('Alarm')).toEqual([]);
});

describe('a failed deployment restores what it adopted', () => {
  /** The alarm, and then something that cannot be made. */
  const failing = (props: Partial<AlarmProps> = {}) => (stack: Stack) => {
    const adopted = addAlarm(stack, { alarmName: 'theirs', adoptExisting: true, tags: { owner: 'us', added: '1' }, ...props });
    new CfnDisk(stack, 'Data', { diskName: 'data', sizeInGb: 8 }).node.addDependency(adopted);
  };
  beforeEach(() => cloud.fault('CreateDisk', { type: 'fail-operation', code: 'InternalFailure', details: 'Out of luck.' }, 1));

  test('in a creation', async () => {
    expect((await cloud.deploy(failing())).outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
    await cloud.settle();
    expect(await everything()).toBe(before);
  });

  test('in an update that added it, and in one that renamed another one', async () => {
    await cloud.deployed(alarm({ alarmName: 'ours' }));
    expect((await cloud.deploy(failing())).outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
    await cloud.settle();
    expect(await everything()).toBe(before);
    expect(cloud.names('Alarm').sort()).toEqual(['ours', 'theirs']);
  });

  test('another stack\'s alarm is not even adopted', async () => {
    await cloud.deployed(alarm({ alarmName: 'ours' }));
    const deployment = await cloud.deploy(failing({ alarmName: 'ours' }), 'Other');
    expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
    expect(failures(deployment)[0]).toMatch(/The alarm 'ours' belongs to the stack arn:aws:cloudformation:.*:stack\/Shop\/.* \(resource \w+\); it was left as it is/);
    expect(cloud.find('ours')).toMatchObject({ tags: { 'cdk-lightsail:stack': cloud.stack().stackId } });
    expect((await cloud.deploy(alarm({ alarmName: 'ours', threshold: 70 }))).outcome).toMatchObject({ result: 'deployed' });
  });
});

test('adoptExisting may be removed once the alarm is adopted', async () => {
  await cloud.deployed(alarm({ alarmName: 'theirs', adoptExisting: true }));
  await cloud.deployed(alarm({ alarmName: 'theirs', threshold: 70 }));
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  expect(cloud.names('Alarm')).toEqual([]);
});

test('what a removal policy kept comes back, and survives the rollback of that', async () => {
  const kept = { alarmName: 'kept', removalPolicy: RemovalPolicy.RETAIN };
  await cloud.deployed((stack) => { addAlarm(stack, kept); addEmail(stack, 'boss@example.com', { removalPolicy: RemovalPolicy.RETAIN }); });
  await cloud.deployed((stack) => { addAlarm(stack, { alarmName: 'other' }, 'Other'); });
  expect(cloud.names('Alarm').sort()).toEqual(['kept', 'other', 'theirs']);
  cloud.fault('CreateDisk', { type: 'fail-operation', code: 'InternalFailure', details: 'Out of luck.' }, 1);
  const { outcome } = await cloud.deploy((stack) => {
    const back = addAlarm(stack, { ...kept, threshold: 5, removalPolicy: RemovalPolicy.DESTROY });
    new CfnDisk(stack, 'Data', { diskName: 'data', sizeInGb: 8 }).node.addDependency(back);
  });
  expect(outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
  expect((await alarms(cloud)).find(({ name }) => name === 'kept')).toMatchObject({ threshold: 80 });
});

test('a contact method survives a stack that wants another address', async () => {
  const deployment = await cloud.deploy((stack) => { addEmail(stack); });
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
  expect(failures(deployment)[0]).toMatch(/is 'boss@example\.com', and was not made by this resource/);
  await cloud.destroy();
  expect(await everything()).toBe(before);
});

test('and one that wants the same: it is used, and stays when the stack goes', async () => {
  await cloud.deployed((stack) => { addAlarm(stack, { alarmName: 'ours', contactMethods: [addEmail(stack, 'boss@example.com')] }); });
  const deployment = await cloud.deploy((stack) => { addEmail(stack, 'dev@example.com'); });
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
  await cloud.destroy();
  await cloud.settle();
  expect(await everything()).toBe(before);
});
