import type { Stack } from 'aws-cdk-lib';
import { deployApp } from './deploy-app';
import { MonitoredShop } from '../../../examples/metrics/app';
import { Instance, InstanceMetric, MetricExport } from '../../../src';
import type { NotExported } from '../../../src/metrics/metric-export-contract';
import { HOUR, MINUTE, REGION, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;

beforeEach(() => { cloud = new TestCloud(); });
afterEach(() => cloud.close());

function measure(resourceName: string, metricName: string, value: number, duration: number): void {
  cloud.cloud.lightsail.monitoring.measure(REGION, { resourceName, metricName, value, duration });
}

describe('the example', () => {
  beforeEach(() => deployApp(cloud, (app) => new MonitoredShop(app, 'MonitoredShop')));

  test('an alarm on an exported metric goes off, notifies the topic, and calms down', async () => {
    const { cloudWatch, sns } = cloud.cloud;
    measure('shop-web', 'CPUUtilization', 20, HOUR);
    await cloud.cloud.advance(HOUR);
    expect(cloudWatch.alarms()[0]).toMatchObject({ state: 'OK' });
    measure('shop-web', 'CPUUtilization', 95, HOUR);
    await cloud.cloud.advance(HOUR);
    expect(cloudWatch.alarms()[0]).toMatchObject({ state: 'ALARM' });
    measure('shop-web', 'CPUUtilization', 10, HOUR);
    await cloud.cloud.advance(HOUR);
    expect(cloudWatch.alarms()[0].history.map(({ state }) => state)).toEqual(['OK', 'ALARM', 'OK']);
    const [topicArn] = cloud.physicalIds('AWS::SNS::Topic', 'MonitoredShop');
    const told = sns.messages(topicArn).map((message) => JSON.parse(message) as { NewStateValue?: string });
    expect(told.map(({ NewStateValue }) => NewStateValue)).toEqual(['OK', 'ALARM', 'OK']);
  }, 120_000);

  test('what was exported is there once, with the real function, its policies and the waiter', async () => {
    const { cloudWatch } = cloud.cloud;
    measure('shop-web', 'CPUUtilization', 20, 2 * HOUR);
    measure('shop-db', 'DatabaseConnections', 7, 2 * HOUR);
    await cloud.cloud.advance(3 * HOUR);
    expect(cloudWatch.data('Lightsail', 'CPUUtilization', { InstanceName: 'shop-web' })).toHaveLength(24);
    const connections = cloudWatch.data('Lightsail', 'DatabaseConnections', { DatabaseName: 'shop-db' });
    expect(new Set(connections.map(({ at }) => at)).size).toBe(connections.length);
    expect(connections.reduce((total, { statistics }) => total + statistics.sum, 0)).toBe(2 * 60 * 7);
    expect(cloud.running()).toEqual([]);
    // What docs/metrics.md counts the cost by.
    const runs = cloud.cloud.stepFunctions.executions().length;
    expect(cloud.cloud.stepFunctions.executions().reduce((total, { transitions }) => total + transitions, 0)).toBe(2 * runs);
    expect(cloud.invocations('MonitoredShop')).toHaveLength(runs);
  }, 120_000);

  test('the dashboard is one that CloudWatch takes', () => {
    const [name] = cloud.physicalIds('AWS::CloudWatch::Dashboard', 'MonitoredShop');
    expect((cloud.cloud.cloudWatch.dashboard(name) as { widgets: unknown[] }).widgets.length).toBe(2 + 6 + 6 + 2 + 1);
  });

  test('the stack goes, and the runs with it', async () => {
    await cloud.cloud.advance(20 * MINUTE);
    expect((await cloud.destroy('MonitoredShop')).outcome).toMatchObject({ result: 'deleted' });
    const { length } = cloud.cloud.account.calls;
    await cloud.cloud.advance(HOUR);
    expect(cloud.cloud.account.calls.length).toBe(length);
  }, 120_000);
});

test('doubled deliveries, a crash, throttling and a lost answer do not change what is exported', async () => {
  cloud.cloud.lightsail.seedInstance(REGION, 'web-1');
  await cloud.deployed((stack: Stack) => {
    new MetricExport(stack, 'Metrics', { metrics: [InstanceMetric.networkIn(Instance.fromInstanceName(stack, 'Web', 'web-1'))] });
  });
  const { account, lightsail, lambda, cloudWatch } = cloud.cloud;
  lightsail.monitoring.measure(REGION, { resourceName: 'web-1', metricName: 'NetworkIn', value: 100, duration: 2 * HOUR });
  lambda.deliverTwice((_, payload) => typeof payload === 'object' && payload !== null && 'CdkLightsailMetricExport' in payload, MINUTE);
  account.faults.inject({ service: 'monitoring', operation: 'PutMetricData', effect: { type: 'lose-answer' }, times: 1 });
  account.faults.inject({ service: 'monitoring', operation: 'PutMetricData', effect: { type: 'crash-caller' }, times: 1 });
  cloud.fault('GetInstanceMetricData', { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' }, 4);
  await cloud.cloud.advance(4 * HOUR);
  const data = cloudWatch.data('Lightsail', 'NetworkIn');
  expect(new Set(data.map(({ at }) => at)).size).toBe(data.length);
  expect(data.reduce((total, { statistics }) => total + statistics.sum, 0)).toBe(2 * 60 * 100);
  expect(account.faults.unused).toEqual([]);
}, 120_000);

test('a run whose claim was made, though the answer was lost, goes on at once', async () => {
  cloud.cloud.lightsail.seedInstance(REGION, 'web-1');
  await cloud.deployed((stack: Stack) => {
    new MetricExport(stack, 'Metrics', { metrics: [InstanceMetric.networkIn(Instance.fromInstanceName(stack, 'Web', 'web-1'))] });
  });
  const { account, lightsail, cloudWatch } = cloud.cloud;
  lightsail.monitoring.measure(REGION, { resourceName: 'web-1', metricName: 'NetworkIn', value: 100, duration: HOUR });
  // Every other answer: when the function asks again, it learns that the execution exists already.
  let calls = 0;
  account.faults.inject({ service: 'states', operation: 'StartExecution', effect: { type: 'lose-answer' }, when: () => calls++ % 2 === 0 });
  await cloud.cloud.advance(30 * MINUTE);
  expect(calls).toBeGreaterThan(1);
  // What is not there after the first look comes an hour later.
  expect(cloudWatch.data('Lightsail', 'NetworkIn').length).toBeGreaterThan(3);
  expect(cloud.running()).toEqual([]);
}, 120_000);

test('a stack that is destroyed and deployed again counts nothing twice, and misses nothing', async () => {
  cloud.cloud.lightsail.seedInstance(REGION, 'web-1');
  const { lightsail, cloudWatch } = cloud.cloud;
  lightsail.monitoring.measure(REGION, { resourceName: 'web-1', metricName: 'NetworkIn', value: 100, duration: 2 * HOUR });
  const deploy = () => cloud.deployed((stack: Stack) => {
    new MetricExport(stack, 'Metrics', { metrics: [InstanceMetric.networkIn(Instance.fromInstanceName(stack, 'Web', 'web-1'))] });
  });
  await deploy();
  await cloud.cloud.advance(70 * MINUTE);
  expect((await cloud.destroy('Shop')).outcome).toMatchObject({ result: 'deleted' });
  await deploy();
  await cloud.cloud.advance(10 * HOUR);
  const data = cloudWatch.data('Lightsail', 'NetworkIn');
  expect(new Set(data.map(({ at }) => at)).size).toBe(data.length);
  expect(data.reduce((total, { statistics }) => total + statistics.sum, 0)).toBe(2 * 60 * 100);
  expect(cloud.running()).toEqual([]);
}, 120_000);

test('a resource that is gone is reported on the event bus, once', async () => {
  await cloud.deployed((stack: Stack) => {
    new MetricExport(stack, 'Metrics', { metrics: InstanceMetric.all(Instance.fromInstanceName(stack, 'Web', 'gone')) });
  });
  await cloud.cloud.advance(HOUR);
  const told = cloud.cloud.events.published().map(({ detail }) => detail as unknown as NotExported);
  expect(told).toEqual([expect.objectContaining({ stackName: 'Shop', namespace: 'Lightsail', resource: { kind: 'Instance', name: 'gone' } })]);
}, 120_000);
