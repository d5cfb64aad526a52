import { App, Duration, Lazy, Stack, Tags, TimeZone } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import { CfnDatabase } from 'aws-cdk-lib/aws-lightsail';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import {
  Database, DatabaseSnapshot, DatabaseStartSchedule, DatabaseStopSchedule, Disk, Instance, LightsailFamily, LightsailProvider,
  SnapshotRetention, SnapshotSchedule, SnapshotSource, WhenUnavailable,
} from '../../src';
import type { ScheduleRequest } from '../../src/schedules/schedule-contract';
import { families, policies } from '../support/policies';
import { validatedApp } from '../support/validated-app';

const MORNING = scheduler.ScheduleExpression.cron({ minute: '0', hour: '8', weekDay: 'MON-FRI', timeZone: TimeZone.EUROPE_BERLIN });
const REGION = 'eu-central-1';

function stack(): Stack {
  return new Stack(validatedApp(), 'Shop', { env: { account: '123456789012', region: REGION } });
}

function shopDb(scope: Stack) {
  return Database.fromDatabaseName(scope, 'Db', 'shop-db');
}

/** The request that a schedule of the template sends, with references as `${Ref}`. */
function requests(template: Template): Record<string, ScheduleRequest> {
  const found = template.findResources('AWS::Scheduler::Schedule') as Record<string, { Properties: { Target: { Input: unknown } } }>;
  return Object.fromEntries(Object.entries(found).map(([id, { Properties: { Target: { Input } } }]) => {
    const input = typeof Input === 'string' ? Input : (Input as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1]
      .map((part) => (typeof part === 'string' ? part : `\${${Object.values(part as Record<string, string>)[0]}}`)).join('');
    return [id, (JSON.parse(input) as { CdkLightsailSchedule: ScheduleRequest }).CdkLightsailSchedule];
  }));
}

function onlyRequest(template: Template): ScheduleRequest {
  const all = Object.values(requests(template));
  expect(all).toHaveLength(1);
  return all[0];
}

describe('DatabaseStartSchedule', () => {
  test('is one schedule that calls the provider\'s function', () => {
    const shop = stack();
    new DatabaseStartSchedule(shop, 'Morning', { database: shopDb(shop), schedule: MORNING });
    const template = Template.fromStack(shop);
    template.hasResource('AWS::Scheduler::Schedule', {
      Properties: {
        ScheduleExpression: 'cron(0 8 ? * MON-FRI *)',
        ScheduleExpressionTimezone: 'Europe/Berlin',
        State: 'ENABLED',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^CdkLightsailProviderFunction'), 'Arn'] },
          RoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^CdkLightsailSchedulerRole'), 'Arn'] },
          RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 185 },
        },
      },
      DependsOn: Match.arrayWith([
        Match.stringLikeRegexp('^CdkLightsailProviderDatabaseSchedulesManagedPolicy'),
      ]),
    });
  });

  test('says who it is, when it is, and what for', () => {
    const shop = stack();
    new DatabaseStartSchedule(shop, 'Morning', { database: shopDb(shop), schedule: MORNING });
    const template = Template.fromStack(shop);
    const [[logicalId, request]] = Object.entries(requests(template));
    expect(request).toEqual({
      Action: 'start-database',
      StackId: '${AWS::StackId}',
      StackName: 'Shop',
      LogicalId: logicalId,
      ScheduleArn: '<aws.scheduler.schedule-arn>',
      ScheduledTime: '<aws.scheduler.scheduled-time>',
      MaxAgeSeconds: 3600,
      TimeoutSeconds: 7200,
      Calendars: [],
      Targets: [{ Kind: 'database', Name: 'shop-db' }],
      TargetTags: [],
    });
  });

  test('refers to an L1, so that it comes after it', () => {
    const shop = stack();
    const database = new CfnDatabase(shop, 'Database', {
      relationalDatabaseName: 'shop-db', relationalDatabaseBlueprintId: 'mysql_8_0', relationalDatabaseBundleId: 'micro_2_0', masterDatabaseName: 'shop', masterUsername: 'shop',
    });
    new DatabaseStartSchedule(shop, 'Morning', { database, schedule: MORNING });
    expect(onlyRequest(Template.fromStack(shop)).Targets).toEqual([{ Kind: 'database', Name: '${Database}' }]);
  });

  test('takes several databases, or those with a tag', () => {
    const several = stack();
    new DatabaseStartSchedule(several, 'Morning', {
      databases: [shopDb(several), Database.fromDatabaseName(several, 'Crm', 'crm-db')], schedule: MORNING,
    });
    expect(onlyRequest(Template.fromStack(several)).Targets.map(({ Name }) => Name)).toEqual(['shop-db', 'crm-db']);
    const tagged = stack();
    new DatabaseStartSchedule(tagged, 'Morning', { databasesByTag: { hours: 'office' }, schedule: MORNING });
    expect(onlyRequest(Template.fromStack(tagged))).toMatchObject({ Targets: [], TargetTags: [{ Kind: 'database', Tags: { hours: 'office' } }] });
  });

  test('passes its options on', () => {
    const shop = stack();
    const group = new scheduler.ScheduleGroup(shop, 'Group', { scheduleGroupName: 'office' });
    const holidays = ssm.CfnDocument.fromDocumentName(shop, 'Holidays', 'holidays');
    const queue = new sqs.Queue(shop, 'Letters');
    new DatabaseStartSchedule(shop, 'Morning', {
      database: shopDb(shop),
      schedule: MORNING,
      enabled: false,
      start: new Date('2026-01-01T00:00:00Z'),
      end: new Date('2027-01-01T00:00:00Z'),
      scheduleGroup: group,
      description: 'office hours',
      holidays: [holidays],
      maxEventAge: Duration.minutes(10),
      retryAttempts: 5,
      deadLetterQueue: queue,
      timeout: Duration.minutes(30),
    });
    const template = Template.fromStack(shop);
    template.hasResource('AWS::Scheduler::Schedule', {
      Properties: {
        State: 'DISABLED',
        // EventBridge Scheduler would refuse each update from five minutes after the start on.
        StartDate: Match.absent(),
        EndDate: Match.absent(),
        GroupName: 'office',
        Description: 'office hours',
        Target: {
          RetryPolicy: { MaximumEventAgeInSeconds: 600, MaximumRetryAttempts: 5 },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Letters'), 'Arn'] } },
        },
      },
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^CdkLightsailSchedulerRole.*DefaultPolicy'), Match.stringLikeRegexp('^Group')]),
    });
    expect(onlyRequest(template)).toMatchObject({
      MaxAgeSeconds: 600, TimeoutSeconds: 1800, Calendars: ['holidays'], Start: '2026-01-01T00:00:00.000Z', End: '2027-01-01T00:00:00.000Z',
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [Match.objectLike({ Action: Match.arrayWith(['sqs:SendMessage']) })] },
      Roles: [{ Ref: Match.stringLikeRegexp('^CdkLightsailSchedulerRole') }],
    });
  });
});

describe('DatabaseStopSchedule', () => {
  test('stops, and no more, by default', () => {
    const shop = stack();
    new DatabaseStopSchedule(shop, 'Night', { database: shopDb(shop), schedule: MORNING });
    const template = Template.fromStack(shop);
    expect(onlyRequest(template)).toMatchObject({ Action: 'stop-database', KeepStopped: false, SnapshotBeforeStop: false });
    expect(onlyRequest(template).Retention).toBeUndefined();
    expect(families(template)).toEqual([LightsailFamily.DATABASE_SCHEDULES]);
  });

  test('takes a snapshot first, with a retention of its own', () => {
    const shop = stack();
    new DatabaseStopSchedule(shop, 'Night', { database: shopDb(shop), schedule: MORNING, snapshotBeforeStop: true });
    new DatabaseStopSchedule(shop, 'Weekend', {
      database: shopDb2(shop), schedule: MORNING, snapshotBeforeStop: true, snapshotRetention: SnapshotRetention.age(Duration.days(30)),
    });
    const template = Template.fromStack(shop);
    expect(Object.values(requests(template)).map(({ Retention }) => Retention)).toEqual([{ Type: 'count', Count: 7 }, { Type: 'age', Seconds: 2_592_000 }]);
    expect(families(template)).toEqual([LightsailFamily.SNAPSHOTS, LightsailFamily.DATABASE_SCHEDULES]);
  });

  test('keeps databases stopped by an hourly schedule, in the name of the first one', () => {
    const shop = stack();
    new DatabaseStopSchedule(shop, 'Night', { database: shopDb(shop), schedule: MORNING, keepStopped: true });
    const template = Template.fromStack(shop);
    const all = requests(template);
    const stop = Object.entries(all).find(([, { Action }]) => Action === 'stop-database');
    const keep = Object.values(all).find(({ Action }) => Action === 'keep-database-stopped');
    expect(keep).toMatchObject({ LogicalId: stop?.[0], Targets: stop?.[1].Targets });
    template.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(1 hour)' });
  });

  test('keeps them stopped with a snapshot before each stop, too, and between the same dates', () => {
    const shop = stack();
    const dates = { start: new Date('2026-01-01T06:30:00Z'), end: new Date('2027-01-01T00:00:00Z') };
    new DatabaseStopSchedule(shop, 'Night', { database: shopDb(shop), schedule: MORNING, keepStopped: true, snapshotBeforeStop: true, ...dates });
    const template = Template.fromStack(shop);
    const common = { SnapshotBeforeStop: true, Retention: { Type: 'count', Count: 7 }, Start: '2026-01-01T06:30:00.000Z', End: '2027-01-01T00:00:00.000Z' };
    expect(Object.values(requests(template))).toMatchObject([common, common]);
    template.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'cron(30 * * * ? *)', ScheduleExpressionTimezone: 'Etc/UTC', StartDate: Match.absent() });
  });
});

describe('SnapshotSchedule', () => {
  const retention = SnapshotRetention.tiered({ daily: 7, weekly: 4, monthly: 12 });

  test('takes what it is given, and is given the permissions for it', () => {
    const shop = stack();
    new SnapshotSchedule(shop, 'Nightly', {
      sources: [SnapshotSource.database(shopDb(shop)), SnapshotSource.instance(Instance.fromInstanceName(shop, 'Web', 'web-1'))],
      schedule: MORNING,
      retention,
      whenUnavailable: WhenUnavailable.SKIP,
      tags: { purpose: 'backup' },
    });
    Tags.of(shop).add('team', 'shop');
    const template = Template.fromStack(shop);
    expect(onlyRequest(template)).toMatchObject({
      Action: 'take-snapshot',
      Targets: [{ Kind: 'database', Name: 'shop-db' }, { Kind: 'instance', Name: 'web-1' }],
      Retention: { Type: 'tiered', Daily: 7, Weekly: 4, Monthly: 12, TimeZone: 'Europe/Berlin' },
      SnapshotTags: { purpose: 'backup', team: 'shop' },
      CopyTo: [],
      WhenUnavailable: 'skip',
    });
    expect(families(template)).toEqual([LightsailFamily.SNAPSHOTS, LightsailFamily.SNAPSHOT_SCHEDULES]);
  });

  test('takes what carries a tag', () => {
    const shop = stack();
    new SnapshotSchedule(shop, 'Nightly', { databasesByTag: { backup: 'nightly' }, disksByTag: { backup: '' }, schedule: MORNING, retention });
    expect(onlyRequest(Template.fromStack(shop)).TargetTags).toEqual([
      { Kind: 'database', Tags: { backup: 'nightly' } }, { Kind: 'disk', Tags: { backup: '' } },
    ]);
  });

  test('copies instances and disks, with permissions that only such schedules get', () => {
    const shop = stack();
    new SnapshotSchedule(shop, 'Nightly', {
      sources: [SnapshotSource.disk(Disk.fromDiskName(shop, 'Disk', 'data-1'))], schedule: MORNING, retention, copyTo: ['eu-west-1'],
    });
    const template = Template.fromStack(shop);
    expect(onlyRequest(template).CopyTo).toEqual(['eu-west-1']);
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({
          Sid: 'TagCopies',
          Condition: {
            StringEquals: { 'aws:RequestTag/cdk-lightsail:stack': { Ref: 'AWS::StackId' } },
            Null: { 'aws:ResourceTag/cdk-lightsail:stack': 'true' },
          },
        })]),
      },
    });
  });

  test('reports the age of the newest snapshot by a schedule of its own, once it is asked for', () => {
    const shop = stack();
    const nightly = new SnapshotSchedule(shop, 'Nightly', { databasesByTag: { backup: 'nightly' }, schedule: MORNING, retention });
    const metric = nightly.metricAge();
    nightly.metricAge().createAlarm(shop, 'Old', { threshold: 90_000, evaluationPeriods: 1 });
    const template = Template.fromStack(shop);
    template.resourceCountIs('AWS::Scheduler::Schedule', 2);
    const [owner] = Object.entries(requests(template)).find(([, { Action }]) => Action === 'take-snapshot') ?? [];
    expect(Object.values(requests(template)).map(({ LogicalId }) => LogicalId)).toEqual([owner, owner]);
    expect(metric.metricName).toBe('NewestSnapshotAge');
  });
});

describe('results', () => {
  function night(shop: Stack): DatabaseStopSchedule {
    return new DatabaseStopSchedule(shop, 'Night', { database: shopDb(shop), schedule: MORNING, keepStopped: true });
  }

  test('are events of the schedule alone', () => {
    const shop = stack();
    const topic = new sns.Topic(shop, 'Topic');
    night(shop).onFailure('Page', { target: new targets.SnsTopic(topic), description: 'wake somebody up' });
    const template = Template.fromStack(shop);
    const [logicalId] = Object.entries(requests(template)).find(([, { Action }]) => Action === 'stop-database') ?? [];
    template.hasResourceProperties('AWS::Events::Rule', {
      Description: 'wake somebody up',
      EventPattern: {
        'source': ['cdk-lightsail'],
        'detail-type': ['Lightsail Schedule Failed'],
        'detail': { stack: [{ Ref: 'AWS::StackId' }], schedule: [logicalId] },
      },
      Targets: [Match.objectLike({ Arn: { Ref: Match.stringLikeRegexp('^Topic') } })],
    });
  });

  test('have a rule for each kind', () => {
    const shop = stack();
    const schedule = night(shop);
    schedule.onSuccess('Ok');
    schedule.onFailure('Bad');
    schedule.onSkip('Skip');
    const rules = Template.fromStack(shop).findResources('AWS::Events::Rule') as Record<string, { Properties: { EventPattern: Record<string, string[]> } }>;
    expect(Object.values(rules).map(({ Properties }) => Properties.EventPattern['detail-type'][0]).sort())
      .toEqual(['Lightsail Schedule Failed', 'Lightsail Schedule Skipped', 'Lightsail Schedule Succeeded']);
  });

  test('are metrics of the schedule', () => {
    const shop = stack();
    const schedule = night(shop);
    schedule.metricFailed().createAlarm(shop, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
    const template = Template.fromStack(shop);
    const [logicalId] = Object.entries(requests(template)).find(([, { Action }]) => Action === 'stop-database') ?? [];
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'cdk-lightsail',
      MetricName: 'Failed',
      Statistic: 'Sum',
      Dimensions: [{ Name: 'Schedule', Value: logicalId }, { Name: 'Stack', Value: 'Shop' }],
    });
    expect([schedule.metricSucceeded(), schedule.metricSkipped(), schedule.metricDuration()].map(({ metricName }) => metricName))
      .toEqual(['Succeeded', 'Skipped', 'Duration']);
  });
});

describe('a stack with schedules', () => {
  test('has one function, one waiter and one role of the Scheduler, however many there are', () => {
    const shop = stack();
    new DatabaseSnapshot(shop, 'Release', { database: shopDb(shop) });
    new DatabaseStartSchedule(shop, 'Morning', { database: shopDb2(shop), schedule: MORNING });
    new DatabaseStopSchedule(shop, 'Night', { database: shopDb2(shop), schedule: MORNING, keepStopped: true });
    new SnapshotSchedule(shop, 'Nightly', { databasesByTag: { a: 'b' }, schedule: MORNING, retention: SnapshotRetention.count(1) });
    const template = Template.fromStack(shop);
    template.resourceCountIs('AWS::Lambda::Function', 1);
    template.resourceCountIs('AWS::StepFunctions::StateMachine', 1);
    template.resourceCountIs('AWS::IAM::Role', 3);
    expect(Object.keys(policies(template))).toHaveLength(5);
  });

  test('uses a provider that is deployed already', () => {
    const shop = stack();
    const provider = LightsailProvider.fromFunctionArn(shop, 'Provider', `arn:aws:lambda:${REGION}:123456789012:function:lightsail`);
    new DatabaseStartSchedule(shop, 'Morning', { database: shopDb(shop), schedule: MORNING, provider });
    const template = Template.fromStack(shop);
    expect(Object.values(template.toJSON().Resources as Record<string, { Type: string }>).map(({ Type }) => Type).sort())
      .toEqual(['AWS::IAM::Role', 'AWS::Scheduler::Schedule']);
    template.hasResourceProperties('AWS::IAM::Role', {
      Policies: [{ PolicyDocument: { Statement: [Match.objectLike({ Resource: `arn:aws:lambda:${REGION}:123456789012:function:lightsail` })] } }],
    });
  });

  test('grants its queue to its own role, not to that of a provider elsewhere', () => {
    const app = new App();
    const env = { account: '123456789012', region: REGION };
    const provider = new LightsailProvider(new Stack(app, 'Platform', { env }), 'Provider', { shared: true });
    const team = new Stack(app, 'Team', { env });
    new DatabaseStartSchedule(team, 'Morning', { database: shopDb(team), schedule: MORNING, provider, deadLetterQueue: new sqs.Queue(team, 'Letters') });
    expect(() => app.synth()).not.toThrow();
  });
});

function shopDb2(scope: Stack) {
  return scope.node.tryFindChild('Db') ? Database.fromDatabaseName(scope, `Db${scope.node.children.length}`, 'other-db') : shopDb(scope);
}

describe('wrong input', () => {
  const database = (shop: Stack) => ({ database: shopDb(shop) });
  test.each<[string, (shop: Stack) => object, RegExp]>([
    ['no database', () => ({}), /Got neither database, databases nor databasesByTag; expected exactly one/],
    ['two ways to name databases', (shop) => ({ ...database(shop), databasesByTag: { a: 'b' } }), /Got database and databasesByTag; expected exactly one/],
    ['an empty list', () => ({ databases: [] }), /Got an empty list as databases; expected at least one/],
    ['a database twice', (shop) => ({ databases: [shopDb(shop), shopDb2(shop), Database.fromDatabaseName(shop, 'Again', 'shop-db')] }), /Got the database 'shop-db' twice/],
    ['no tag', () => ({ databasesByTag: {} }), /Got no tag in databasesByTag/],
    ['a delivery that is too short', (shop) => ({ ...database(shop), maxEventAge: Duration.seconds(30) }), /Got 30 seconds as maxEventAge; expected 1 minute to 24 hours/],
    ['a delivery that is too long', (shop) => ({ ...database(shop), maxEventAge: Duration.days(2) }), /Got 2 days as maxEventAge/],
    ['a time-out that is too short', (shop) => ({ ...database(shop), timeout: Duration.minutes(1) }), /Got 1 minute as timeout; expected 5 minutes to 24 hours/],
    ['too many retries', (shop) => ({ ...database(shop), retryAttempts: 186 }), /Got 186 as retryAttempts/],
    ['a date that is none', (shop) => ({ ...database(shop), start: new Date('soon') }), /Got an invalid date as start; expected a date/],
    ['a start of what runs once', (shop) => ({ ...database(shop), schedule: scheduler.ScheduleExpression.expression('at(2026-03-01T08:00:00)'), start: new Date() }),
      /Got the start of a schedule that runs once, 'at\(2026-03-01T08:00:00\)'; expected cron\(…\) or rate\(…\)/],
    ['too many databases', (shop) => ({ databases: Array.from({ length: 501 }, (_, i) => Database.fromDatabaseName(shop, `Db${i}`, `db-${i}`)) }),
      /Got 501 as databases; expected at most 500/],
    ['an end before the start', (shop) => ({ ...database(shop), start: new Date('2026-02-01'), end: new Date('2026-01-01') }), /that is not after the start/],
    ['a retention of nothing', (shop) => ({ ...database(shop), snapshotRetention: SnapshotRetention.count(1) }), /Got a snapshotRetention without snapshotBeforeStop/],
  ])('of a stop: %s', (_, props, message) => {
    const shop = stack();
    expect(() => new DatabaseStopSchedule(shop, 'Night', { schedule: MORNING, ...props(shop) })).toThrow(message);
  });

  test.each<[string, (shop: Stack) => object, RegExp]>([
    ['no source', () => ({}), /Got neither sources nor databasesByTag, instancesByTag or disksByTag; expected at least one of them/],
    ['an empty list', () => ({ sources: [] }), /Got an empty list as sources/],
    ['copies to nowhere', () => ({ disksByTag: { a: 'b' }, copyTo: ['mars-1'] }), /Got 'mars-1' in copyTo; expected names of regions such as 'eu-west-1'/],
    ['copies of databases', (shop) => ({ sources: [SnapshotSource.database(shopDb(shop))], copyTo: ['eu-west-1'] }),
      /Got copyTo for a schedule with databases; expected only instances and disks: Lightsail can neither copy nor export snapshots of databases/],
    ['copies of databases by tag', () => ({ databasesByTag: { a: 'b' }, copyTo: ['eu-west-1'] }), /Got copyTo for a schedule with databases/],
    ['copies to where they are', () => ({ disksByTag: { a: 'b' }, copyTo: [REGION] }), /Got the stack's own region 'eu-central-1' in copyTo/],
    ['a region twice', () => ({ disksByTag: { a: 'b' }, copyTo: ['eu-west-1', 'eu-west-1'] }), /Got 'eu-west-1' twice in copyTo/],
    ['a tag of ours', () => ({ disksByTag: { a: 'b' }, tags: { 'cdk-lightsail:stack': 'x' } }), /Got a tag 'cdk-lightsail:stack'/],
  ])('of a snapshot: %s', (_, props, message) => {
    const shop = stack();
    expect(() => new SnapshotSchedule(shop, 'Nightly', { schedule: MORNING, retention: SnapshotRetention.count(1), ...props(shop) })).toThrow(message);
  });

  test.each<[string, () => unknown, RegExp]>([
    ['count of none', () => SnapshotRetention.count(0), /Got 0 as count of a snapshot retention; expected a whole number of 1 or more/],
    ['half a count', () => SnapshotRetention.count(1.5), /Got 1.5 as count/],
    ['an age of seconds', () => SnapshotRetention.age(Duration.seconds(5)), /Got 5 as age in seconds/],
    ['tiers of nothing', () => SnapshotRetention.tiered({}), /keeps nothing; expected some of daily, weekly or monthly/],
    ['a negative tier', () => SnapshotRetention.tiered({ daily: 1, weekly: -1 }), /Got -1 as weekly/],
  ])('of a retention: %s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test('tokens pass', () => {
    const shop = stack();
    const name = Lazy.string({ produce: () => 'shop.db' });
    const seconds = Duration.seconds(Lazy.number({ produce: () => 120 }));
    new DatabaseStopSchedule(shop, 'Night', { database: Database.fromDatabaseName(shop, 'Token', name), schedule: MORNING, maxEventAge: seconds, timeout: seconds });
    expect(onlyRequest(Template.fromStack(shop))).toMatchObject({ Targets: [{ Name: 'shop.db' }], MaxAgeSeconds: 120 });
  });
});
