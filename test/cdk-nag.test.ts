import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';
import { AwsSolutionsChecks as AwsSolutionsChecks2 } from 'cdk-nag-2';
import { Shop } from '../examples/demo/app';
import {
  Bucket, ContainerService, Database, DatabaseMetric, DatabaseStartSchedule, DatabaseStopSchedule, Disk, Instance, InstanceMetric,
  LightsailDashboard, LightsailProvider, LoadBalancer, MetricExport, SnapshotRetention, SnapshotSchedule, SnapshotSource,
} from '../src';

/** Every construct: the example app, and what it leaves out. */
function everything(): App {
  const app = new App();
  new Shop(app, 'Shop', { version: '1.0' });
  new Schedules(app, 'Schedules');
  new Metrics(app, 'Metrics');
  // Its policies are wider, and of all families.
  new LightsailProvider(new Stack(app, 'Shared', { env: { region: 'eu-central-1' } }), 'Provider', { shared: true });
  return app;
}

class Schedules extends Stack {
  constructor(scope: App, id: string) {
    super(scope, id);
    const database = Database.fromDatabaseName(this, 'Database', 'shop-db');
    const schedule = ScheduleExpression.cron({ minute: '0', hour: '3' });
    new DatabaseStartSchedule(this, 'Morning', { databasesByTag: { hours: 'office' }, schedule });
    new DatabaseStopSchedule(this, 'Night', { database, schedule, keepStopped: true, snapshotBeforeStop: true, snapshotRetention: SnapshotRetention.count(3) });
    new SnapshotSchedule(this, 'Databases', { databasesByTag: { backup: 'yes' }, schedule, retention: SnapshotRetention.count(3) }).metricAge();
    new SnapshotSchedule(this, 'Others', {
      sources: [SnapshotSource.disk(Disk.fromDiskName(this, 'Disk', 'data-1')), SnapshotSource.instance(Instance.fromInstanceName(this, 'Web', 'web-1'))],
      schedule,
      retention: SnapshotRetention.count(3),
      copyTo: ['eu-west-1'],
    });
  }
}

class Metrics extends Stack {
  constructor(scope: App, id: string) {
    super(scope, id);
    const database = Database.fromDatabaseName(this, 'Database', 'shop-db');
    const web = Instance.fromInstanceName(this, 'Web', 'web-1');
    const metrics = new MetricExport(this, 'Metrics', { metrics: [...InstanceMetric.all(web), ...DatabaseMetric.all(database)] });
    metrics.onNotExported('Missing');
    new LightsailDashboard(this, 'Dashboard', {
      instances: [web],
      databases: [database],
      loadBalancers: [LoadBalancer.fromLoadBalancerName(this, 'LoadBalancer', 'lb-1')],
      buckets: [Bucket.fromBucketName(this, 'Bucket', 'assets')],
      containerServices: [ContainerService.fromContainerServiceName(this, 'Api', 'api')],
      metrics,
    });
  }
}

/** What cdk-nag 3 finds: it adds to no construct, and knows what the construct tree acknowledges. */
function findingsOfVersion3(app: App): string[] {
  return new AwsSolutionsChecks().validateScope(app).violations
    .flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${constructPath}: ${ruleName}`));
}

/** What cdk-nag 2 finds: it visits each construct and adds errors to it, but for what the resource's own metadata acknowledges. */
function findingsOfVersion2(app: App): string[] {
  const checks = new AwsSolutionsChecks2({ reports: false });
  const constructs = app.node.findAll();
  for (const construct of constructs) checks.visit(construct);
  return constructs.flatMap(({ node }) => node.metadata
    .filter(({ type }) => type === 'aws:cdk:error' || type === 'aws:cdk:warning')
    .map(({ data }) => `${node.path}: ${String(data).split(': ')[0]}`));
}

/** The rules and findings that the constructs acknowledge, with the paths of what they are about. */
function acknowledged(app: App): string[] {
  return app.node.findAll().flatMap(({ node }) => node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.keys(data as object).map((id) => `${node.path}: ${id}`)));
}

test.each([
  ['2', findingsOfVersion2],
  ['3', findingsOfVersion3],
])('cdk-nag %s finds nothing that the constructs do not give a reason for', (_, findings) => {
  expect(findings(everything())).toEqual([]);
});

test('what the constructs acknowledge is what cdk-nag would find', () => {
  const app = everything();
  jest.spyOn(AwsSolutionsChecks.prototype as unknown as { isAcknowledged(): boolean }, 'isAcknowledged').mockReturnValue(false);
  expect(acknowledged(app).sort()).toEqual(findingsOfVersion3(app).sort());
});

test('docs/security.md lists what other packs of rules find', () => {
  const app = everything();
  const packs = [HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks].map((Checks) => new Checks());
  const found = packs.flatMap((pack) => pack.validateScope(app).violations.map(({ ruleName }) => ruleName.slice(pack.readPackName.length + 1)));
  const page = fs.readFileSync(path.join(__dirname, '..', 'docs', 'security.md'), 'utf8');
  const listed = page.slice(page.indexOf('Other rule packs')).split('\n').filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...line.split('|')[1].matchAll(/`(\w+)`/g)].map(([, rule]) => rule));
  expect([...new Set(found)].sort()).toEqual(listed.sort());
});

/** Of the 1,000,000 bytes that CloudFormation allows a template. */
const MAX_BYTES_OF_REASONS = 8192;

test('the reasons of all families take at most 8 KiB of a template', () => {
  const sizes = everything().node.children.filter((child) => Stack.isStack(child)).map((stack) => {
    const reasons = stack.node.findAll().filter((child) => CfnResource.isCfnResource(child)).map((resource) => resource.getMetadata('cdk_nag') as unknown);
    return JSON.stringify(stack.resolve(reasons.filter((reason) => reason !== undefined))).length;
  });
  expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_BYTES_OF_REASONS);
});
