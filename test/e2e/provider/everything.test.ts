import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import {
  Alarm, CacheBehavior, ComparisonOperator, ContactEndpoint, ContactMethod, Database, DatabaseSnapshot, DatabaseStartSchedule, DatabaseStopSchedule,
  Disk, DiskSnapshot, Distribution, DistributionBundle, DistributionCacheReset, DistributionOrigin, FinalSnapshot, Instance, InstanceMetric,
  InstanceSnapshot, LightsailFamily, LightsailProvider, MetricExport, SnapshotRetention, SnapshotSchedule, SnapshotSource,
} from '../../../src';
import { DISTRIBUTION_REGION } from '../../../src/distributions/distribution-contract';
import { byHand } from '../support/alarm-stacks';
import { DAY, failures, HOUR, REGION, TestCloud } from '../support/test-cloud';

/** As long as CloudFormation allows: the name is in the conditions of most statements. */
const STACK_NAME = 'Shop'.padEnd(128, '-the-longest-name');
/** Names that databases may not have. */
const WEB = 'www.example.com';
const DISK = 'data_1.0';
const at = (hour: string) => ScheduleExpression.cron({ minute: '0', hour });

interface Variant {
  readonly shared: boolean;
  /** Changes something of each construct. */
  readonly release: string;
}

/** A stack with all families, adoption and copies. */
function everything({ shared, release }: Variant) {
  return (stack: Stack) => {
    const provider = shared ? new LightsailProvider(stack, 'Shared', { shared }) : LightsailProvider.getOrCreate(stack);
    const common = { provider, tags: { release } };
    const takenAnew = { ...common, trigger: release, removalPolicy: RemovalPolicy.DESTROY };
    const web = Instance.fromInstanceName(stack, 'Web', WEB);
    const disk = Disk.fromDiskName(stack, 'Disk', DISK);
    const database = Database.fromDatabaseName(stack, 'Db', 'shop-db');

    new DatabaseSnapshot(stack, 'DatabaseSnapshot', { database, ...takenAnew });
    new InstanceSnapshot(stack, 'InstanceSnapshot', { instance: web, ...takenAnew });
    new DiskSnapshot(stack, 'DiskSnapshot', { disk, ...takenAnew });
    const own = new lightsail.CfnDisk(stack, 'OwnDisk', { diskName: 'own-data', sizeInGb: 8, availabilityZone: `${REGION}a` });
    new FinalSnapshot(stack, 'FinalSnapshot', { source: SnapshotSource.disk(own), ...common });

    const email = new ContactMethod(stack, 'Email', { endpoint: ContactEndpoint.email('ops@example.com'), ...common });
    const alarm = {
      metric: InstanceMetric.cpuUtilization(web),
      threshold: Number(release) + 80,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      contactMethods: [email],
      ...common,
    };
    new Alarm(stack, 'Alarm', alarm);
    new Alarm(stack, 'AdoptedAlarm', { ...alarm, alarmName: 'by-hand', adoptExisting: true });

    const cdn = { bundle: DistributionBundle.SMALL_1_0, defaultBehavior: CacheBehavior.CACHE, ...common };
    const distribution = new Distribution(stack, 'Cdn', { ...cdn, origin: DistributionOrigin.instance(web), resetCacheOn: release });
    new Distribution(stack, 'AdoptedCdn', { ...cdn, origin: DistributionOrigin.instance(web), distributionName: 'by-hand-cdn', adoptExisting: true });
    new DistributionCacheReset(stack, 'CacheReset', { distribution, resetCacheOn: release, provider });

    new DatabaseStartSchedule(stack, 'Morning', { database, schedule: at('8'), provider });
    new DatabaseStopSchedule(stack, 'Night', { database, schedule: at('20'), keepStopped: true, snapshotBeforeStop: true, provider });
    const copied = new SnapshotSchedule(stack, 'Copied', {
      sources: [SnapshotSource.instance(web), SnapshotSource.disk(disk)], schedule: at('3'), retention: SnapshotRetention.count(1), copyTo: ['eu-west-1'], ...common,
    });
    copied.metricAge();
    new MetricExport(stack, 'Metrics', { metrics: [InstanceMetric.cpuUtilization(web)], provider });
  };
}

let cloud: TestCloud;
afterEach(() => cloud.close());

/** The calls of the provider's function that were denied. */
function denied(): string[] {
  return cloud.cloud.account.calls.filter(({ call, error }) => call.caller.roleName !== undefined && error === 'AccessDeniedException')
    .map(({ call }) => `${call.service}:${call.operation}`);
}

function calls(): Set<string> {
  return new Set(cloud.cloud.account.calls.filter(({ call }) => call.caller.roleName !== undefined).map(({ call }) => call.operation));
}

// In its strict mode IAM only asks for more: each provider is tried in one of the two modes.
test.each([
  { shared: false, tagOnCreate: true },
  { shared: true, tagOnCreate: false },
])('all families are deployed, updated, run and destroyed: %o', async ({ shared, tagOnCreate }) => {
  cloud = new TestCloud({ iam: { tagOnCreate }, lightsail: { pageSize: 100 } });
  const { lightsail: account } = cloud.cloud;
  account.seedInstance(REGION, WEB);
  account.seedDisk(REGION, DISK);
  account.seedDatabase(REGION, 'shop-db');
  await byHand(cloud, 'PutAlarm', {
    alarmName: 'by-hand',
    metricName: 'CPUUtilization',
    monitoredResourceName: WEB,
    comparisonOperator: 'LessThanThreshold',
    threshold: 1,
    evaluationPeriods: 1,
  });
  account.instantly(DISTRIBUTION_REGION, 'CreateDistribution', {
    distributionName: 'by-hand-cdn',
    bundleId: 'small_1_0',
    origin: { name: WEB, regionName: REGION, protocolPolicy: 'http-only' },
    defaultCacheBehavior: { behavior: 'cache' },
  });

  for (const release of ['1', '2']) {
    const deployment = await cloud.deploy(everything({ shared, release }), STACK_NAME);
    expect(failures(deployment)).toEqual([]);
    expect(deployment.outcome).toMatchObject({ result: 'deployed' });
    // Otherwise Lightsail removes the contact method after a day.
    if (release === '1') account.monitoring.verify(REGION);
  }
  await cloud.cloud.advance(DAY + 12 * HOUR);
  expect((await cloud.destroy(STACK_NAME)).outcome).toMatchObject({ result: 'deleted' });
  await cloud.settle();

  expect(denied()).toEqual([]);
  // Each family has done what it is there for.
  const made = calls();
  expect([
    'CreateRelationalDatabaseSnapshot', 'CreateInstanceSnapshot', 'CreateDiskSnapshot', 'DeleteRelationalDatabaseSnapshot', 'PutAlarm', 'DeleteAlarm',
    'CreateContactMethod', 'DeleteContactMethod', 'CreateDistribution', 'ResetDistributionCache', 'DeleteDistribution', 'StartRelationalDatabase',
    'StopRelationalDatabase', 'CopySnapshot', 'PutMetricData', 'PutEvents', 'TagResource',
  ].filter((operation) => !made.has(operation))).toEqual([]);
  expect(cloud.names('InstanceSnapshot')).toContainEqual(expect.stringMatching(/^www\.example\.com-\d{8}T0300Z-/));
  const policies = [...cloud.physicalIds('AWS::IAM::Policy', STACK_NAME), ...cloud.physicalIds('AWS::IAM::ManagedPolicy', STACK_NAME)];
  // One per family, the provider's own, and the waiter's.
  expect(policies).toHaveLength(Object.keys(LightsailFamily).length + 2);
}, 120_000);
