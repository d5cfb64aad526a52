import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, CfnWaitConditionHandle, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnDisk } from 'aws-cdk-lib/aws-lightsail';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { type AssemblyStack, readAssembly } from 'cdk-local-cloud/engine';
import { COPY_REGION, REGION, SOURCES, type StackName, type StackSpec } from './life';
import * as library from '../../src';

export interface StackToBuild {
  readonly name: StackName;
  readonly spec: StackSpec;
  /** The stack uses the provider of the stack `Platform`. */
  readonly shared: boolean;
  /** Its last resource is one that cannot be made. */
  readonly fails: boolean;
}

/** How many templates are kept: lives of the same seeds come again while they are shrunk. */
const KEPT = 300;
const built = new Map<string, readonly AssemblyStack[]>();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-lightsail-campaign-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

/** The template of a stack, and before it that of the platform if it uses one. */
export function buildStack(wanted: StackToBuild): readonly AssemblyStack[] {
  const key = JSON.stringify(wanted);
  const known = built.get(key);
  if (known) return known;
  const stacks = synthesize(wanted);
  built.set(key, stacks);
  if (built.size > KEPT) built.delete([...built.keys()][0]);
  return stacks;
}

function synthesize({ name, spec, shared, fails }: StackToBuild): AssemblyStack[] {
  // aws-cdk-lib's own rules check the templates in the tests of constructs. Here they would take most of the time.
  process.env.CDK_VALIDATION = 'false';
  // One folder for all: an asset that is there already is not copied again.
  const app = new App({ outdir: folder, analyticsReporting: false });
  const env = { region: REGION };
  const platform = shared ? new Stack(app, 'Platform', { env }) : undefined;
  const stack = new Stack(app, name, { env });
  // What the platform exports follows from what its users need: this one needs everything, so that its template is always the same.
  const provider = platform ? new library.LightsailProvider(platform, 'Provider', { shared: true }) : library.LightsailProvider.getOrCreate(stack);
  // A template without resources is refused.
  new CfnWaitConditionHandle(stack, 'Always');
  addResources(stack, spec, provider);
  if (platform) addResources(new Stack(app, 'Everything', { env }), EVERYTHING, provider);
  if (fails) {
    const everything = stack.node.children.filter((child) => child !== provider);
    // A disk of this size does not exist.
    new CfnDisk(stack, 'Impossible', { diskName: `impossible-${name}`, sizeInGb: 4 }).node.addDependency(...everything);
  }
  return readAssembly(app.synth().directory, { accountId: '123456789012', region: REGION });
}

const EVERYTHING: StackSpec = {
  snapshots: [{ source: 'database', keep: false }],
  alarm: { threshold: 1, tag: 'a', notify: false },
  email: 'any@example.com',
  distribution: { web: 'web-1', bundle: 'small', enabled: true },
  final: { diskName: 'any' },
  schedule: { source: 'instance', keep: 1, copy: true, enabled: true },
  hours: { startHour: 1, stopHour: 2 },
  export: { interval: 5 },
  timeout: 45,
};

function addResources(stack: Stack, spec: StackSpec, provider: library.ILightsailProvider): void {
  const timeout = Duration.minutes(spec.timeout);
  const database = library.Database.fromDatabaseName(stack, 'Database', SOURCES.database);
  const instance = library.Instance.fromInstanceName(stack, 'Web1', 'web-1');
  const other = library.Instance.fromInstanceName(stack, 'Web2', 'web-2');
  const disk = library.Disk.fromDiskName(stack, 'Data', SOURCES.disk);
  for (const { source, trigger, snapshotName, tag, keep } of spec.snapshots) {
    const props = {
      trigger,
      snapshotName,
      timeout,
      provider,
      tags: tag === undefined ? undefined : { tag },
      removalPolicy: keep ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    };
    if (source === 'database') new library.DatabaseSnapshot(stack, 'DatabaseSnapshot', { database, ...props });
    if (source === 'instance') new library.InstanceSnapshot(stack, 'InstanceSnapshot', { instance, ...props });
    if (source === 'disk') new library.DiskSnapshot(stack, 'DiskSnapshot', { disk, ...props });
  }
  const email = spec.email === undefined ? undefined
    : new library.ContactMethod(stack, 'OnCall', { endpoint: library.ContactEndpoint.email(spec.email), provider });
  if (spec.alarm) {
    const { alarmName, threshold, tag, notify, adopt } = spec.alarm;
    new library.Alarm(stack, 'Cpu', {
      // A metric of each stack's own: Lightsail allows two alarms for one, and an alarm that is replaced is there twice.
      metric: stack.stackName === 'Shop' ? library.InstanceMetric.cpuUtilization(instance) : library.InstanceMetric.networkOut(instance),
      comparisonOperator: library.ComparisonOperator.GREATER_THAN_THRESHOLD,
      alarmName,
      threshold,
      tags: { tag },
      timeout,
      provider,
      adoptExisting: adopt,
      contactMethods: notify && email ? [email] : undefined,
    });
  }
  if (spec.distribution) {
    const { web, bundle, ttl, root, enabled, tag, reset } = spec.distribution;
    new library.Distribution(stack, 'Cdn', {
      origin: library.DistributionOrigin.instance(web === 'web-1' ? instance : other),
      bundle: bundle === 'small' ? library.DistributionBundle.SMALL_1_0 : library.DistributionBundle.MEDIUM_1_0,
      defaultBehavior: library.CacheBehavior.CACHE,
      cacheSettings: ttl === undefined ? undefined : { defaultTtl: Duration.seconds(ttl) },
      defaultRootObject: root,
      enabled,
      tags: tag === undefined ? undefined : { tag },
      resetCacheOn: reset,
      provider,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
  if (spec.final) {
    const own = new CfnDisk(stack, 'OwnDisk', { diskName: spec.final.diskName, sizeInGb: 8 });
    new library.FinalSnapshot(stack, 'Final', {
      source: library.SnapshotSource.disk(own), tags: spec.final.tag === undefined ? undefined : { tag: spec.final.tag }, timeout, provider,
    });
  }
  if (spec.schedule) {
    const { source, keep, copy, enabled } = spec.schedule;
    new library.SnapshotSchedule(stack, 'Nightly', {
      sources: [source === 'database' ? library.SnapshotSource.database(database) : library.SnapshotSource.instance(instance)],
      schedule: ScheduleExpression.cron({ hour: '2', minute: '0' }),
      retention: library.SnapshotRetention.count(keep),
      copyTo: copy && source === 'instance' ? [COPY_REGION] : undefined,
      enabled,
      provider,
    });
  }
  if (spec.hours) {
    const at = (hour: number) => ScheduleExpression.cron({ hour: String(hour), minute: '0' });
    new library.DatabaseStopSchedule(stack, 'Stop', { database, schedule: at(spec.hours.stopHour), provider });
    new library.DatabaseStartSchedule(stack, 'Start', { database, schedule: at(spec.hours.startHour), provider });
  }
  if (spec.export) {
    new library.MetricExport(stack, 'Metrics', { metrics: [library.InstanceMetric.cpuUtilization(instance)], interval: Duration.minutes(spec.export.interval), provider });
  }
}
