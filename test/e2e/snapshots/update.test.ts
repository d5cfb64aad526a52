import { Duration, Tags } from 'aws-cdk-lib';
import { Database } from '../../../src';
import { addDatabaseSnapshot, DATABASE, databaseSnapshot, DATABASE_SNAPSHOT, DESTROY, seedSources } from '../support/snapshot-stacks';
import { REGION, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;

beforeEach(() => {
  cloud = new TestCloud();
  seedSources(cloud);
});
afterEach(() => cloud.close());

const snapshots = () => cloud.names('RelationalDatabaseSnapshot');

function tagsOf(name: string) {
  const entries = Object.entries(cloud.find(name)?.tags ?? {});
  const own = (key: string) => key.startsWith('cdk-lightsail:');
  return {
    own: Object.fromEntries(entries.filter(([key]) => own(key))),
    others: Object.fromEntries(entries.filter(([key]) => !own(key))),
  };
}

test('tags change in place, the construct\'s and those of Tags.of; the ownership\'s and foreign ones stay', async () => {
  await cloud.deployed((stack) => {
    addDatabaseSnapshot(stack, { tags: { stage: 'test', team: 'shop' } });
    Tags.of(stack).add('cost-center', '1');
  });
  const [name] = snapshots();
  const before = tagsOf(name);
  expect(before.others).toEqual({ 'stage': 'test', 'team': 'shop', 'cost-center': '1' });
  cloud.cloud.lightsail.instantly(REGION, 'TagResource', { resourceName: name, tags: [{ key: 'by-hand', value: 'yes' }] });

  await cloud.deployed((stack) => {
    addDatabaseSnapshot(stack, { tags: { stage: 'production' } });
    Tags.of(stack).add('cost-center', '2');
  });
  expect(snapshots()).toEqual([name]);
  expect(tagsOf(name)).toEqual({ own: before.own, others: { 'stage': 'production', 'cost-center': '2', 'by-hand': 'yes' } });
  await cloud.settle();
});

test('tags can all go, and come back without a value', async () => {
  await cloud.deployed(databaseSnapshot({ tags: { stage: 'test' } }));
  await cloud.deployed(databaseSnapshot());
  const [name] = snapshots();
  expect(tagsOf(name).others).toEqual({});
  await cloud.deployed(databaseSnapshot({ tags: { stage: '' } }));
  // Lightsail's tags of a key alone.
  expect(tagsOf(name).others).toEqual({ stage: null });
  await cloud.settle();
});

test('a new trigger takes a new snapshot, and the old one is kept', async () => {
  await cloud.deployed(databaseSnapshot({ trigger: '1' }));
  const before = snapshots();
  await cloud.deployed(databaseSnapshot({ trigger: '2' }));
  expect(snapshots()).toEqual([...before, ...cloud.physicalIds(DATABASE_SNAPSHOT)]);
  expect(snapshots()).toHaveLength(2);
  await cloud.settle();
});

test('with DESTROY the old one is deleted once the new one is there', async () => {
  await cloud.deployed(databaseSnapshot({ trigger: '1', ...DESTROY }));
  const before = snapshots();
  await cloud.deployed(databaseSnapshot({ trigger: '2', ...DESTROY }));
  expect(snapshots()).toEqual(cloud.physicalIds(DATABASE_SNAPSHOT));
  expect(snapshots()).not.toEqual(before);
  await cloud.settle();
});

test('another source, and another name, take a new snapshot', async () => {
  cloud.cloud.lightsail.seedDatabase(REGION, 'other-db');
  await cloud.deployed(databaseSnapshot());
  await cloud.deployed((stack) => { addDatabaseSnapshot(stack, { database: Database.fromDatabaseName(stack, 'Other', 'other-db') }); });
  expect(cloud.physicalIds(DATABASE_SNAPSHOT)).toEqual([expect.stringMatching(/^other-db-/)]);
  await cloud.deployed((stack) => {
    addDatabaseSnapshot(stack, { database: Database.fromDatabaseName(stack, 'Other', 'other-db'), snapshotName: 'by-name' });
  });
  expect(cloud.physicalIds(DATABASE_SNAPSHOT)).toEqual(['by-name']);
  expect(snapshots()).toHaveLength(3);
  await cloud.settle();
});

test('a name that is left out, and another time-out, change nothing', async () => {
  await cloud.deployed(databaseSnapshot({ snapshotName: 'by-name' }));
  await cloud.deployed(databaseSnapshot({ timeout: Duration.minutes(10) }));
  expect(snapshots()).toEqual(['by-name']);
  expect(cloud.calls('CreateRelationalDatabaseSnapshot')).toBe(1);
  await cloud.settle();
});

test('a snapshot that somebody deleted is not taken anew by a change of tags, and is by a new trigger', async () => {
  await cloud.deployed(databaseSnapshot({ trigger: '1' }));
  cloud.cloud.lightsail.instantly(REGION, 'DeleteRelationalDatabaseSnapshot', { relationalDatabaseSnapshotName: snapshots()[0] });
  await cloud.deployed(databaseSnapshot({ trigger: '1', tags: { stage: 'test' } }));
  expect(snapshots()).toEqual([]);
  await cloud.deployed(databaseSnapshot({ trigger: '2', tags: { stage: 'test' } }));
  expect(snapshots()).toEqual(cloud.physicalIds(DATABASE_SNAPSHOT));
  await cloud.settle();
});

test('the source\'s own tags and state are not touched by a change of tags', async () => {
  await cloud.deployed(databaseSnapshot({ tags: { stage: 'test' } }));
  const before = JSON.stringify(cloud.find(DATABASE));
  await cloud.deployed(databaseSnapshot({ tags: { stage: 'production' } }));
  expect(JSON.stringify(cloud.find(DATABASE))).toBe(before);
  await cloud.settle();
});
