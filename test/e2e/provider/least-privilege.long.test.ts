import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { type Effect, lightsailState, type StoredResource } from 'cdk-local-cloud/engine';
import {
  Alarm, type AlarmProps, Bucket, BucketMetric, CacheBehavior, Certificate, ComparisonOperator, ContactEndpoint, ContactMethod, ContainerService,
  ContainerServiceMetric, Database, DatabaseMetric, DatabaseSnapshot, type DatabaseSnapshotProps, DatabaseStartSchedule, DatabaseStopSchedule,
  Disk, DiskSnapshot, Distribution, DistributionBundle, DistributionCacheReset, DistributionIpAddressType, DistributionMetric, DistributionOrigin,
  type DistributionProps, FinalSnapshot, Instance, InstanceMetric, InstanceSnapshot, LightsailFamily, LightsailProvider, LoadBalancer,
  LoadBalancerMetric, MetricExport, SnapshotRetention, SnapshotSchedule, SnapshotSource,
} from '../../../src';
import { DISTRIBUTION_REGION } from '../../../src/distributions/distribution-contract';
import { familyStatements } from '../../../src/provider/family-statements';
import { ownedByStack } from '../../../src/provider/ownership-conditions';
import { byHand } from '../support/alarm-stacks';
import { PrivilegeRecord } from '../support/privilege-record';
import { DAY, HOUR, MINUTE, REGION, TestCloud } from '../support/test-cloud';

const WEB = 'shop-web';
const at = (hour: string) => ScheduleExpression.cron({ minute: '0', hour });
const web = (stack: Stack) => Instance.fromInstanceName(stack, 'Web', WEB);
const database = (stack: Stack) => Database.fromDatabaseName(stack, 'Db', 'shop-db');
const disk = (stack: Stack) => Disk.fromDiskName(stack, 'Disk', 'shop-data');

const TAGS = [{ release: '1', old: 'yes' }, { release: '2' }] as const;
const DESTROY = { removalPolicy: RemovalPolicy.DESTROY };
const RETAIN = { removalPolicy: RemovalPolicy.RETAIN };

/** One deployment: what the stack has, and what goes wrong. `undefined`: nothing but the provider. */
interface Deployed {
  readonly define?: (stack: Stack) => void;
  readonly fault?: { readonly operation: string; readonly effect: Effect };
  /** What is expected to fail. */
  readonly fails?: true;
  /** What somebody does a minute after it began. */
  readonly meanwhile?: () => void;
  /** How long the stack lives on. */
  readonly then?: number;
}

const cancel = (stackName: string) => () => cloud.cloud.cancelUpdate(stackName, REGION);
/** What Lightsail has loses a resource. */
const vanish = (region: string, isIt: (resource: StoredResource) => boolean) => () => {
  const { resources } = lightsailState(cloud.cloud.account).regions[region];
  for (const resource of Object.values(resources).filter(isIt)) delete resources[resource.name];
};

const lost = (operation: string) => ({ operation, effect: { type: 'lose-answer' } as const });

const alarm = (stack: Stack, props: Partial<AlarmProps>) => new Alarm(stack, 'Alarm', {
  metric: InstanceMetric.cpuUtilization(web(stack)), threshold: 80, comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD, ...props,
});
const distribution = (stack: Stack, props: Partial<DistributionProps>) => new Distribution(stack, 'Cdn', {
  origin: DistributionOrigin.instance(web(stack)), bundle: DistributionBundle.SMALL_1_0, defaultBehavior: CacheBehavior.CACHE, ...props,
});
const snapshots = (stack: Stack, props: Omit<DatabaseSnapshotProps, 'database'>) => {
  new DatabaseSnapshot(stack, 'DatabaseSnapshot', { database: database(stack), ...props });
  new InstanceSnapshot(stack, 'InstanceSnapshot', { instance: web(stack), ...props });
  new DiskSnapshot(stack, 'DiskSnapshot', { disk: disk(stack), ...props });
};
const ownDisk = (stack: Stack) => new lightsail.CfnDisk(stack, 'Disk', { diskName: 'own-data', sizeInGb: 8, availabilityZone: `${REGION}a` });
const holidays = (stack: Stack) => {
  const calendar = new ssm.CfnDocument(stack, 'Holidays', { documentType: 'ChangeCalendar', documentFormat: 'TEXT', content: {} });
  calendar.addPropertyOverride('Content', 'BEGIN:VCALENDAR\r\nPRODID:-//AWS//Change Calendar 1.0//EN\r\nVERSION:2.0\r\nX-CALENDAR-TYPE:DEFAULT_OPEN\r\nEND:VCALENDAR\r\n');
  return [calendar];
};

/** The lives of stacks: together they need each permission of each family. Each has as few families as possible. */
const LIVES: Readonly<Record<string, readonly Deployed[]>> = {
  Snapshots: [
    { define: (stack) => snapshots(stack, { ...DESTROY, tags: TAGS[0] }), fault: lost('CreateRelationalDatabaseSnapshot') },
    { define: (stack) => snapshots(stack, { ...DESTROY, tags: TAGS[1] }) },
    // What the cancelled update was making has to be found.
    { define: (stack) => snapshots(stack, { ...DESTROY, tags: TAGS[1], trigger: 'cancelled' }), meanwhile: cancel('Snapshots'), fails: true },
    {
      define: (stack) => snapshots(stack, { ...DESTROY, tags: TAGS[1], trigger: 'lost' }),
      meanwhile: vanish(REGION, ({ kind, phases }) => kind === 'DiskSnapshot' && phases.length > 1),
      fails: true,
    },
    {},
  ],
  FinalSnapshots: [
    {
      define: (stack) => {
        new FinalSnapshot(stack, 'FinalDatabase', {
          source: SnapshotSource.database(new lightsail.CfnDatabase(stack, 'Database', {
            relationalDatabaseName: 'own-db', relationalDatabaseBlueprintId: 'mysql_8_0', relationalDatabaseBundleId: 'micro_2_0', masterDatabaseName: 'shop', masterUsername: 'shopadmin',
          })),
        });
        new FinalSnapshot(stack, 'FinalDisk', { source: SnapshotSource.disk(ownDisk(stack)) });
        new FinalSnapshot(stack, 'FinalInstance', {
          source: SnapshotSource.instance(new lightsail.CfnInstance(stack, 'Instance', { instanceName: 'own-web', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' })),
        });
      },
    },
    // One final snapshot of the disk goes, and the disk stays: the template still has it.
    { define: (stack) => { new FinalSnapshot(stack, 'MovedFinalDisk', { source: SnapshotSource.disk(ownDisk(stack)) }); } },
  ],
  Alarms: [
    { define: (stack) => alarm(stack, { alarmName: 'cpu', verifyOnDeploy: true, tags: TAGS[0], ...RETAIN }) },
    { define: (stack) => alarm(stack, { alarmName: 'cpu', threshold: 81, tags: TAGS[1], ...RETAIN }) },
    {},
    // It was kept, and is there before this deployment.
    { define: (stack) => alarm(stack, { alarmName: 'cpu', threshold: 82, ...DESTROY }) },
    { define: (stack) => alarm(stack, { alarmName: 'cpu', threshold: 83, timeout: Duration.minutes(2), ...DESTROY }), fault: { operation: 'PutAlarm', effect: { type: 'endless-operation' } }, fails: true },
  ],
  AlarmAdoption: [
    { define: (stack) => alarm(stack, { alarmName: 'by-hand', adoptExisting: true }) },
  ],
  ContactMethods: [
    { define: (stack) => { new ContactMethod(stack, 'Email', { endpoint: ContactEndpoint.email('ops@example.com'), tags: TAGS[0] }); } },
    { define: (stack) => { new ContactMethod(stack, 'Email', { endpoint: ContactEndpoint.email('ops@example.com'), tags: TAGS[1] }); } },
    {},
    {
      define: (stack) => {
        new ContactMethod(stack, 'Email', { endpoint: ContactEndpoint.email('dev@example.com'), waitForVerification: Duration.minutes(20) });
      },
      fails: true,
    },
  ],
  Distributions: [
    {
      define: (stack) => distribution(stack, {
        distributionName: 'cdn', certificate: Certificate.fromCertificateName(stack, 'Certificate', 'shop-certificate'), tags: TAGS[0], ...RETAIN,
      }),
      fault: lost('CreateDistribution'),
    },
    {
      define: (stack) => distribution(stack, {
        distributionName: 'cdn',
        bundle: DistributionBundle.MEDIUM_1_0,
        ipAddressType: DistributionIpAddressType.IPV4,
        defaultBehavior: CacheBehavior.DONT_CACHE,
        resetCacheOn: '1',
        tags: TAGS[1],
        ...RETAIN,
      }),
    },
    {},
    {
      define: (stack) => distribution(stack, { distributionName: 'lost-cdn' }),
      meanwhile: vanish(DISTRIBUTION_REGION, ({ name }) => name === 'lost-cdn'),
      fails: true,
    },
  ],
  DistributionAdoption: [
    { define: (stack) => distribution(stack, { distributionName: 'by-hand-cdn', adoptExisting: true }) },
  ],
  KeptDistribution: [
    { define: (stack) => distribution(stack, { distributionName: 'kept-cdn', ...RETAIN }) },
    {},
    { define: (stack) => distribution(stack, { distributionName: 'kept-cdn', adoptExisting: true, ...DESTROY }) },
  ],
  CacheResets: ['1', '2'].map((resetCacheOn) => ({
    define: (stack) => { new DistributionCacheReset(stack, 'Reset', { distribution: Distribution.fromDistributionName(stack, 'Cdn', 'theirs-cdn'), resetCacheOn }); },
  })),
  Databases: [{
    define: (stack) => {
      new DatabaseStartSchedule(stack, 'Morning', { database: database(stack), schedule: at('8') });
      new DatabaseStopSchedule(stack, 'Night', { databasesByTag: { hours: 'office' }, schedule: at('20'), keepStopped: true, holidays: holidays(stack) });
    },
    // Perhaps it was carried out.
    fault: { operation: 'StopRelationalDatabase', effect: { type: 'error', code: 'ServiceException', message: 'Please try again later.', status: 500 } },
    then: 2 * DAY,
  }],
  SnapshotSchedules: [{
    define: (stack) => {
      new SnapshotSchedule(stack, 'Tagged', {
        databasesByTag: { backup: 'yes' },
        instancesByTag: { backup: 'yes' },
        disksByTag: { backup: 'yes' },
        schedule: at('3'),
        retention: SnapshotRetention.count(1),
        holidays: holidays(stack),
      }).metricAge();
    },
    then: 3 * DAY,
  }],
  SnapshotCopies: [{
    define: (stack) => {
      new SnapshotSchedule(stack, 'Copied', {
        sources: [SnapshotSource.instance(web(stack)), SnapshotSource.disk(disk(stack))], schedule: at('4'), retention: SnapshotRetention.count(1), copyTo: ['eu-west-1'],
      });
    },
    then: 3 * DAY,
  }],
  Metrics: [{
    define: (stack) => {
      new MetricExport(stack, 'Metrics', {
        metrics: [
          InstanceMetric.cpuUtilization(web(stack)),
          DatabaseMetric.cpuUtilization(database(stack)),
          LoadBalancerMetric.requestCount(LoadBalancer.fromLoadBalancerName(stack, 'LoadBalancer', 'shop-lb')),
          DistributionMetric.requests(Distribution.fromDistributionName(stack, 'Cdn', 'theirs-cdn')),
          BucketMetric.bucketSizeBytes(Bucket.fromBucketName(stack, 'Bucket', 'shop-bucket')),
          ContainerServiceMetric.cpuUtilization(ContainerService.fromContainerServiceName(stack, 'Service', 'shop-service')),
        ],
      });
    },
    meanwhile: () => cloud.cloud.lightsail.monitoring.measure(REGION, { resourceName: WEB, metricName: 'CPUUtilization', value: 20, duration: 2 * HOUR }),
    // A bucket has one value a day.
    then: 26 * HOUR,
  }],
};

/** By the first statement of its policy: what a policy's name is in a template is not known to IAM. */
const FAMILY_OF_STATEMENT = new Map(Object.values(LightsailFamily)
  .map((family) => [familyStatements[family](ownedByStack(new Stack(new App(), 'Any')))[0].sid, String(family)] as const));

let cloud: TestCloud;
let record: PrivilegeRecord;

beforeAll(async () => {
  cloud = new TestCloud();
  const { account, lightsail: lightsailService } = cloud.cloud;
  record = new PrivilegeRecord(account, ({ Statement: [{ Sid: sid = '' }] }) => (sid === 'StartWaiter' ? 'Provider' : FAMILY_OF_STATEMENT.get(sid)));
  const backedUp = { tags: [{ key: 'backup', value: 'yes' }, { key: 'hours', value: 'office' }] };
  lightsailService.seedInstance(REGION, WEB, backedUp);
  lightsailService.seedDisk(REGION, 'shop-data', backedUp);
  lightsailService.seedDatabase(REGION, 'shop-db', backedUp);
  lightsailService.seedLoadBalancer(REGION, 'shop-lb');
  lightsailService.seedCertificate(DISTRIBUTION_REGION, 'shop-certificate', 'shop.example.com');
  for (const alarmName of ['by-hand', 'theirs']) {
    await byHand(cloud, 'PutAlarm', {
      alarmName, metricName: 'NetworkIn', monitoredResourceName: WEB, comparisonOperator: 'LessThanThreshold', threshold: 1, evaluationPeriods: 1,
    });
  }
  for (const distributionName of ['by-hand-cdn', 'theirs-cdn']) {
    lightsailService.instantly(DISTRIBUTION_REGION, 'CreateDistribution', {
      distributionName, bundleId: 'small_1_0', origin: { name: WEB, regionName: REGION, protocolPolicy: 'http-only' }, defaultCacheBehavior: { behavior: 'cache' },
    });
  }
});

afterAll(() => cloud.close());

test.each(Object.entries(LIVES))('%s live', async (name, deployments) => {
  for (const { define, fault, fails, meanwhile, then = 0 } of deployments) {
    if (fault) cloud.fault(fault.operation, fault.effect, 1);
    if (meanwhile) cloud.after(MINUTE, meanwhile);
    const { outcome } = await cloud.deploy((stack) => {
      LightsailProvider.getOrCreate(stack);
      define?.(stack);
    }, name);
    expect(outcome).toMatchObject({ result: fails ? 'failed' : 'deployed' });
    await cloud.cloud.advance(then);
  }
  expect((await cloud.destroy(name)).outcome).toMatchObject({ result: 'deleted' });
  await cloud.settle();
// Of real time, on a machine that does much else.
}, 600_000);

test('every permission is needed', () => {
  expect([...record.permissions.keys()].filter((name) => !record.needed.has(name)).sort()).toEqual([]);
});

test('every condition denies what it is there to deny', () => {
  expect(record.allowedViolations).toEqual([]);
  const conditions = [...record.permissions].flatMap(([name, its]) => its.map((condition) => `${name} ${condition}`));
  expect(conditions.filter((condition) => !record.denying.has(condition)).sort()).toEqual([]);
});

test('these are the permissions of every family', () => {
  const families = [...record.permissions.keys()].map((name) => name.split(' ')[0]);
  expect([...new Set(families)].sort()).toEqual([...Object.values(LightsailFamily), 'Provider'].sort());
});
