import type { AssemblyStack, JsonObject } from 'cdk-local-cloud/engine';
import { databaseSnapshot, DATABASE_SNAPSHOT, DESTROY, seedSources } from '../support/snapshot-stacks';
import { type Deployment, failures, TestCloud } from '../support/test-cloud';

// A template of another version than the function's, or one that was edited by hand.
let cloud: TestCloud;

beforeEach(() => {
  cloud = new TestCloud();
  seedSources(cloud);
});
afterEach(() => cloud.close());

const snapshots = () => cloud.names('RelationalDatabaseSnapshot');

/** The stack with other properties of its snapshot. */
function edited(properties: JsonObject, type?: string): AssemblyStack {
  const [stack] = cloud.synthesize(databaseSnapshot(DESTROY));
  const template = structuredClone(stack.template) as { Resources: Record<string, { Type: string; Properties: JsonObject }> };
  const [snapshot] = Object.values(template.Resources).filter((resource) => resource.Type === DATABASE_SNAPSHOT);
  Object.assign(snapshot.Properties, properties);
  if (type !== undefined) snapshot.Type = type;
  return { ...stack, template: JSON.parse(JSON.stringify(template)) };
}

const WRONG: Array<[name: string, properties: JsonObject, type: string | undefined, text: RegExp]> = [
  ['an unknown property', { CopyTo: 'eu-west-1' }, undefined,
    /Unknown property CopyTo of Custom::LightsailDatabaseSnapshot; known: .*SourceName.*\. The template comes from an older or newer version .* deploy both/],
  ['a resource type of another version', {}, 'Custom::LightsailBucketSnapshot',
    /Unknown resource type Custom::LightsailBucketSnapshot; known: .*Custom::LightsailDatabaseSnapshot.*deploy both with the same version/],
  ['a missing property', { SourceName: '' }, undefined, /The property SourceName of .*: got "", expected a text\. Correct the template and deploy again\./],
  ['a kind that there is not', { SourceKind: 'bucket' }, undefined, /SourceKind of .*: got "bucket", expected one of database\./],
  ['a time-out that is none', { TimeoutSeconds: 'soon' }, undefined, /TimeoutSeconds of .*: got "soon", expected a whole number from 1 to 3300/],
  ['a name that Lightsail does not take', { SnapshotName: '-release' }, undefined, /SnapshotName: got "-release", expected 2 to 255 letters/],
  ['tags that are none', { Tags: 'app=shop' }, undefined, /Tags of .*: got "app=shop", expected a list of tags/],
  ['a tag of the library\'s own', { Tags: [{ Key: 'cdk-lightsail:stack', Value: 'x' }] }, undefined, /tag keys that do not begin with 'cdk-lightsail:'/],
];

function expectRefused(deployment: Deployment, text: RegExp): void {
  expect(failures(deployment)[0]).toMatch(text);
  expect(failures(deployment).join()).not.toContain('did not receive a response');
}

test.each(WRONG)('%s fails the creation with what was got, what was expected and what to do', async (_, properties, type, text) => {
  const deployment = await cloud.deployTemplate(edited(properties, type));
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
  expectRefused(deployment, text);
  expect(cloud.calls()).toBe(0);
  expect(snapshots()).toEqual([]);
  await cloud.settle();
});

test.each(WRONG.filter(([, , type]) => type === undefined))('%s fails an update, and the snapshot stays', async (_, properties, _type, text) => {
  await cloud.deployed(databaseSnapshot(DESTROY));
  const before = snapshots();
  const deployment = await cloud.deployTemplate(edited(properties));
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
  expectRefused(deployment, text);
  expect(cloud.physicalIds(DATABASE_SNAPSHOT)).toEqual(before);
  expect(snapshots()).toEqual(before);
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  expect(snapshots()).toEqual([]);
  await cloud.settle();
});

test('scalars may be of any type in the template', async () => {
  const deployment = await cloud.deployTemplate(edited({ TimeoutSeconds: '600', SnapshotName: 42, Tags: [{ Key: 'n', Value: 1 }, { Key: 'b', Value: false }] }));
  expect(deployment.outcome).toMatchObject({ result: 'deployed' });
  expect(snapshots()).toEqual(['42']);
  expect(cloud.find('42')?.tags).toMatchObject({ n: '1', b: 'false' });
  await cloud.settle();
});
