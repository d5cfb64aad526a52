import { App, Stack } from 'aws-cdk-lib';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import * as library from '../../../src';

/**
 * An app with every construct of the library. `tools/check-package.ts` runs it where nothing is installed but the packed
 * library and its peers, with 'cdk-lightsail' in the place of the sources.
 */
const app = new App();
const stack = new Stack(app, 'Everything', { env: { region: 'eu-central-1' } });

const database = new lightsail.CfnDatabase(stack, 'Database', {
  relationalDatabaseName: 'shop-db',
  relationalDatabaseBlueprintId: 'mysql_8_0',
  relationalDatabaseBundleId: 'micro_2_0',
  masterDatabaseName: 'shop',
  masterUsername: 'shop',
});
const web = library.Instance.fromInstanceName(stack, 'Web', 'web-1');
const disk = library.Disk.fromDiskName(stack, 'Disk', 'data-1');
const schedule = scheduler.ScheduleExpression.cron({ hour: '3', minute: '0' });

new library.LightsailProvider(stack, 'Provider', { shared: true, families: [library.LightsailFamily.SNAPSHOTS] });

new library.DatabaseSnapshot(stack, 'DatabaseSnapshot', { database });
new library.InstanceSnapshot(stack, 'InstanceSnapshot', { instance: web });
new library.DiskSnapshot(stack, 'DiskSnapshot', { disk });
new library.FinalSnapshot(stack, 'FinalSnapshot', { source: library.SnapshotSource.database(database) });

const email = new library.ContactMethod(stack, 'Email', { endpoint: library.ContactEndpoint.email('ops@example.com') });
new library.Alarm(stack, 'Alarm', {
  metric: library.InstanceMetric.cpuUtilization(web),
  threshold: 80,
  comparisonOperator: library.ComparisonOperator.GREATER_THAN_THRESHOLD,
  contactMethods: [email],
});
library.RecommendedAlarms.forDatabase(stack, 'DatabaseAlarms', { database, contactMethods: [email] });

const cdn = new library.Distribution(stack, 'Cdn', {
  origin: library.DistributionOrigin.instance(web),
  bundle: library.DistributionBundle.SMALL_1_0,
  defaultBehavior: library.CacheBehavior.CACHE,
});
new library.DistributionCacheReset(stack, 'CacheReset', { distribution: cdn, resetCacheOn: '1' });

new library.SnapshotSchedule(stack, 'Nightly', {
  sources: [library.SnapshotSource.database(database)], schedule, retention: library.SnapshotRetention.count(14),
});
new library.DatabaseStartSchedule(stack, 'Morning', { database, schedule });
new library.DatabaseStopSchedule(stack, 'Night', { database, schedule });

const metrics = new library.MetricExport(stack, 'Metrics', { metrics: [library.InstanceMetric.cpuUtilization(web)] });
new library.LightsailDashboard(stack, 'Dashboard', { instances: [web], metrics });

for (const [name, exported] of Object.entries(library)) {
  if (typeof exported !== 'function' || !(exported.prototype instanceof Construct)) continue;
  if (app.node.findAll().some((construct) => construct instanceof exported)) continue;
  throw new Error(`No ${name} is in this app: add one to test/e2e/package/every-construct.ts.`);
}
app.synth();
