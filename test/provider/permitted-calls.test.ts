import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnDisk } from 'aws-cdk-lib/aws-lightsail';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import {
  Alarm, type AlarmProps, CacheBehavior, ComparisonOperator, ContactEndpoint, ContactMethod, Database, DatabaseSnapshot, DatabaseStartSchedule,
  DatabaseStopSchedule, type DatabaseStopScheduleProps, Distribution, DistributionBundle, DistributionCacheReset, DistributionOrigin,
  type DistributionProps, FinalSnapshot, Instance, InstanceMetric, LightsailFamily, LightsailProvider, MetricExport, SnapshotRetention,
  SnapshotSchedule, SnapshotSource,
} from '../../src';
import { families, statements } from '../support/policies';
import { type Exclusions, ReachableCalls } from '../support/reachable-calls';

jest.setTimeout(120_000);

interface Case {
  readonly define: (stack: Stack) => void;
  /** The files below lambda/ whose code carries out this construct. */
  readonly code: readonly string[];
  /** What the code does for other constructs only. */
  readonly except?: Exclusions;
}

const schedule = ScheduleExpression.cron({ minute: '0', hour: '3' });
const web = (stack: Stack) => Instance.fromInstanceName(stack, 'Web', 'web-1');
const database = (stack: Stack) => Database.fromDatabaseName(stack, 'Db', 'shop-db');

const alarm = (props: Partial<AlarmProps>) => (stack: Stack) => new Alarm(stack, 'Alarm', {
  metric: InstanceMetric.cpuUtilization(web(stack)), threshold: 80, comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD, ...props,
});
const distribution = (props: Partial<DistributionProps>) => (stack: Stack) => new Distribution(stack, 'Cdn', {
  origin: DistributionOrigin.instance(web(stack)), bundle: DistributionBundle.SMALL_1_0, defaultBehavior: CacheBehavior.CACHE, ...props,
});
const stop = (props: Partial<DatabaseStopScheduleProps>) => (stack: Stack) => new DatabaseStopSchedule(stack, 'Night', { database: database(stack), schedule, ...props });
const nightly = (copyTo: string[]) => (stack: Stack) => new SnapshotSchedule(stack, 'Nightly', {
  sources: [SnapshotSource.instance(web(stack))], schedule, retention: SnapshotRetention.count(7), copyTo,
});

const SCHEDULES = ['schedules/index.ts', 'schedules/schedule-requests.ts'];
const COPIES = 'schedules/snapshot-copies.ts';
/** Databases are looked for by tag, too; instances and disks are for snapshots only. */
const OTHER_SOURCES = ['lightsail:GetDisks', 'lightsail:GetInstances'];

const CASES: Readonly<Record<string, Case>> = {
  'a snapshot': { define: (stack) => new DatabaseSnapshot(stack, 'Release', { database: database(stack) }), code: ['snapshots/snapshot-handler.ts'] },
  'a final snapshot': {
    define: (stack) => {
      const disk = new CfnDisk(stack, 'Disk', { diskName: 'data', sizeInGb: 8 });
      new FinalSnapshot(stack, 'Final', { source: SnapshotSource.disk(disk) });
    },
    code: ['snapshots/final-snapshot-handler.ts'],
  },
  'a final snapshot of a source by name': {
    define: (stack) => new FinalSnapshot(stack, 'Final', { source: SnapshotSource.database(database(stack)) }),
    code: ['snapshots/final-snapshot-handler.ts'],
    except: { files: ['snapshots/delete-source-steps.ts'] },
  },
  'an alarm': { define: alarm({}), code: ['alarms/alarm-handler.ts'] },
  'an adopted alarm': { define: alarm({ alarmName: 'cpu', adoptExisting: true }), code: ['alarms/alarm-handler.ts'] },
  'a contact method': {
    define: (stack) => new ContactMethod(stack, 'Email', { endpoint: ContactEndpoint.email('ops@example.com') }), code: ['alarms/contact-method-handler.ts'],
  },
  'a distribution': { define: distribution({}), code: ['distributions/distribution-handler.ts'] },
  'an adopted distribution': { define: distribution({ distributionName: 'cdn', adoptExisting: true }), code: ['distributions/distribution-handler.ts'] },
  'a cache reset': {
    define: (stack) => new DistributionCacheReset(stack, 'Reset', { distribution: Distribution.fromDistributionName(stack, 'Cdn', 'cdn'), resetCacheOn: '1' }),
    code: ['distributions/cache-reset-handler.ts'],
  },
  'a start schedule': {
    define: (stack) => new DatabaseStartSchedule(stack, 'Morning', { database: database(stack), schedule }),
    code: SCHEDULES,
    except: { files: ['snapshots/', COPIES], actions: OTHER_SOURCES },
  },
  'a stop schedule': { define: stop({ keepStopped: true }), code: SCHEDULES, except: { files: ['snapshots/', COPIES], actions: OTHER_SOURCES } },
  'a stop schedule with snapshots': { define: stop({ snapshotBeforeStop: true }), code: SCHEDULES, except: { files: [COPIES], actions: OTHER_SOURCES } },
  'a snapshot schedule': { define: nightly([]), code: SCHEDULES, except: { files: ['schedules/databases.ts', COPIES] } },
  'a snapshot schedule with copies': { define: nightly(['eu-west-1']), code: SCHEDULES, except: { files: ['schedules/databases.ts'] } },
  'a metric export': {
    define: (stack) => new MetricExport(stack, 'Metrics', { metrics: [InstanceMetric.cpuUtilization(web(stack))] }), code: ['metrics/index.ts', 'metrics/runs.ts'],
  },
};

/** What Lambda itself needs, and what only the waiter's role has. */
const NOT_OF_OUR_CODE = ['lambda:InvokeFunction', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** The core of all custom resources: the plans of the families are theirs. */
const CORE: Case = {
  define: (stack) => LightsailProvider.getOrCreate(stack),
  code: ['aws/step-functions.ts', 'aws/cloudformation.ts', 'cloudformation/requests.ts'],
  except: { files: ['snapshots/', 'alarms/', 'distributions/'] },
};

const calls = new ReachableCalls();

function allowedActions(define: (stack: Stack) => void): string[] {
  const stack = new Stack(new App(), 'Shop', { env: { region: 'eu-central-1' } });
  define(stack);
  return statements(Template.fromStack(stack)).flatMap(({ Action }) => Action);
}

function notAllowed(required: readonly string[], allowed: readonly string[]): string[] {
  const patterns = allowed.map((action) => new RegExp(`^${action.replaceAll('*', '.*')}$`));
  return required.filter((action) => !patterns.some((pattern) => pattern.test(action)));
}

describe.each(Object.entries({ ...CASES, 'the core': CORE }))('%s', (_, { define, code, except }) => {
  test('is permitted every call that its code can make', () => {
    const required = calls.from(code, except);
    expect(required.length).toBeGreaterThan(1);
    expect(notAllowed(required, allowedActions(define))).toEqual([]);
  });
});

test('nothing is permitted that no code calls', () => {
  const required = [...Object.values(CASES), CORE].flatMap(({ code, except }) => calls.from(code, except));
  const allowed = allowedActions((stack) => {
    for (const family of Object.values(LightsailFamily)) LightsailProvider.getOrCreate(stack).useFamily(family, stack);
  });
  // A wildcard would have to be compared with the actions that AWS has.
  expect([...new Set(allowed)].filter((action) => !required.includes(action) && !NOT_OF_OUR_CODE.includes(action))).toEqual([]);
});

test('every family is that of one of these constructs', () => {
  const used = Object.values(CASES).flatMap(({ define }) => {
    const stack = new Stack(new App(), 'Shop', { env: { region: 'eu-central-1' } });
    define(stack);
    return families(Template.fromStack(stack));
  });
  expect([...new Set(used)].sort()).toEqual(Object.values(LightsailFamily).sort());
});

describe('the search for calls', () => {
  test('finds what is called through an interface, and by which classes', () => {
    expect(calls.from(['alarms/alarm-handler.ts'])).toEqual(expect.arrayContaining(['lightsail:PutAlarm', 'lightsail:GetOperation', 'cloudformation:DescribeStacks']));
    expect(calls.from(['alarms/alarm-handler.ts'])).not.toContain('lightsail:CreateContactMethod');
  });

  test('fails on exclusions and files that are out of date', () => {
    expect(() => calls.from(['alarms/alarm-handler.ts'], { actions: ['lightsail:CopySnapshot'] })).toThrow(/Nothing reaches .*: lightsail:CopySnapshot/);
    expect(() => calls.from(['alarms/none.ts'])).toThrow(/lambda\/alarms\/none\.ts is no part of the function/);
  });
});
