import type { AssemblyStack } from 'cdk-local-cloud/engine';
import { Database, DatabaseSnapshot } from '../../../src';
import { failures, REGION, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;
beforeEach(() => {
  cloud = new TestCloud();
  cloud.cloud.lightsail.seedDatabase(REGION, 'shop-db');
});
afterEach(() => cloud.close());

interface Resource {
  Type: string;
  readonly Properties: Record<string, unknown>;
}

/** A stack with a snapshot, as another version of the library might write it. */
function edited(edit: (resource: Resource) => void): AssemblyStack {
  const [stack] = cloud.synthesize((shop) => {
    new DatabaseSnapshot(shop, 'Release', { database: Database.fromDatabaseName(shop, 'Db', 'shop-db') });
  });
  const template = JSON.parse(JSON.stringify(stack.template)) as typeof stack.template;
  for (const resource of Object.values(template.Resources as unknown as Record<string, Resource>)) if (resource.Type.startsWith('Custom::')) edit(resource);
  return { ...stack, template };
}

test('a newer template\'s property fails with what to do, before anything is made', async () => {
  const deployment = await cloud.deployTemplate(edited(({ Properties }) => {
    Properties.EncryptWith = 'key';
  }));
  expect(deployment.outcome.result).toBe('failed');
  expect(failures(deployment).join()).toContain('Unknown property EncryptWith of Custom::LightsailDatabaseSnapshot; known: ');
  expect(failures(deployment).join()).toContain('from an older or newer version of cdk-lightsail than the function: deploy both with the same version.');
  expect(cloud.names('RelationalDatabaseSnapshot')).toEqual([]);
});

test('a newer template\'s type fails with what to do', async () => {
  const deployment = await cloud.deployTemplate(edited((resource) => {
    resource.Type = 'Custom::LightsailTomorrow';
  }));
  expect(deployment.outcome.result).toBe('failed');
  expect(failures(deployment).join()).toContain('Unknown resource type Custom::LightsailTomorrow; known: Custom::LightsailDatabaseSnapshot, ');
  expect(failures(deployment).join()).toContain("The template comes from another version of cdk-lightsail than the provider's function: deploy both with the same version.");
});

test('what is gone from the template in a newer version can be deleted by an older one', async () => {
  await cloud.deployed((shop) => {
    new DatabaseSnapshot(shop, 'Release', { database: Database.fromDatabaseName(shop, 'Db', 'shop-db') });
  });
  const [state] = Object.values(cloud.stack().resources).filter(({ type }) => type === 'Custom::LightsailDatabaseSnapshot');
  (state.properties as Record<string, unknown>).Formerly = 'known';
  expect((await cloud.destroy()).outcome.result).toBe('deleted');
});
