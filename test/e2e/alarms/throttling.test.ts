import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { readAssembly } from 'cdk-local-cloud/engine';
import { Alarm, ComparisonOperator, ContactEndpoint, ContactMethod, Instance, InstanceMetric } from '../../../src';
import { validatedApp } from '../../support/validated-app';
import { MINUTE, TestCloud } from '../support/test-cloud';

// One of the regions that send text messages.
const REGION = 'eu-west-1';
const COUNT = 20;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-lightsail-'));
const cloud = new TestCloud();
afterAll(async () => {
  await cloud.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

test('twenty alarms and two contact methods of one stack, at two calls a second', async () => {
  for (let i = 0; i < COUNT; i++) cloud.cloud.lightsail.seedInstance(REGION, `web-${i}`);
  const app = validatedApp({ outdir: folder });
  const stack = new Stack(app, 'Shop', { env: { region: REGION } });
  const contactMethods = [
    new ContactMethod(stack, 'Email', { endpoint: ContactEndpoint.email('ops@example.com') }),
    new ContactMethod(stack, 'Phone', { endpoint: ContactEndpoint.sms('+4915112345678') }),
  ];
  for (let i = 0; i < COUNT; i++) {
    new Alarm(stack, `Cpu${i}`, {
      metric: InstanceMetric.cpuUtilization(Instance.fromInstanceName(stack, `Web${i}`, `web-${i}`)),
      threshold: 80,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      contactMethods,
    });
  }
  app.synth();
  const [assembly] = readAssembly(folder, { accountId: cloud.cloud.account.id, region: REGION });
  cloud.cloud.lightsail.limitRate({ callsPerSecond: 2, burst: 2 });
  const deployment = await cloud.deployTemplate(assembly);
  expect(deployment.outcome).toMatchObject({ result: 'deployed' });
  expect(deployment.events.filter(({ status }) => status.includes('FAILED'))).toEqual([]);
  expect(deployment.duration).toBeLessThan(10 * MINUTE);
  expect(cloud.cloud.lightsail.inventory(REGION).filter(({ kind }) => kind === 'Alarm')).toHaveLength(COUNT);
  await cloud.settle();
});
