import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnDatabase, CfnInstance } from 'aws-cdk-lib/aws-lightsail';
import { Construct } from 'constructs';
import { Database, DatabaseSnapshot, DiskSnapshot } from '../../src';

const SNAPSHOT = 'Custom::LightsailDatabaseSnapshot';

let shop: Stack;

beforeEach(() => {
  shop = new Stack(new App(), 'Shop');
});

function addDatabase(scope: Construct = shop): CfnDatabase {
  return new CfnDatabase(scope, 'Database', {
    relationalDatabaseName: 'shop-db', relationalDatabaseBlueprintId: 'mysql_8_0', relationalDatabaseBundleId: 'micro_2_0', masterDatabaseName: 'shop', masterUsername: 'shop',
  });
}

const BEFORE = { SourceName: 'shop-db', SourceLogicalId: 'Database' };
const AFTER = { SourceName: { Ref: 'Database' }, SourceLogicalId: Match.absent() };

test('after its source by default', () => {
  new DatabaseSnapshot(shop, 'Release', { database: addDatabase() });
  const template = Template.fromStack(shop);
  template.hasResourceProperties(SNAPSHOT, AFTER);
  template.hasResource('AWS::Lightsail::Database', { DependsOn: Match.absent() });
});

test.each(['prop', 'method'])('before its source, by the %s', (how) => {
  const database = addDatabase();
  const snapshot = new DatabaseSnapshot(shop, 'Release', { database, executeBefore: how === 'prop' ? [database] : [] });
  if (how === 'method') snapshot.executeBefore(database);
  const template = Template.fromStack(shop);
  template.hasResourceProperties(SNAPSHOT, BEFORE);
  template.hasResource('AWS::Lightsail::Database', { DependsOn: Object.keys(template.findResources(SNAPSHOT)) });
});

test('before a construct that holds its source', () => {
  const data = new Construct(shop, 'Data');
  new DatabaseSnapshot(shop, 'Release', { database: addDatabase(data), executeBefore: [data] });
  Template.fromStack(shop).hasResourceProperties(SNAPSHOT, { SourceName: 'shop-db', SourceLogicalId: Match.stringLikeRegexp('^DataDatabase') });
});

test('before other constructs alone, it still comes after its source', () => {
  const web = new CfnInstance(shop, 'Web', { instanceName: 'web', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
  new DatabaseSnapshot(shop, 'Release', { database: addDatabase(), executeBefore: [web] });
  Template.fromStack(shop).hasResourceProperties(SNAPSHOT, AFTER);
});

test('the system disk of an instance', () => {
  const instance = new CfnInstance(shop, 'Web', { instanceName: 'web', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
  new DiskSnapshot(shop, 'Release', { instance, executeBefore: [instance] });
  Template.fromStack(shop).hasResourceProperties('Custom::LightsailDiskSnapshot', { SourceKind: 'system-disk', SourceName: 'web', SourceLogicalId: 'Web' });
});

test('a source by name is the same before and after', () => {
  const database = Database.fromDatabaseName(shop, 'Db', 'shop-db');
  new DatabaseSnapshot(shop, 'Release', { database, executeBefore: [database as unknown as Construct] });
  Template.fromStack(shop).hasResourceProperties(SNAPSHOT, { SourceName: 'shop-db', SourceLogicalId: Match.absent() });
});

test('before and after its source is refused', () => {
  const database = addDatabase();
  expect(() => new DatabaseSnapshot(shop, 'Release', { database, executeBefore: [database], executeAfter: [database] }))
    .toThrow(/\[Shop\/Release\] Got the source Shop\/Database in both executeBefore and executeAfter; expected it in one of them\. To fix it, keep it in executeBefore/);
});

test('before a source of another stack is refused', () => {
  const database = addDatabase(new Stack(shop.node.root as App, 'Data'));
  expect(() => new DatabaseSnapshot(shop, 'Release', { database, executeBefore: [database] }))
    .toThrow(/Got executeBefore with the source Data\/Database, which another stack makes; expected a source of the same stack\. To fix it, move the snapshot/);
});
