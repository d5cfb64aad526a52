import {
  CreateContactMethodCommand, GetAlarmsCommand, GetContactMethodsCommand, GetInstanceMetricDataCommand, GetLoadBalancerCommand, InvalidInputException,
  LightsailClient, PutAlarmCommand, type PutAlarmCommandInput,
} from '@aws-sdk/client-lightsail';
import { MINUTE, REGION, TestCloud } from '../support/test-cloud';

const BEGINNING = Date.UTC(2026, 0, 1);
const CPU: PutAlarmCommandInput = {
  alarmName: 'web-cpu',
  metricName: 'CPUUtilization',
  monitoredResourceName: 'web',
  comparisonOperator: 'GreaterThanThreshold',
  threshold: 80.5,
  evaluationPeriods: 1,
  contactProtocols: ['Email'],
};

let local: TestCloud;
let client: LightsailClient;

beforeEach(async () => {
  local = new TestCloud();
  local.cloud.lightsail.seedInstance(REGION, 'web');
  local.cloud.lightsail.seedLoadBalancer(REGION, 'lb');
  await local.cloud.endpoint.listen();
  client = new LightsailClient({
    endpoint: local.cloud.endpoint.url, region: REGION, credentials: { accessKeyId: 'AKIALOCALROOT0000000', secretAccessKey: 'local' }, maxAttempts: 1,
  });
});
afterEach(async () => {
  client.destroy();
  await local.close();
});

test('the npm client over HTTP: an alarm, a contact method, metric data', async () => {
  await client.send(new CreateContactMethodCommand({ protocol: 'Email', contactEndpoint: 'ops@example.com' }));
  const { operations } = await client.send(new PutAlarmCommand(CPU));
  expect(operations).toMatchObject([{ isTerminal: true, resourceType: 'Alarm', createdAt: new Date(BEGINNING) }]);
  local.cloud.lightsail.monitoring.measure(REGION, { resourceName: 'web', metricName: 'CPUUtilization', value: 90.25, duration: 5 * MINUTE });
  await local.cloud.advance(6 * MINUTE);

  const { alarms } = await client.send(new GetAlarmsCommand({ alarmName: 'web-cpu' }));
  expect(alarms).toMatchObject([{ state: 'ALARM', threshold: 80.5, createdAt: new Date(BEGINNING), monitoredResourceInfo: { name: 'web' } }]);
  const { contactMethods } = await client.send(new GetContactMethodsCommand({}));
  expect(contactMethods).toMatchObject([{ contactEndpoint: 'ops@example.com', status: 'PendingVerification' }]);
  const { metricData } = await client.send(new GetInstanceMetricDataCommand({
    instanceName: 'web',
    metricName: 'CPUUtilization',
    period: 300,
    startTime: new Date(BEGINNING),
    endTime: new Date(BEGINNING + 5 * MINUTE),
    unit: 'Percent',
    statistics: ['Average', 'SampleCount'],
  }));
  expect(metricData).toEqual([{ timestamp: new Date(BEGINNING), average: 90.25, sampleCount: 5, unit: 'Percent' }]);
  expect((await client.send(new GetLoadBalancerCommand({ loadBalancerName: 'lb' }))).loadBalancer).toMatchObject({ name: 'lb', state: 'active' });
});

test('errors have their class', async () => {
  await expect(client.send(new PutAlarmCommand({ ...CPU, metricName: 'FreeStorageSpace' }))).rejects.toThrow(InvalidInputException);
});
