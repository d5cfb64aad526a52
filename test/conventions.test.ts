import { App, CfnDeletionPolicy, CfnResource, type IPropertyInjector, PropertyInjectors, RemovalPolicy, type Resource, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnSchedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct, type IConstruct } from 'constructs';
import * as library from '../src';

const {
  Alarm, CacheBehavior, ComparisonOperator, ContactEndpoint, ContactMethod, Database, DatabaseSnapshot, DatabaseStartSchedule,
  DatabaseStopSchedule, Disk, DiskSnapshot, Distribution, DistributionBundle, DistributionCacheReset, DistributionOrigin, FinalSnapshot, Instance,
  InstanceMetric, InstanceSnapshot, LightsailDashboard, LightsailProvider, MetricExport, SnapshotRetention, SnapshotSchedule, SnapshotSource,
} = library;

let app: App;
let stack: Stack;
beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Shop');
});

const schedule = ScheduleExpression.cron({ minute: '0', hour: '3' });
const web = () => Instance.fromInstanceName(stack, 'Web', 'web-1');
const database = () => Database.fromDatabaseName(stack, 'Db', 'shop-db');

const L2S: Readonly<Record<string, () => Resource>> = {
  Alarm: () => new Alarm(stack, 'It', {
    metric: InstanceMetric.cpuUtilization(web()), threshold: 80, comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
  }),
  ContactMethod: () => new ContactMethod(stack, 'It', { endpoint: ContactEndpoint.email('ops@example.com') }),
  DatabaseSnapshot: () => new DatabaseSnapshot(stack, 'It', { database: database() }),
  InstanceSnapshot: () => new InstanceSnapshot(stack, 'It', { instance: web() }),
  DiskSnapshot: () => new DiskSnapshot(stack, 'It', { instance: web() }),
  FinalSnapshot: () => new FinalSnapshot(stack, 'It', { source: SnapshotSource.database(database()) }),
  Distribution: () => new Distribution(stack, 'It', {
    origin: DistributionOrigin.instance(web()), bundle: DistributionBundle.SMALL_1_0, defaultBehavior: CacheBehavior.CACHE,
  }),
  DistributionCacheReset: () => new DistributionCacheReset(stack, 'It', { distribution: Distribution.fromDistributionName(stack, 'Cdn', 'cdn'), resetCacheOn: '1' }),
  DatabaseStartSchedule: () => new DatabaseStartSchedule(stack, 'It', { database: database(), schedule }),
  DatabaseStopSchedule: () => new DatabaseStopSchedule(stack, 'It', { database: database(), schedule, keepStopped: true }),
  SnapshotSchedule: () => new SnapshotSchedule(stack, 'It', { sources: [SnapshotSource.instance(web())], schedule, retention: SnapshotRetention.count(3) }),
  MetricExport: () => new MetricExport(stack, 'It', { metrics: [InstanceMetric.cpuUtilization(web())] }),
  LightsailDashboard: () => new LightsailDashboard(stack, 'It', { instances: [web()] }),
};

/** Groups of resources, without one of their own. */
const GROUPS = ['LightsailProvider', 'RecommendedAlarms'];
const ABSTRACT = ['LightsailSchedule', 'Snapshot'];

test('every construct of the library is here', () => {
  const constructs = Object.entries(library).filter(([, exported]) => typeof exported === 'function' && exported.prototype instanceof Construct).map(([name]) => name);
  expect(constructs.filter((name) => !ABSTRACT.includes(name)).sort()).toEqual([...Object.keys(L2S), ...GROUPS].sort());
});

function defaultChild(construct: IConstruct): CfnResource {
  const child = construct.node.defaultChild;
  if (!child || !CfnResource.isCfnResource(child)) throw new Error(`The default child of ${construct.node.path} is no CfnResource.`);
  return child;
}

describe.each(Object.entries(L2S))('%s', (name, make) => {
  test('has its CfnResource as default child, which takes overrides', () => {
    const child = defaultChild(make());
    child.addPropertyOverride('Overridden', 'yes');
    child.addMetadata('reason', 'test');
    Template.fromStack(stack).hasResource(child.cfnResourceType, { Properties: { Overridden: 'yes' }, Metadata: { reason: 'test' } });
  });

  test('takes a removal policy', () => {
    const construct = make();
    construct.applyRemovalPolicy(RemovalPolicy.RETAIN);
    Template.fromStack(stack).hasResource(defaultChild(construct).cfnResourceType, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('is known to property injectors, which can set what it is made of', () => {
    const id = (Reflect.get(library, name) as { PROPERTY_INJECTION_ID: string }).PROPERTY_INJECTION_ID;
    expect(id).toBe(`cdk-lightsail.${name}`);
    const seen: string[] = [];
    PropertyInjectors.of(app).add(injector(id, (props, construct) => {
      seen.push(construct);
      return props;
    }));
    expect(make().constructor.name).toBe(name);
    expect(seen).toEqual(['It']);
  });
});

function injector(constructUniqueId: string, inject: (props: object, id: string) => object): IPropertyInjector {
  return { constructUniqueId, inject: (props: object, context) => inject(props, context.id) };
}

test('a platform team sets the options of the provider of each stack by an injector', () => {
  PropertyInjectors.of(app).add(injector(LightsailProvider.PROPERTY_INJECTION_ID, (props) => ({ logRetention: RetentionDays.ONE_YEAR, ...props })));
  L2S.DatabaseSnapshot();
  Template.fromStack(stack).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
});

test('the default child of a provider is its function', () => {
  expect(defaultChild(LightsailProvider.getOrCreate(stack)).cfnResourceType).toBe('AWS::Lambda::Function');
});

describe('removal policies', () => {
  test('of a schedule hold for the schedules that it adds, sooner or later', () => {
    const nightly = L2S.SnapshotSchedule() as InstanceType<typeof SnapshotSchedule>;
    nightly.applyRemovalPolicy(RemovalPolicy.RETAIN);
    nightly.metricAge();
    const policies = nightly.node.findAll().filter((node) => node instanceof CfnSchedule).map((made) => made.cfnOptions.deletionPolicy);
    expect(policies).toEqual([CfnDeletionPolicy.RETAIN, CfnDeletionPolicy.RETAIN]);
  });

  test('that destroy a distribution include one that was adopted, however they are set', () => {
    L2S.Distribution().applyRemovalPolicy(RemovalPolicy.DESTROY);
    Template.fromStack(stack).hasResourceProperties('Custom::LightsailDistribution', { DeleteAdopted: true });
  });

  test('that ask for a snapshot are refused: CloudFormation takes none of custom resources', () => {
    expect(() => new DatabaseSnapshot(stack, 'Release', { database: database(), removalPolicy: RemovalPolicy.SNAPSHOT }))
      .toThrow(/^\[Shop\/Release\] Got RemovalPolicy\.SNAPSHOT; expected DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE: .* To fix it, choose one of them/);
    const later = L2S.Alarm();
    const child = defaultChild(later);
    child.cfnOptions.deletionPolicy = CfnDeletionPolicy.SNAPSHOT;
    expect(() => app.synth()).toThrow(/\[Shop\/It\] Got RemovalPolicy\.SNAPSHOT/);
  });
});

test.each([
  ['Alarm', () => Alarm.fromAlarmName(stack, 'It', 'cpu').alarmRef, { alarmName: 'cpu', alarmArn: anyArn('Alarm') }],
  ['DatabaseSnapshot', () => DatabaseSnapshot.fromSnapshotName(stack, 'It', 'db-1').databaseSnapshotRef, {
    relationalDatabaseSnapshotName: 'db-1', databaseSnapshotArn: anyArn('RelationalDatabaseSnapshot'),
  }],
  ['InstanceSnapshot', () => InstanceSnapshot.fromSnapshotName(stack, 'It', 'web_1.0').instanceSnapshotRef, {
    instanceSnapshotName: 'web_1.0', instanceSnapshotArn: anyArn('InstanceSnapshot'),
  }],
  ['DiskSnapshot', () => DiskSnapshot.fromSnapshotName(stack, 'It', 'data-1').diskSnapshotRef, { diskSnapshotName: 'data-1', diskSnapshotArn: anyArn('DiskSnapshot') }],
])('%s is referred to by its name', (_, reference, expected) => {
  expect(stack.resolve(reference())).toEqual(expected);
});

function anyArn(type: string): unknown {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':lightsail:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:${type}/*`]] };
}

test('a name that Lightsail does not take is refused where it is referred to', () => {
  expect(() => DatabaseSnapshot.fromSnapshotName(stack, 'It', 'db_1')).toThrow(/Got 'db_1' as snapshotName; expected 2 to 255 letters, digits or hyphens/);
  expect(() => Disk.fromDiskName(stack, 'Disk', '-')).toThrow(/Got '-' as diskName/);
});

test('a pipeline may be granted the reset of one distribution\'s cache, and nothing else', () => {
  const role = new iam.Role(stack, 'Pipeline', { assumedBy: new iam.AccountRootPrincipal() });
  (L2S.Distribution() as InstanceType<typeof Distribution>).grantResetCache(role);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    Roles: [{ Ref: Match.stringLikeRegexp('^Pipeline') }],
    PolicyDocument: {
      Statement: [
        { Effect: 'Allow', Action: 'lightsail:ResetDistributionCache', Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^It'), 'DistributionArn'] } },
        { Effect: 'Allow', Action: 'lightsail:GetDistributionLatestCacheReset', Resource: '*' },
      ],
    },
  });
});
