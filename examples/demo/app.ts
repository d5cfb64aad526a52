import { App, Duration, Stack, Tags, TimeZone } from 'aws-cdk-lib';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import {
  Alarm, CacheBehavior, ComparisonOperator, ContactEndpoint, ContactMethod, DatabaseSnapshot, DatabaseStartSchedule,
  DatabaseStopSchedule, Distribution, DistributionBundle, DistributionOrigin, FinalSnapshot, InstanceMetric, InstanceSnapshot,
  MetricExport, SnapshotRetention, SnapshotSchedule, SnapshotSource,
} from '../../src';

export interface ShopProps {
  /** The release: a new one takes new snapshots before the database and the web server change. */
  readonly version: string;
}

/**
 * A shop on an instance, a database and a bucket, all CloudFormation's own types, with what CloudFormation lacks: a snapshot
 * of the first two before a release, one of the database before it is deleted, an alarm that notifies someone, a
 * distribution from any region, whose cache is reset with each release, office hours for the database, nightly snapshots of
 * the instance, and its load in CloudWatch.
 */
export class Shop extends Stack {
  constructor(scope: Construct, id: string, props: ShopProps) {
    super(scope, id, { description: 'The example app of cdk-lightsail' });

    const database = new lightsail.CfnDatabase(this, 'Database', {
      relationalDatabaseName: 'shop-db',
      relationalDatabaseBlueprintId: 'mysql_8_0',
      relationalDatabaseBundleId: 'micro_2_0',
      masterDatabaseName: 'shop',
      masterUsername: 'shop',
    });
    const web = new lightsail.CfnInstance(this, 'Web', {
      instanceName: 'shop-web',
      blueprintId: 'ubuntu_24_04',
      bundleId: 'nano_3_0',
    });

    new DatabaseSnapshot(this, 'DatabaseRelease', { database, trigger: props.version, executeBefore: [database] });
    new InstanceSnapshot(this, 'WebRelease', { instance: web, trigger: props.version, executeBefore: [web] });
    new FinalSnapshot(this, 'DatabaseFinal', { source: SnapshotSource.database(database) });

    const onCall = new ContactMethod(this, 'OnCall', { endpoint: ContactEndpoint.email('ops@example.com') });
    new Alarm(this, 'Cpu', {
      metric: InstanceMetric.cpuUtilization(web),
      threshold: 80,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 2,
      contactMethods: [onCall],
    });

    const images = new lightsail.CfnBucket(this, 'Images', { bucketName: 'shop-images', bundleId: 'small_1_0' });
    new Distribution(this, 'Cdn', {
      origin: DistributionOrigin.bucket(images),
      bundle: DistributionBundle.SMALL_1_0,
      defaultBehavior: CacheBehavior.CACHE,
      resetCacheOn: props.version,
    });

    const officeDay = (hour: string) => ScheduleExpression.cron({ minute: '0', hour, weekDay: 'MON-FRI', timeZone: TimeZone.EUROPE_BERLIN });
    new DatabaseStartSchedule(this, 'Morning', { database, schedule: officeDay('8') });
    new DatabaseStopSchedule(this, 'Evening', {
      database, schedule: officeDay('20'), keepStopped: true, snapshotBeforeStop: true, snapshotRetention: SnapshotRetention.count(3),
    });
    new SnapshotSchedule(this, 'Nightly', {
      sources: [SnapshotSource.instance(web)],
      schedule: ScheduleExpression.cron({ minute: '0', hour: '3', timeZone: TimeZone.EUROPE_BERLIN }),
      retention: SnapshotRetention.count(4),
    });

    new MetricExport(this, 'Metrics', { metrics: [InstanceMetric.cpuUtilization(web)], interval: Duration.minutes(15) });

    Tags.of(this).add('app', 'shop');
  }
}

if (require.main === module) {
  const app = new App();
  new Shop(app, 'Shop', { version: app.node.tryGetContext('version') ?? '1.0' });
  app.synth();
}
