import { App, Aspects, CfnDeletionPolicy, CfnParameter, RemovalPolicies, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnDatabase, CfnDisk, CfnInstance } from 'aws-cdk-lib/aws-lightsail';
import type { aws_lightsail as refs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { Database, DatabaseSnapshot, FinalSnapshot, type FinalSnapshotProps, LightsailFamily, LightsailProvider, SnapshotSource } from '../../src';

const FINAL = 'Custom::LightsailFinalSnapshot';
const RETAINED = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };
const TAGGED = { Tags: [{ Key: 'cdk-lightsail:final-snapshot', Value: { Ref: 'AWS::StackId' } }] };

function stack(): Stack {
  return new Stack(new App(), 'Shop');
}

function database(scope: Construct, relationalDatabaseName = 'shop-db'): CfnDatabase {
  return new CfnDatabase(scope, 'Database', {
    relationalDatabaseName,
    relationalDatabaseBlueprintId: 'mysql_8_0',
    relationalDatabaseBundleId: 'micro_2_0',
    masterDatabaseName: 'shop',
    masterUsername: 'shop',
  });
}

function finalSnapshot(scope: Stack, source: SnapshotSource, props: Partial<FinalSnapshotProps> = {}): FinalSnapshot {
  return new FinalSnapshot(scope, 'Final', { source, ...props });
}

function logicalId(template: Template): string {
  return Object.keys(template.findResources(FINAL))[0];
}

describe('of an L1 of the same stack', () => {
  test('CloudFormation retains the source, which goes first; the function deletes it', () => {
    const shop = stack();
    finalSnapshot(shop, SnapshotSource.database(database(shop)));
    const template = Template.fromStack(shop);
    template.hasResource(FINAL, {
      Properties: { SourceKind: 'database', SourceName: 'shop-db', SourceLogicalId: 'Database', DeleteSource: true },
      DeletionPolicy: 'Delete',
    });
    template.hasResource('AWS::Lightsail::Database', { ...RETAINED, Properties: TAGGED, DependsOn: [logicalId(template)] });
  });

  test('an instance and a disk alike', () => {
    const shop = stack();
    const web = new CfnInstance(shop, 'Web', { instanceName: 'web', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
    const data = new CfnDisk(shop, 'Data', { diskName: 'data', sizeInGb: 8 });
    new FinalSnapshot(shop, 'FinalWeb', { source: SnapshotSource.instance(web) });
    new FinalSnapshot(shop, 'FinalData', { source: SnapshotSource.disk(data) });
    const template = Template.fromStack(shop);
    template.hasResource('AWS::Lightsail::Instance', { ...RETAINED, Properties: TAGGED });
    template.hasResource('AWS::Lightsail::Disk', { ...RETAINED, Properties: TAGGED });
    template.hasResourceProperties(FINAL, { SourceName: 'web', SourceLogicalId: 'Web' });
    template.hasResourceProperties(FINAL, { SourceName: 'data', SourceLogicalId: 'Data' });
  });

  test('a name that is a parameter, or set later', () => {
    const shop = stack();
    const source = database(shop);
    finalSnapshot(shop, SnapshotSource.database(source));
    source.relationalDatabaseName = new CfnParameter(shop, 'Name').valueAsString;
    Template.fromStack(shop).hasResourceProperties(FINAL, { SourceName: { Ref: 'Name' } });
  });

  test('an L1 within a construct that stands for it', () => {
    class Shop extends Construct implements refs.IDatabaseRef {
      readonly databaseRef: refs.DatabaseReference;
      readonly env: refs.IDatabaseRef['env'];
      constructor(scope: Construct, id: string) {
        super(scope, id);
        const resource = new CfnDatabase(this, 'Resource', {
          relationalDatabaseName: 'shop-db', relationalDatabaseBlueprintId: 'mysql_8_0', relationalDatabaseBundleId: 'micro_2_0', masterDatabaseName: 'shop', masterUsername: 'shop',
        });
        this.databaseRef = resource.databaseRef;
        this.env = resource.env;
      }
    }
    const shop = stack();
    finalSnapshot(shop, SnapshotSource.database(new Shop(shop, 'Database')));
    const template = Template.fromStack(shop);
    template.hasResourceProperties(FINAL, { SourceName: 'shop-db' });
    template.hasResource('AWS::Lightsail::Database', RETAINED);
  });

  test('the permission to delete it is a policy of its own, bound to the tag', () => {
    const shop = stack();
    finalSnapshot(shop, SnapshotSource.database(database(shop)));
    const template = Template.fromStack(shop);
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Sid: 'DeleteSourcesOfFinalSnapshots',
            Action: ['lightsail:DeleteRelationalDatabase', 'lightsail:DeleteInstance', 'lightsail:DeleteDisk'],
            Condition: { StringEquals: { 'aws:ResourceTag/cdk-lightsail:final-snapshot': { Ref: 'AWS::StackId' } } },
          },
          { Sid: 'ReadTemplates', Action: 'cloudformation:GetTemplate', Resource: { Ref: 'AWS::StackId' } },
        ],
      },
    });
    template.hasResource(FINAL, { DependsOn: Match.arrayWith([Match.stringLikeRegexp('^CdkLightsailProviderFinalSnapshotsPolicy')]) });
  });

  test('a shared provider may delete what any stack of the account and region tagged', () => {
    const shop = stack();
    new LightsailProvider(shop, 'Provider', { shared: true, families: [LightsailFamily.FINAL_SNAPSHOTS] });
    Template.fromStack(shop).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Condition: { StringLike: { 'aws:ResourceTag/cdk-lightsail:final-snapshot': Match.anyValue() } } })]) },
    });
  });

  test('a second one is refused', () => {
    const shop = stack();
    const source = database(shop);
    finalSnapshot(shop, SnapshotSource.database(source));
    expect(() => new FinalSnapshot(shop, 'Other', { source: SnapshotSource.database(source) }))
      .toThrow(/\[Shop\/Other\] Got a second FinalSnapshot of Shop\/Database, besides Shop\/Final; expected one for each source\. To fix it, remove one/);
  });
});

test('that of another source, which this source depends on, is none of its own', () => {
  const shop = stack();
  const source = database(shop);
  const data = new CfnDisk(shop, 'Data', { diskName: 'data', sizeInGb: 8 });
  source.node.addDependency(new FinalSnapshot(shop, 'FinalData', { source: SnapshotSource.disk(data) }));
  finalSnapshot(shop, SnapshotSource.database(source));
  Template.fromStack(shop).resourceCountIs(FINAL, 2);
});

describe('the source\'s own removal policy', () => {
  const retain = [RemovalPolicy.RETAIN, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE];
  test.each(retain.flatMap((policy) => [[policy, true], [policy, false]] as const))('%s (set before: %s): the function does not delete it', (policy, early) => {
    const shop = stack();
    const source = database(shop);
    if (early) source.applyRemovalPolicy(policy);
    finalSnapshot(shop, SnapshotSource.database(source));
    if (!early) source.applyRemovalPolicy(policy);
    const template = Template.fromStack(shop);
    template.hasResourceProperties(FINAL, { DeleteSource: false });
    template.hasResource('AWS::Lightsail::Database', { UpdateReplacePolicy: 'Retain', Properties: { Tags: Match.absent() } });
  });

  test.each([true, false])('DESTROY (set before: %s) becomes the function\'s work', (early) => {
    const shop = stack();
    const source = database(shop);
    if (early) source.applyRemovalPolicy(RemovalPolicy.DESTROY);
    finalSnapshot(shop, SnapshotSource.database(source));
    if (!early) RemovalPolicies.of(shop).destroy();
    const template = Template.fromStack(shop);
    template.hasResourceProperties(FINAL, { DeleteSource: true });
    template.hasResource('AWS::Lightsail::Database', RETAINED);
  });

  test('an aspect that comes last and lets CloudFormation delete it is refused', () => {
    const shop = stack();
    const source = database(shop);
    finalSnapshot(shop, SnapshotSource.database(source));
    Aspects.of(source).add({
      visit: () => {
        source.cfnOptions.deletionPolicy = CfnDeletionPolicy.DELETE;
      },
    }, { priority: 1000 });
    expect(() => Template.fromStack(shop)).toThrow(/\[Shop\/Database\] Got the DeletionPolicy Delete .*; expected policies that retain.*To fix it, leave the removal policy to the FinalSnapshot/);
  });
});

describe('of any other source', () => {
  test('by name: nothing but its snapshot', () => {
    const shop = stack();
    finalSnapshot(shop, SnapshotSource.database(Database.fromDatabaseName(shop, 'Db', 'shop-db')));
    const template = Template.fromStack(shop);
    template.hasResourceProperties(FINAL, { SourceName: 'shop-db', SourceLogicalId: Match.absent(), DeleteSource: Match.absent() });
    expect(JSON.stringify(template.toJSON())).not.toContain('lightsail:DeleteRelationalDatabase"');
  });

  test('of another stack: it is left as it is', () => {
    const shop = stack();
    const data = new Stack(shop.node.root as App, 'Data');
    finalSnapshot(shop, SnapshotSource.database(database(data)));
    Template.fromStack(shop).hasResourceProperties(FINAL, { SourceName: { 'Fn::ImportValue': Match.anyValue() }, DeleteSource: Match.absent() });
    Template.fromStack(data).hasResource('AWS::Lightsail::Database', { DeletionPolicy: Match.absent(), Properties: { Tags: Match.absent() } });
  });
});

test('a stack without a final snapshot has no permission to delete sources', () => {
  const shop = stack();
  new DatabaseSnapshot(shop, 'Release', { database: database(shop) });
  expect(JSON.stringify(Template.fromStack(shop).toJSON())).not.toMatch(/lightsail:DeleteRelationalDatabase"|GetTemplate/);
});
