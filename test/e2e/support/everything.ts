import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import {
  Alarm, CacheBehavior, ComparisonOperator, ContactEndpoint, ContactMethod, Database, DatabaseSnapshot, DatabaseStartSchedule, DatabaseStopSchedule,
  Disk, DiskSnapshot, Distribution, DistributionBundle, DistributionCacheReset, DistributionOrigin, FinalSnapshot, Instance, InstanceMetric,
  InstanceSnapshot, LightsailProvider, MetricExport, SnapshotRetention, SnapshotSchedule, SnapshotSource,
} from '../../../src';

/** Names that databases may not have. */
export const WEB = 'www.example.com';
export const DISK = 'data_1.0';
const at = (hour: string) => ScheduleExpression.cron({ minute: '0', hour });

export interface Variant {
  readonly shared: boolean;
  /** Changes something of each construct. */
  readonly release: string;
}

/** A stack with all families, adoption and copies. */
export function everything({ shared, release }: Variant) {
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
    const own = new lightsail.CfnDisk(stack, 'OwnDisk', { diskName: 'own-data', sizeInGb: 8, availabilityZone: `${stack.region}a` });
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
