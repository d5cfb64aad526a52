import { App, CfnOutput, Duration, Lazy, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnDatabase, CfnInstance } from 'aws-cdk-lib/aws-lightsail';
import { type Construct } from 'constructs';
import { Database, DatabaseSnapshot, Disk, DiskSnapshot, Instance, InstanceSnapshot } from '../../src';

function stack(): Stack {
  return new Stack(new App(), 'Shop');
}

function database(scope: Construct): CfnDatabase {
  return new CfnDatabase(scope, 'Database', {
    relationalDatabaseName: 'shop-db',
    relationalDatabaseBlueprintId: 'mysql_8_0',
    relationalDatabaseBundleId: 'micro_2_0',
    masterDatabaseName: 'shop',
    masterUsername: 'shop',
  });
}

describe('DatabaseSnapshot', () => {
  test('refers to the database, so that it is taken after it', () => {
    const shop = stack();
    new DatabaseSnapshot(shop, 'Release', { database: database(shop), trigger: 'v1' });
    Template.fromStack(shop).hasResourceProperties('Custom::LightsailDatabaseSnapshot', {
      ServiceToken: { 'Fn::GetAtt': [Match.stringLikeRegexp('^CdkLightsailProviderFunction'), 'Arn'] },
      SourceKind: 'database',
      SourceName: { Ref: 'Database' },
      Trigger: 'v1',
      TimeoutSeconds: 2700,
      ServiceTimeout: '3000',
    });
  });

  test('is kept by default, yet a failed creation leaves nothing behind', () => {
    const shop = stack();
    new DatabaseSnapshot(shop, 'Release', { database: database(shop) });
    Template.fromStack(shop).hasResource('Custom::LightsailDatabaseSnapshot', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('goes with the stack if asked to', () => {
    const shop = stack();
    new DatabaseSnapshot(shop, 'Release', { database: database(shop), removalPolicy: RemovalPolicy.DESTROY });
    Template.fromStack(shop).hasResource('Custom::LightsailDatabaseSnapshot', {
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
    });
  });

  test('waits for the permissions and keeps them until it is gone', () => {
    const shop = stack();
    new DatabaseSnapshot(shop, 'Release', { database: database(shop) });
    Template.fromStack(shop).hasResource('Custom::LightsailDatabaseSnapshot', {
      DependsOn: [
        Match.stringLikeRegexp('^CdkLightsailProviderPolicy'),
        Match.stringLikeRegexp('^CdkLightsailProviderSnapshotsManagedPolicy'),
        Match.stringLikeRegexp('^CdkLightsailProviderWaiterPolicy'),
      ],
    });
  });

  test('has the attributes of its snapshot, and is a reference to it', () => {
    const shop = stack();
    const snapshot = new DatabaseSnapshot(shop, 'Release', { database: database(shop) });
    const logicalId = Object.keys(Template.fromStack(shop).findResources('Custom::LightsailDatabaseSnapshot'))[0];
    expect(shop.resolve(snapshot.snapshotName)).toEqual({ Ref: logicalId });
    expect(shop.resolve(snapshot.snapshotEngineVersion)).toEqual({ 'Fn::GetAtt': [logicalId, 'EngineVersion'] });
    expect(shop.resolve(snapshot.databaseSnapshotRef)).toEqual({
      relationalDatabaseSnapshotName: { Ref: logicalId },
      databaseSnapshotArn: { 'Fn::GetAtt': [logicalId, 'SnapshotArn'] },
    });
  });

  test('carries its own tags and those of its scope', () => {
    const shop = stack();
    new DatabaseSnapshot(shop, 'Release', { database: database(shop), tags: { purpose: 'release' } });
    Tags.of(shop).add('team', 'shop');
    Template.fromStack(shop).hasResourceProperties('Custom::LightsailDatabaseSnapshot', {
      Tags: [{ Key: 'purpose', Value: 'release' }, { Key: 'team', Value: 'shop' }],
    });
  });

  test('runs before what the release updates, and after what it needs', () => {
    const shop = stack();
    const app = new CfnInstance(shop, 'App', { instanceName: 'app', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
    const other = new CfnInstance(shop, 'Other', { instanceName: 'other', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
    new DatabaseSnapshot(shop, 'Release', { database: Database.fromDatabaseName(shop, 'Db', 'shop-db'), executeBefore: [app], executeAfter: [other] });
    const template = Template.fromStack(shop);
    const logicalId = Object.keys(template.findResources('Custom::LightsailDatabaseSnapshot'))[0];
    template.hasResource('AWS::Lightsail::Instance', { Properties: { InstanceName: 'app' }, DependsOn: [logicalId] });
    template.hasResource('Custom::LightsailDatabaseSnapshot', { DependsOn: Match.arrayWith(['Other']) });
  });
});

describe('InstanceSnapshot', () => {
  test('takes an instance by name', () => {
    const shop = stack();
    new InstanceSnapshot(shop, 'Release', { instance: Instance.fromInstanceName(shop, 'Web', 'web-1'), snapshotName: 'web-1-before-2' });
    Template.fromStack(shop).hasResourceProperties('Custom::LightsailInstanceSnapshot', {
      SourceKind: 'instance', SourceName: 'web-1', SnapshotName: 'web-1-before-2', Trigger: Match.absent(),
    });
  });
});

describe('DiskSnapshot', () => {
  test('takes a disk', () => {
    const shop = stack();
    new DiskSnapshot(shop, 'Data', { disk: Disk.fromDiskName(shop, 'Disk', 'data-1') });
    Template.fromStack(shop).hasResourceProperties('Custom::LightsailDiskSnapshot', { SourceKind: 'disk', SourceName: 'data-1' });
  });

  test('takes the system disk of an instance', () => {
    const shop = stack();
    new DiskSnapshot(shop, 'System', { instance: Instance.fromInstanceName(shop, 'Web', 'web-1') });
    Template.fromStack(shop).hasResourceProperties('Custom::LightsailDiskSnapshot', { SourceKind: 'system-disk', SourceName: 'web-1' });
  });

  test.each([
    ['both disk and instance', (shop: Stack) => ({ disk: Disk.fromDiskName(shop, 'Disk', 'data-1'), instance: Instance.fromInstanceName(shop, 'Web', 'web-1') })],
    ['neither disk nor instance', () => ({})],
  ])('refuses %s', (got, props) => {
    const shop = stack();
    expect(() => new DiskSnapshot(shop, 'Data', props(shop))).toThrow(new RegExp(`Got ${got} .*; expected one of them\\. To fix it, `));
  });
});

describe('wrong input', () => {
  const cases: Array<[string, Omit<ConstructorParameters<typeof DatabaseSnapshot>[2], 'database'>, RegExp]> = [
    ['a name with a dot', { snapshotName: 'shop.db' }, /Got 'shop\.db' as snapshotName; expected 2 to 255 letters.*To fix it, change the name/],
    ['a name of one letter', { snapshotName: 'x' }, /Got 'x' as snapshotName/],
    ['a name that ends with a hyphen', { snapshotName: 'shop-' }, /Got 'shop-' as snapshotName/],
    ['a database\'s name with an underscore', { snapshotName: 'shop_db' }, /Got 'shop_db' as snapshotName; expected 2 to 255 letters, digits or hyphens, with/],
    ['a name that is too long', { snapshotName: 'x'.repeat(256) }, /as snapshotName; expected 2 to 255/],
    ['an empty trigger', { trigger: ' ' }, /Got ' ' as trigger; expected a non-empty string\. To fix it, pass a value that/],
    ['a name and a trigger', { snapshotName: 'shop-db-1', trigger: 'v1' }, /Got both snapshotName and trigger; expected one of them/],
    ['a time-out over 55 minutes', { timeout: Duration.minutes(56) }, /Got a timeout of 56 minutes; expected 1 to 55 minutes/],
    ['a time-out of seconds', { timeout: Duration.seconds(59) }, /Got a timeout of 59 seconds; expected 1 to 55 minutes/],
    ['a tag of ours', { tags: { 'cdk-lightsail:stack': 'x' } }, /Got a tag 'cdk-lightsail:stack'/],
    ['a tag of AWS', { tags: { 'aws:x': 'x' } }, /Got a tag 'aws:x'/],
  ];
  test.each(cases)('refuses %s', (_, props, message) => {
    const shop = stack();
    expect(() => new DatabaseSnapshot(shop, 'Release', { database: Database.fromDatabaseName(shop, 'Db', 'shop-db'), ...props })).toThrow(message);
  });

  test.each(['www.example.com', 'web_1.0', 'x'.repeat(254)])('takes %s for an instance and a disk, and their snapshots', (name) => {
    const shop = stack();
    InstanceSnapshot.fromSnapshotName(shop, 'Former', name);
    Disk.fromDiskName(shop, 'Disk', name);
    new InstanceSnapshot(shop, 'Web', { instance: Instance.fromInstanceName(shop, 'Instance', name), trigger: '1' });
    new DiskSnapshot(shop, 'Data', { instance: Instance.fromInstanceName(shop, 'Other', 'web-1'), snapshotName: name });
    const template = Template.fromStack(shop);
    template.hasResourceProperties('Custom::LightsailInstanceSnapshot', { SourceName: name });
    template.hasResourceProperties('Custom::LightsailDiskSnapshot', { SnapshotName: name });
  });

  test.each(['web-', '.web', 'web_', 'web/1', 'x'.repeat(255)])('refuses %s for an instance, a disk and their snapshots', (name) => {
    const shop = stack();
    const message = `Got '${name}' as snapshotName; expected 2 to 254 letters, digits, dots, hyphens or underscores, with a letter or digit at either end`;
    expect(() => new InstanceSnapshot(shop, 'Web', { instance: Instance.fromInstanceName(shop, 'Instance', 'web-1'), snapshotName: name })).toThrow(message);
    expect(() => new DiskSnapshot(shop, 'Data', { disk: Disk.fromDiskName(shop, 'Disk', 'data-1'), snapshotName: name })).toThrow(message);
    expect(() => Disk.fromDiskName(shop, 'Wrong', name)).toThrow(`Got '${name}' as diskName`);
  });

  test.each(['shop.db', 'shop_db'])('refuses %s for a database', (name) => {
    expect(() => Database.fromDatabaseName(stack(), 'Db', name)).toThrow(`Got '${name}' as databaseName; expected 2 to 255 letters, digits or hyphens`);
  });

  test('names the construct', () => {
    const shop = stack();
    expect(() => new DatabaseSnapshot(shop, 'Release', { database: Database.fromDatabaseName(shop, 'Db', 'shop-db'), trigger: '' })).toThrow(/^\[Shop\/Release\] /);
  });

  test('lets tokens pass', () => {
    const shop = stack();
    const token = (value: string) => Lazy.string({ produce: () => value });
    new DatabaseSnapshot(shop, 'ByName', { database: Database.fromDatabaseName(shop, 'Db', token('shop.db')), snapshotName: token('not.checked') });
    new DatabaseSnapshot(shop, 'ByTrigger', { database: database(shop), trigger: token(''), timeout: Duration.seconds(Lazy.number({ produce: () => 9000 })) });
    new CfnOutput(shop, 'Out', { value: 'x' });
    Template.fromStack(shop).resourceCountIs('Custom::LightsailDatabaseSnapshot', 2);
  });
});
