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
