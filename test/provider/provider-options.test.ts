import { type App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Database, DatabaseSnapshot, DatabaseStartSchedule, LightsailFamily, LightsailProvider, type LightsailProviderProps } from '../../src';
import { validatedApp } from '../support/validated-app';

const ENV = { account: '123456789012', region: 'eu-central-1' };
let app: App;
let stack: Stack;
beforeEach(() => {
  app = validatedApp();
  stack = new Stack(app, 'Shop', { env: ENV });
});

function snapshot(scope = stack, props: object = {}): DatabaseSnapshot {
  return new DatabaseSnapshot(scope, 'Release', { database: Database.fromDatabaseName(scope, 'Db', 'shop-db'), ...props });
}

function withOptions(options: LightsailProviderProps): Template {
  LightsailProvider.setDefault(stack, new LightsailProvider(stack, 'Provider', options));
  snapshot();
  return Template.fromStack(stack);
}

function types(template: Template): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { Type } of Object.values(template.toJSON().Resources as Record<string, { Type: string }>)) counts[Type] = (counts[Type] ?? 0) + 1;
  return counts;
}

const PLAIN = {
  'AWS::IAM::ManagedPolicy': 1,
  'AWS::IAM::Policy': 2,
  'AWS::IAM::Role': 2,
  'AWS::Lambda::Function': 1,
  'AWS::Logs::LogGroup': 1,
  'AWS::StepFunctions::StateMachine': 1,
  'Custom::LightsailDatabaseSnapshot': 1,
};

describe('options of a provider', () => {
  test('add no resource unless they need one', () => {
    expect(types(withOptions({
      memorySize: 256, reservedConcurrentExecutions: 5, logRetention: logs.RetentionDays.ONE_YEAR, logRemovalPolicy: RemovalPolicy.RETAIN,
    }))).toEqual(PLAIN);
  });

  test('set memory, concurrency and the log', () => {
    const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:123456789012:key/3f1c8f0e-32b4-4a4f-8f2d-8a6c0ad2ad71');
    const template = withOptions({
      memorySize: 256, reservedConcurrentExecutions: 5, logRemovalPolicy: RemovalPolicy.RETAIN, logEncryptionKey: key, environmentEncryption: key,
    });
    template.hasResourceProperties('AWS::Lambda::Function', { MemorySize: 256, ReservedConcurrentExecutions: 5, KmsKeyArn: key.keyArn });
    template.hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 30, KmsKeyId: key.keyArn }, DeletionPolicy: 'Retain' });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([{ Sid: 'DecryptEnvironment', Effect: 'Allow', Action: 'kms:Decrypt', Resource: key.keyArn }]) },
    });
    expect(types(template)).toEqual(PLAIN);
  });

  test('take roles, to which the policies are attached', () => {
    const role = iam.Role.fromRoleName(stack, 'FunctionRole', 'platform-function');
    const waiterRole = iam.Role.fromRoleName(stack, 'WaiterRole', 'platform-waiter');
    const template = withOptions({ role, waiterRole });
    template.resourceCountIs('AWS::IAM::Role', 0);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { Roles: ['platform-function'] });
    template.hasResourceProperties('AWS::IAM::Policy', { Roles: ['platform-waiter'] });
  });

  test('put the permissions boundary on every role, that of EventBridge Scheduler included', () => {
    const permissionsBoundary = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'teams');
    const provider = new LightsailProvider(stack, 'Provider', { permissionsBoundary });
    new DatabaseStartSchedule(stack, 'Morning', {
      database: Database.fromDatabaseName(stack, 'Db', 'shop-db'), schedule: ScheduleExpression.cron({ minute: '0', hour: '8' }), provider,
    });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::Role', 3);
    template.allResourcesProperties('AWS::IAM::Role', { PermissionsBoundary: stack.resolve(permissionsBoundary.managedPolicyArn) });
  });

  test('put the function into a VPC, with the permission that this takes', () => {
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 });
    const template = withOptions({ vpc });
    template.hasResource('AWS::Lambda::Function', {
      Properties: { VpcConfig: { SubnetIds: Match.anyValue(), SecurityGroupIds: Match.anyValue() } },
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^ProviderVpcPolicy')]),
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [Match.objectLike({ Sid: 'UseVpc', Action: Match.arrayWith(['ec2:CreateNetworkInterface']) })] },
    });
  });

  test('trace and log the waiter, whose role may do so before it exists', () => {
    const destination = new logs.LogGroup(stack, 'WaiterLog');
    const template = withOptions({ tracing: lambda.Tracing.ACTIVE, waiterLogs: { destination, level: sfn.LogLevel.ALL } });
    template.hasResource('AWS::StepFunctions::StateMachine', {
      Properties: { LoggingConfiguration: { Level: 'ALL', Destinations: [Match.anyValue()] }, TracingConfiguration: { Enabled: true } },
      DependsOn: [Match.stringLikeRegexp('^ProviderWaiterLogPolicy')],
    });
    template.hasResourceProperties('AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [Match.objectLike({ Sid: 'DeliverLogs' }), Match.objectLike({ Sid: 'SendTraces' })] },
    });
  });

  test('warn of URLs in the log', () => {
    new LightsailProvider(stack, 'Provider', { waiterLogs: { destination: new logs.LogGroup(stack, 'WaiterLog'), includeExecutionData: true } });
    Annotations.fromStack(stack).hasWarning('/Shop/Provider', Match.stringLikeRegexp('The log of the waiter will hold the URLs that answer CloudFormation'));
  });

  test.each<[LightsailProviderProps, RegExp]>([
    [{ memorySize: 64 }, /Got 64 as memorySize; expected a whole number from 128 to 10240/],
    [{ memorySize: 128.5 }, /Got 128\.5 as memorySize/],
    [{ reservedConcurrentExecutions: 0 }, /Got 0 as reservedConcurrentExecutions; expected a whole number of 1 or more/],
    [{ vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } }, /Got vpcSubnets without vpc; expected the VPC that they are of/],
    [{ securityGroups: [] }, /Got securityGroups without vpc/],
  ])('%j are refused', (options, message) => {
    expect(() => new LightsailProvider(stack, 'Provider', options)).toThrow(message);
  });
});

test('the parts of a provider are there for alarms', () => {
  const provider = LightsailProvider.getOrCreate(stack);
  const metrics = [provider.metricInvocations(), provider.metricErrors(), provider.metricThrottles(), provider.metricDuration()];
  const refs = metrics.map(({ dimensions }) => dimensions);
  expect(stack.resolve(refs)).toEqual(Array.from({ length: 4 }, () => ({ FunctionName: { Ref: 'CdkLightsailProviderFunctionC3FDBD3B' } })));
  const waiters = [provider.metricWaiterFailed(), provider.metricWaiterTimedOut()];
  expect(waiters.map(({ metricName }) => metricName)).toEqual(['ExecutionsFailed', 'ExecutionsTimedOut']);
  expect(stack.resolve(waiters[0].dimensions)).toEqual({ StateMachineArn: stack.resolve(provider.waiter.stateMachineArn) });
  expect(stack.resolve(provider.function.functionArn)).toEqual(stack.resolve(provider.functionArn));
  expect(stack.resolve(provider.logGroup.logGroupName)).toEqual({ Ref: 'CdkLightsailProviderLog1DE376BF' });
});

describe('a default provider', () => {
  test('of an app serves all of its stacks', () => {
    const platform = new Stack(app, 'Platform', { env: ENV });
    LightsailProvider.setDefault(app, new LightsailProvider(platform, 'Lightsail', { shared: true }));
    snapshot();
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 0);
    Template.fromStack(platform).resourceCountIs('AWS::Lambda::Function', 1);
  });

  test('of a stack goes before that of the app, and the construct\'s own before both', () => {
    const platform = new Stack(app, 'Platform', { env: ENV });
    const [ofApp, ofStack, own] = ['App', 'Stack', 'Own'].map((id) => new LightsailProvider(platform, id, { shared: true }));
    LightsailProvider.setDefault(app, ofApp);
    LightsailProvider.setDefault(stack, ofStack);
    expect(LightsailProvider.of(stack)).toBe(ofStack);
    expect(LightsailProvider.of(platform)).toBe(ofApp);
    snapshot(stack, { provider: own });
    const [{ Properties: properties }] = Object.values(Template.fromStack(stack).findResources('Custom::LightsailDatabaseSnapshot'));
    expect(JSON.stringify(properties)).toContain(':ExportsOutputFnGetAttOwnFunction');
  });

  test('comes before the constructs that it is for, and is one', () => {
    const platform = new Stack(app, 'Platform', { env: ENV });
    const provider = new LightsailProvider(platform, 'Lightsail', { shared: true });
    snapshot();
    const message = /\[Shop\] Got a default provider after Shop\/Release, which has another one already; expected the default before the first construct/;
    expect(() => LightsailProvider.setDefault(stack, provider)).toThrow(message);
    LightsailProvider.setDefault(platform, provider);
    LightsailProvider.setDefault(platform, provider);
    expect(() => LightsailProvider.setDefault(platform, new LightsailProvider(platform, 'Other'))).toThrow(/Got a second default provider, besides Platform\/Lightsail/);
  });

  test('serves one account and region', () => {
    const elsewhere = new Stack(app, 'Elsewhere', { env: { ...ENV, region: 'eu-west-1' } });
    LightsailProvider.setDefault(app, new LightsailProvider(elsewhere, 'Lightsail', { shared: true }));
    expect(() => snapshot()).toThrow(/\[Shop\/Release\] Got a provider of the region eu-west-1 for a stack in eu-central-1; expected a provider of the stack's own/);
  });
});

describe('an imported provider', () => {
  const imported = (arn: string, families?: LightsailFamily[]) => LightsailProvider.fromFunctionArn(stack, 'Provider', arn, { families });
  const arn = (place: string) => `arn:aws:lambda:${place}:function:lightsail`;

  test('rejects a family that it does not have', () => {
    const provider = imported(arn('eu-central-1:123456789012'), [LightsailFamily.ALARMS]);
    expect(() => snapshot(stack, { provider })).toThrow('[Shop/Release] Got a construct of the family \'Snapshots\'; expected one of the imported provider\'s families '
      + '(Alarms). To fix it, add LightsailFamily.SNAPSHOTS to the provider\'s `families`, or leave `families` out.');
  });

  test.each([
    ['eu-west-1:123456789012', /Got a provider of the region eu-west-1 for a stack in eu-central-1/],
    ['eu-central-1:210987654321', /Got a provider of the account 210987654321 for a stack in 123456789012/],
  ])('of %s is rejected', (place, message) => {
    expect(() => snapshot(stack, { provider: imported(arn(place)) })).toThrow(message);
  });

  test('passes where the stack is not known, or its list of families has what is used', () => {
    const anywhere = new Stack(app, 'Anywhere');
    const provider = LightsailProvider.fromFunctionArn(anywhere, 'Provider', arn('eu-west-1:123456789012'), { families: [LightsailFamily.SNAPSHOTS] });
    expect(() => snapshot(anywhere, { provider })).not.toThrow();
  });
});
