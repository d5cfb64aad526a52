import * as fs from 'node:fs';
import * as path from 'node:path';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { LightsailProvider } from '../../../src';
import { CUSTOM_RESOURCE_TYPES } from '../../../tools/custom-resources/types';
import { failures, REGION, TestCloud } from '../support/test-cloud';

const FOLDER = path.join(__dirname, '..', '..', '..', 'docs', 'templates');
const templates = fs.readdirSync(FOLDER);

let cloud: TestCloud;
beforeEach(async () => {
  cloud = new TestCloud();
  cloud.cloud.lightsail.seedDatabase(REGION, 'shop-db');
  cloud.cloud.lightsail.seedInstance(REGION, 'shop-web');
  await cloud.deployed((platform) => {
    const provider = new LightsailProvider(platform, 'Lightsail', { shared: true });
    platform.exportValue(provider.functionArn, { name: 'lightsail-provider' });
  }, 'Platform');
});
afterEach(() => cloud.close());

test('every type is in a template', () => {
  const text = templates.map((file) => fs.readFileSync(path.join(FOLDER, file), 'utf8')).join('');
  expect(CUSTOM_RESOURCE_TYPES.filter(({ type }) => !text.includes(`Type: ${type}\n`))).toEqual([]);
});

test.each(templates)('%s is deployed, and deleted again', async (file) => {
  const deployment = await cloud.deploy((stack) => {
    new CfnInclude(stack, 'Template', { templateFile: path.join(FOLDER, file) });
  }, 'Team');
  expect(failures(deployment)).toEqual([]);
  expect(deployment.outcome.result).toBe('deployed');
  expect((await cloud.destroy('Team')).outcome).toMatchObject({ result: 'deleted' });
  await cloud.settle();
});
