import { deployApp } from './deploy-app';
import { ShopMonitoring } from '../../../examples/metrics/monitoring';
import { HOUR, REGION, TestCloud } from '../support/test-cloud';

const STACK = 'ShopMonitoring';

let cloud: TestCloud;

beforeEach(async () => {
  cloud = new TestCloud();
  cloud.cloud.lightsail.seedInstance(REGION, 'shop-web');
  cloud.cloud.lightsail.seedDatabase(REGION, 'shop-db');
  await deployApp(cloud, (app) => new ShopMonitoring(app, STACK));
});

afterEach(() => cloud.close());

function measure(metricName: string, value: number): void {
  cloud.cloud.lightsail.monitoring.measure(REGION, { resourceName: 'shop-web', metricName, value, duration: HOUR });
}

test('alarms that cdk-monitoring-constructs makes go off on exported metrics, and notify the topic', async () => {
  const states = () => Object.fromEntries(cloud.cloud.cloudWatch.alarms().map(({ name, state }) => [name, state]));
  for (const [cpu, bytes] of [[20, 1000], [95, 1000], [20, 90_000_000]]) {
    measure('CPUUtilization', cpu);
    measure('NetworkIn', bytes);
    measure('NetworkOut', bytes);
    await cloud.cloud.advance(HOUR);
    expect(states()).toEqual({
      'Shop-Lightsail-Cpu-Warning': cpu > 80 ? 'ALARM' : 'OK',
      'Shop-Lightsail-Traffic-Critical': bytes > 1000 ? 'ALARM' : 'OK',
    });
  }
  const [topicArn] = cloud.physicalIds('AWS::SNS::Topic', STACK);
  const told = cloud.cloud.sns.messages(topicArn).map((message) => JSON.parse(message) as Readonly<Record<string, string>>);
  expect(told.map(({ AlarmName, NewStateValue }) => `${AlarmName.split('-')[2]} ${NewStateValue}`)).toEqual([
    'Cpu OK', 'Traffic OK', 'Cpu ALARM', 'Cpu OK', 'Traffic ALARM',
  ]);
}, 120_000);

test('its dashboard is one that CloudWatch takes', () => {
  const [name] = cloud.physicalIds('AWS::CloudWatch::Dashboard', STACK);
  const { widgets } = cloud.cloud.cloudWatch.dashboard(name) as {
    widgets: Array<{ properties: { title?: string; metrics?: unknown[][] } }>;
  };
  expect(widgets.flatMap(({ properties: { title, metrics } }) => (metrics ? [[title, metrics[0]]] : []))).toEqual([
    ['Processor', ['Lightsail', 'CPUUtilization', 'InstanceName', 'shop-web']],
    ['Traffic and connections', [expect.objectContaining({ expression: '(received + sent) / PERIOD(received)' })]],
  ]);
});
