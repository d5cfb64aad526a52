import { App, type CfnResource, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Database, DatabaseSnapshot, LightsailFamily, LightsailProvider } from '../../src';
import { waiterDefinition } from '../../src/provider/waiter-definition';
import { families } from '../support/policies';

function withSnapshots(count: number): Stack {
  const stack = new Stack(new App(), 'Shop');
  for (let i = 0; i < count; i++) {
    new DatabaseSnapshot(stack, `Snapshot${i}`, { database: Database.fromDatabaseName(stack, `Db${i}`, `db-${i}`) });
  }
  return stack;
}

function providerResources(stack: Stack): Record<string, CfnResource> {
  const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, CfnResource & { Type: string }> };
  return Object.fromEntries(Object.entries(Resources).filter(([, resource]) => !resource.Type.startsWith('Custom::')));
}

describe('LightsailProvider', () => {
  test('is the same for one snapshot and for fifty', () => {
    const one = providerResources(withSnapshots(1));
    expect(providerResources(withSnapshots(50))).toEqual(one);
    expect(Object.keys(one)).toHaveLength(8);
  });

  test('is there before its resources, and after them: the permissions, and what lets function and waiter call each other', () => {
    const [snapshot] = Object.values(Template.fromStack(withSnapshots(1)).findResources('Custom::LightsailDatabaseSnapshot')) as Array<{ DependsOn: string[] }>;
    for (const part of ['Policy', 'WaiterPolicy', 'SnapshotsManagedPolicy']) {
      expect(snapshot.DependsOn).toContainEqual(expect.stringMatching(new RegExp(`^CdkLightsailProvider${part}[0-9A-F]{8}$`)));
    }
  });

  test('is one function and one waiter', () => {
    const template = Template.fromStack(withSnapshots(3));
    template.resourceCountIs('AWS::Lambda::Function', 1);
    template.resourceCountIs('AWS::StepFunctions::StateMachine', 1);
    template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x', Architectures: ['arm64'], MemorySize: 128, Handler: 'index.handler',
    });
  });

  test('keeps its log for a month, and no longer than itself', () => {
    Template.fromStack(withSnapshots(1)).hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Delete' });
  });

  test('has the same logical ids in every release: a service token cannot be updated', () => {
    expect(Object.keys(providerResources(withSnapshots(1))).sort()).toEqual([
      'CdkLightsailProviderFunctionC3FDBD3B',
      'CdkLightsailProviderLog1DE376BF',
      'CdkLightsailProviderPolicyB1165DC7',
      'CdkLightsailProviderRole84E7C637',
      'CdkLightsailProviderSnapshotsManagedPolicy44B1C68F',
      'CdkLightsailProviderWaiter3AE24253',
      'CdkLightsailProviderWaiterPolicy1B19E33B',
      'CdkLightsailProviderWaiterRoleCBA8FB03',
    ]);
  });

  test('lets the function create only what it tags as its stack\'s, and delete only that', () => {
    Template.fromStack(withSnapshots(1)).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Sid: 'CreateDatabaseSnapshots',
            Condition: { StringEquals: { 'aws:RequestTag/cdk-lightsail:stack': { Ref: 'AWS::StackId' } } },
          }),
          Match.objectLike({
            Sid: 'DeleteOwnSnapshots',
            Condition: { StringEquals: { 'aws:ResourceTag/cdk-lightsail:stack': { Ref: 'AWS::StackId' } } },
          }),
        ]),
      },
    });
  });

  test('gives each family a policy of its own, once', () => {
    const stack = withSnapshots(1);
    const provider = LightsailProvider.getOrCreate(stack);
    expect(provider.useFamily(LightsailFamily.SNAPSHOTS, stack)).toBe(provider.useFamily(LightsailFamily.SNAPSHOTS, stack));
  });

  test('is shared between stacks only when it says so', () => {
    const app = new App();
    const platform = new Stack(app, 'Platform');
    const team = new Stack(app, 'Team');
    const database = Database.fromDatabaseName(team, 'Db', 'db-1');
    const own = new LightsailProvider(platform, 'Own');
    expect(() => new DatabaseSnapshot(team, 'Refused', { database, provider: own }))
      .toThrow(/Got a provider of the stack 'Platform', which other stacks may not use; expected .*shared: true/);

    const shared = new LightsailProvider(platform, 'Shared', { shared: true });
    new DatabaseSnapshot(team, 'Taken', { database, provider: shared });
    Template.fromStack(team).resourceCountIs('AWS::Lambda::Function', 0);
    Template.fromStack(platform).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({
          Sid: 'DeleteOwnSnapshots',
          Condition: { StringLike: { 'aws:ResourceTag/cdk-lightsail:stack': Match.anyValue() } },
        })]),
      },
    });
  });

  test('that is shared has the permissions of all families, whichever are in use', () => {
    const stack = new Stack(new App(), 'Platform');
    const provider = new LightsailProvider(stack, 'Provider', { shared: true });
    expect(families(Template.fromStack(stack))).toEqual(Object.values(LightsailFamily));
    expect(Object.keys(providerResources(stack)).length).toBeLessThanOrEqual(20);
    expect(() => provider.useFamily(LightsailFamily.METRICS, stack)).not.toThrow();
  });

  test('that is shared has exactly the families that it is given, and takes constructs of no other', () => {
    const stack = new Stack(new App(), 'Platform');
    const provider = new LightsailProvider(stack, 'Provider', { shared: true, families: [LightsailFamily.ALARMS, LightsailFamily.SNAPSHOTS] });
    expect(families(Template.fromStack(stack))).toEqual([LightsailFamily.SNAPSHOTS, LightsailFamily.ALARMS]);
    new DatabaseSnapshot(stack, 'Snapshot', { database: Database.fromDatabaseName(stack, 'Db', 'db-1'), provider });
    expect(() => provider.useFamily(LightsailFamily.SNAPSHOT_SCHEDULES, stack)).toThrow(
      "[Platform] Got a construct of the family 'SnapshotSchedules'; expected one of the shared provider's families (Alarms, Snapshots). "
      + 'To fix it, add LightsailFamily.SNAPSHOT_SCHEDULES to the provider\'s `families`, or leave `families` out.',
    );
  });

  test('of one stack takes no list of families: it has those in use', () => {
    const stack = new Stack(new App(), 'Shop');
    expect(() => new LightsailProvider(stack, 'Provider', { families: [LightsailFamily.ALARMS] }))
      .toThrow(/Got families for a provider that is not shared; expected .* To fix it, set `shared: true`, or leave `families` out/);
  });

  test('with all families has at most 20 resources', () => {
    const stack = new Stack(new App(), 'Shop');
    const provider = LightsailProvider.getOrCreate(stack);
    for (const family of Object.values(LightsailFamily)) provider.useFamily(family, stack);
    expect(Object.keys(providerResources(stack))).toHaveLength(19);
  });
});

describe('LightsailProvider.fromFunctionArn', () => {
  test('leaves nothing but the custom resource in the template', () => {
    const stack = new Stack(new App(), 'Team');
    const provider = LightsailProvider.fromFunctionArn(stack, 'Provider', 'arn:aws:lambda:eu-central-1:123456789012:function:lightsail');
    new DatabaseSnapshot(stack, 'Snapshot', { database: Database.fromDatabaseName(stack, 'Db', 'db-1'), provider });
    const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, { Type: string; Properties: { ServiceToken: string } }> };
    expect(Object.values(Resources).map((resource) => resource.Type)).toEqual(['Custom::LightsailDatabaseSnapshot']);
    expect(Object.values(Resources)[0].Properties.ServiceToken).toBe('arn:aws:lambda:eu-central-1:123456789012:function:lightsail');
  });

  test.each(['lightsail', 'arn:aws:sns:eu-central-1:123456789012:topic', 'arn:aws:lambda:eu-central-1:123456789012:layer:x'])('refuses %s', (arn) => {
    const stack = new Stack(new App(), 'Team');
    expect(() => LightsailProvider.fromFunctionArn(stack, 'Provider', arn)).toThrow(/as the provider's function ARN; expected an ARN such as/);
  });
});

describe('the waiter', () => {
  test('names no function: it takes the name from its input', () => {
    expect(JSON.stringify(waiterDefinition('aws'))).not.toMatch(/function:/);
  });
});
