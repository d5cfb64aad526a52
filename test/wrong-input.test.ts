import { RegionName } from '@aws-sdk/client-lightsail';
import { App, Duration, Lazy, Stack, Tags } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { CfnDatabase, CfnInstance } from 'aws-cdk-lib/aws-lightsail';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import {
  Alarm, type AlarmProps, AlarmState, Certificate, CacheBehavior, ComparisonOperator, ContactEndpoint, ContactMethod, ContactProtocol, Database,
  DatabaseMetric, DatabaseSnapshot, DatabaseStopSchedule, Distribution, DistributionBundle, DistributionCacheReset, DistributionOrigin,
  type DistributionProps, FinalSnapshot, ForwardedHeaders, Instance, InstanceMetric, InstanceSnapshot, type LightsailMetric, MetricExport,
  SnapshotRetention, SnapshotSchedule, SnapshotSource,
} from '../src';
import { LIGHTSAIL_REGIONS } from '../src/private/environment-checks';

/** What a language without types lets pass. */
function untyped<T>(value: unknown): T {
  return value as T;
}

let app: App;
let stack: Stack;
beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Shop', { env: { account: '111111111111', region: 'eu-central-1' } });
});

const schedule = ScheduleExpression.cron({ minute: '0', hour: '3' });
const web = (scope = stack) => Instance.fromInstanceName(scope, 'Web', 'web-1');
const database = (scope = stack) => Database.fromDatabaseName(scope, 'Db', 'shop-db');
const alarm = (props: Partial<AlarmProps> = {}, id = 'Alarm') => new Alarm(stack, id, {
  metric: InstanceMetric.cpuUtilization(Instance.fromInstanceName(stack, `${id}Web`, id)),
  threshold: 80,
  comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
  ...props,
});
const distribution = (props: Partial<DistributionProps> = {}, id = 'Cdn', scope = stack) => new Distribution(scope, id, {
  origin: DistributionOrigin.instance(Instance.fromInstanceName(scope, `${id}Web`, 'web-1')),
  bundle: DistributionBundle.SMALL_1_0,
  defaultBehavior: CacheBehavior.CACHE,
  ...props,
});
const snapshot = (props: object, id = 'Release') => new DatabaseSnapshot(stack, id, { database: Database.fromDatabaseName(stack, `${id}Db`, 'shop-db'), ...props });
const nightly = (props: object) => new SnapshotSchedule(stack, 'Nightly', { sources: [SnapshotSource.instance(web())], schedule, retention: SnapshotRetention.count(3), ...props });

describe('what belongs to another account or region', () => {
  const elsewhere = (env: object) => new Stack(app, 'Elsewhere', { env: { account: '111111111111', region: 'eu-central-1', ...env } });
  const FOREIGN: ReadonlyArray<[string, (other: Stack) => void]> = [
    ['a snapshot', (other) => new DatabaseSnapshot(stack, 'It', { database: database(other) })],
    ['a final snapshot', (other) => new FinalSnapshot(stack, 'It', { source: SnapshotSource.database(database(other)) })],
    ['an alarm', (other) => new Alarm(stack, 'It', {
      metric: InstanceMetric.cpuUtilization(web(other)), threshold: 80, comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    })],
    ['a snapshot schedule', (other) => new SnapshotSchedule(stack, 'It', { sources: [SnapshotSource.instance(web(other))], schedule, retention: SnapshotRetention.count(3) })],
    ['a stop schedule', (other) => new DatabaseStopSchedule(stack, 'It', { databases: [database(other)], schedule })],
    ['an export', (other) => new MetricExport(stack, 'It', { metrics: [InstanceMetric.cpuUtilization(web(other))] })],
  ];
  test.each(FOREIGN)('is refused for %s', (_, define) => {
    expect(() => define(elsewhere({ region: 'eu-west-1' })))
      .toThrow(/^\[Shop\/It\] Got Elsewhere\/\w+, which is in eu-west-1, for a stack in eu-central-1; expected a resource of the stack's own account and region/);
  });
  test.each(FOREIGN)('of another account is refused for %s', (_, define) => {
    expect(() => define(elsewhere({ account: '222222222222' }))).toThrow(/which is in the account 222222222222, for a stack in 111111111111/);
  });

  test('is refused for distributions only if the account is another one', () => {
    const other = elsewhere({ region: 'eu-west-1' });
    expect(() => distribution({ origin: DistributionOrigin.instance(web(other)) })).not.toThrow();
    const foreign = new Stack(app, 'Foreign', { env: { account: '222222222222', region: 'eu-central-1' } });
    expect(() => distribution({ origin: DistributionOrigin.instance(web(foreign)) }, 'Other')).toThrow(/which is in the account 222222222222/);
    expect(() => distribution({ certificate: Certificate.fromCertificateName(foreign, 'Tls', 'tls') }, 'Third')).toThrow(/which is in the account 222222222222/);
    expect(() => new DistributionCacheReset(stack, 'Reset', { distribution: Distribution.fromDistributionName(foreign, 'Cdn', 'cdn'), resetCacheOn: '1' }))
      .toThrow(/which is in the account 222222222222/);
  });

  test('is refused of contact methods', () => {
    const foreign = elsewhere({ account: '222222222222' });
    expect(() => alarm({ contactMethods: [ContactMethod.fromProtocol(foreign, 'Email', ContactProtocol.EMAIL)] })).toThrow(/which is in the account 222222222222/);
  });

  test('passes where one of the two is not known', () => {
    const other = new Stack(app, 'Anywhere');
    expect(() => new DatabaseSnapshot(stack, 'It', { database: database(other) })).not.toThrow();
  });
});

describe('regions', () => {
  test('are those of Lightsail\'s own API', () => {
    expect([...LIGHTSAIL_REGIONS].sort()).toEqual(Object.values(RegionName).sort());
  });

  test('without Lightsail are warned of, except for distributions, which are in none of them', () => {
    const south = new Stack(app, 'South', { env: { region: 'eu-south-1' } });
    new DatabaseSnapshot(south, 'It', { database: database(south) });
    distribution({}, 'Cdn', south);
    const warning = Match.stringLikeRegexp('Lightsail is not known to be in eu-south-1: .* acknowledge this warning');
    Annotations.fromStack(south).hasWarning('/South/It', warning);
    Annotations.fromStack(south).hasNoWarning('/South/Cdn', Match.anyValue());
  });
});

describe('tags', () => {
  test.each([
    ['46 tags', Object.fromEntries(Array.from({ length: 46 }, (_, index) => [`k${index}`, 'v'])), /Got 46 tags; expected at most 45: Lightsail has 50/],
    ['a long key', { ['k'.repeat(129)]: 'v' }, /Got a tag 'k+'; expected a key of 1 to 128 letters, digits, spaces/],
    ['an empty key', { '': 'v' }, /Got a tag ''; expected a key of 1 to 128/],
    ['a long value', { k: 'v'.repeat(257) }, /Got a tag 'k' with the value 'v+'; expected a value of at most 256/],
    ['odd characters', { k: 'a,b' }, /Got a tag 'k' with the value 'a,b'/],
    ['odd characters in a key', { 'a;b': 'v' }, /Got a tag 'a;b'/],
    ['a key of AWS', { 'aws:x': 'v' }, /Got a tag 'aws:x'; expected a key that begins neither with 'cdk-lightsail:'/],
    ['a number', { k: untyped<string>(1) }, /Got a tag 'k' with the value '1'/],
  ])('%s are refused in the properties, and by Tags.of', (_, tags, message) => {
    expect(() => snapshot({ tags })).toThrow(message);
    const { node } = nightly({});
    const later = snapshot({}, 'Later');
    if (Object.values(tags).every((value) => typeof value === 'string')) {
      for (const [key, value] of Object.entries(tags)) for (const tagged of [later, node.scope!]) Tags.of(tagged).add(key, value);
      expect(() => app.synth()).toThrow(message);
    }
  });

  test('of every script are fine, and so are tokens', () => {
    const tags = { größe: '日本 1+1=2', key: Lazy.string({ produce: () => 'a' }) };
    expect(() => snapshot({ tags })).not.toThrow();
    expect(() => app.synth()).not.toThrow();
  });
});

describe('names', () => {
  test('are taken once, whatever has them', () => {
    snapshot({ snapshotName: 'shop' });
    expect(() => snapshot({ snapshotName: 'shop' }, 'Other')).toThrow(/Got 'shop' as snapshotName, which Shop\/Release has already; expected a name of its own/);
    expect(() => alarm({ alarmName: 'shop' })).toThrow(/Got 'shop' as alarmName, which Shop\/Release has already/);
  });

  test('of distributions are taken once in an account, wherever their stacks are', () => {
    const other = new Stack(app, 'Other', { env: { account: '111111111111', region: 'eu-west-1' } });
    distribution({ distributionName: 'shop' });
    expect(() => distribution({ distributionName: 'shop' }, 'Cdn', other)).toThrow(/Got 'shop' as distributionName, which Shop\/Cdn has already/);
    // Snapshots of eu-central-1 have other neighbours.
    expect(() => snapshot({ snapshotName: 'shop' })).not.toThrow();
  });

  test.each([
    ['a reference', () => database()],
    ['an L1', () => new CfnDatabase(stack, 'Database', {
      relationalDatabaseName: 'shop-db', relationalDatabaseBlueprintId: 'mysql_8_0', relationalDatabaseBundleId: 'micro_2_0', masterDatabaseName: 'shop', masterUsername: 'shop',
    })],
  ])('of a snapshot are not that of its source, which is %s', (_, source) => {
    expect(() => new DatabaseSnapshot(stack, 'It', { database: source(), snapshotName: 'shop-db' }))
      .toThrow(/Got 'shop-db' as snapshotName, which is the name of the snapshot's source/);
  });

  test('adopted are known', () => {
    expect(() => alarm({ adoptExisting: true })).toThrow(/Got adoptExisting without alarmName; expected the name of the alarm to adopt\. To fix it, set alarmName/);
    expect(() => distribution({ adoptExisting: true })).toThrow(/Got adoptExisting without distributionName/);
  });
});

test('the same L1 twice is refused', () => {
  const it = new CfnDatabase(stack, 'Database', {
    relationalDatabaseName: 'shop-db', relationalDatabaseBlueprintId: 'mysql_8_0', relationalDatabaseBundleId: 'micro_2_0', masterDatabaseName: 'shop', masterUsername: 'shop',
  });
  expect(() => new DatabaseStopSchedule(stack, 'Stop', { databases: [it, it], schedule })).toThrow(/Got the database \{"Ref":"Database"\} twice in databases; expected each once/);
  expect(() => nightly({ sources: [SnapshotSource.database(it), SnapshotSource.database(it)] })).toThrow(/twice in sources/);
});

describe('metrics in CloudWatch', () => {
  const cpu = () => DatabaseMetric.cpuUtilization(database());
  test.each(['p99', 'tm90', 'IQR', 'wm(10%:90%)'])('have no %s', (statistic) => {
    const metric = cpu();
    expect(() => new MetricExport(stack, 'It', { metrics: [metric] }).metric(metric, { statistic }))
      .toThrow(/as the statistic|Got the statistic '.*' for CPUUtilization; expected Average, Sum, Minimum, Maximum or SampleCount/);
  });

  test('have no values between Lightsail\'s own', () => {
    const metric = InstanceMetric.cpuUtilization(web());
    const metrics = new MetricExport(stack, 'It', { metrics: [metric] });
    expect(() => metrics.metric(metric, { period: Duration.minutes(1) })).toThrow(/Got a period of 1 minute for CPUUtilization; expected at least 5 minutes/);
    expect(metrics.metric(metric, { statistic: 'max', period: Duration.minutes(5) }).toMetricConfig().metricStat).toMatchObject({ statistic: 'Maximum' });
  });
});

test.each(['https://shop.example.com/', 'shop', 'shop.example.com:443', 'shop_1.example.com'])('%s is no domain name', (name) => {
  expect(() => distribution({ certificate: Certificate.fromCertificateName(stack, 'Tls', 'tls'), domainNames: [name] }))
    .toThrow(/in domainNames; expected a domain name such as shop\.example\.com\. To fix it, leave out the protocol/);
});

describe('a resource of another kind', () => {
  const instance = () => new CfnInstance(stack, 'Instance', { instanceName: 'web-1', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
  test.each<[string, () => void, RegExp]>([
    ['a snapshot', () => new DatabaseSnapshot(stack, 'It', { database: untyped(instance()) }), /^\[Shop\/Instance\] Got 'Instance' as database; expected a Lightsail database\. To fix it, pass a CfnDatabase, or/],
    ['a snapshot of a name', () => new InstanceSnapshot(stack, 'It', { instance: untyped('web-1') }), /^Got 'web-1' as instance; expected a Lightsail instance/],
    ['a snapshot of nothing', () => new DatabaseSnapshot(stack, 'It', untyped({})), /Got undefined as database; expected a Lightsail database/],
    ['a final snapshot', () => new FinalSnapshot(stack, 'It', { source: untyped(database()) }), /\[Shop\/It\] Got an Import as source; expected a SnapshotSource\. To fix it, pass one, such as SnapshotSource\.database\(database\)/],
    ['a stop schedule', () => new DatabaseStopSchedule(stack, 'It', { database: untyped(instance()), schedule }), /Got 'Instance' as database/],
    ['a cache reset', () => new DistributionCacheReset(stack, 'It', { distribution: untyped(instance()), resetCacheOn: '1' }), /Got 'Instance' as distribution/],
    ['an origin', () => DistributionOrigin.bucket(untyped(instance())), /Got 'Instance' as bucket/],
    ['a certificate', () => distribution({ certificate: untyped(instance()) }), /Got 'Instance' as certificate/],
  ])('is refused for %s', (_, define, message) => expect(define).toThrow(message));
});

describe('without types', () => {
  test.each<[string, () => void, RegExp]>([
    ['a comparison operator', () => alarm({ comparisonOperator: untyped('>') }),
      /Got '>' as comparisonOperator; expected one of GreaterThanOrEqualToThreshold, .* To fix it, take it from the enum ComparisonOperator: ComparisonOperator\.GREATER/],
    ['no comparison operator', () => alarm({ comparisonOperator: untyped(undefined) }), /Got undefined as comparisonOperator/],
    ['missing data', () => alarm({ treatMissingData: untyped('no') }), /Got 'no' as treatMissingData/],
    ['a state', () => alarm({ contactMethods: [ContactMethod.fromProtocol(stack, 'Email', ContactProtocol.EMAIL)], notifyOn: [AlarmState.ALARM, untyped('bad')] }), /Got 'bad' as notifyOn/],
    ['a metric', () => alarm({ metric: untyped('CPUUtilization') }), /Got 'CPUUtilization' as metric; expected a LightsailMetric\. To fix it, pass one, such as InstanceMetric/],
    ['a timeout', () => snapshot({ timeout: 30 }), /Got 30 as timeout; expected a Duration\. To fix it, pass one, such as Duration\.minutes\(30\)/],
    ['a trigger', () => snapshot({ trigger: 7 }), /Got 7 as trigger; expected a non-empty string/],
    ['a name', () => snapshot({ snapshotName: 7 }), /Got 7 as snapshotName/],
    ['a removal policy', () => snapshot({ removalPolicy: 'keep' }), /Got 'keep' as removalPolicy; expected one of destroy, retain/],
    ['an endpoint', () => new ContactMethod(stack, 'It', { endpoint: untyped('ops@example.com') }), /Got 'ops@example\.com' as endpoint; expected a ContactEndpoint/],
    ['an address', () => new ContactMethod(stack, 'It', { endpoint: ContactEndpoint.email(untyped(7)) }), /Got 7 as endpoint/],
    ['no value to reset a cache on', () => new DistributionCacheReset(stack, 'It', { distribution: distribution(), resetCacheOn: untyped(undefined) }),
      /Got undefined as resetCacheOn; expected a non-empty string\. To fix it, pass resetCacheOn/],
    ['a number to reset a cache on', () => distribution({ resetCacheOn: untyped(7) }), /Got 7 as resetCacheOn/],
    ['a bundle', () => distribution({ bundle: untyped('small_1_0') }), /Got 'small_1_0' as bundle; expected a DistributionBundle\. To fix it, pass one, such as DistributionBundle\.SMALL_1_0/],
    ['an origin', () => distribution({ origin: untyped(web()) }), /as origin; expected a DistributionOrigin/],
    ['a behavior', () => distribution({ defaultBehavior: untyped('yes') }), /Got 'yes' as defaultBehavior; expected one of cache, dont-cache/],
    ['a behavior of a path', () => distribution({ behaviors: { '*': untyped('no') } }), /Got 'no' as one of behaviors/],
    ['a TLS version', () => distribution({ minimumTlsVersion: untyped('1.2') }), /Got '1\.2' as minimumTlsVersion/],
    ['an IP address type', () => distribution({ ipAddressType: untyped('ipv6') }), /Got 'ipv6' as ipAddressType/],
    ['headers as cookies', () => distribution({ cacheSettings: { cookies: untyped(ForwardedHeaders.all()) } }), /Got a ForwardedHeaders as cookies; expected a ForwardedCookies/],
    ['methods', () => distribution({ cacheSettings: { allowedMethods: untyped('GET') } }), /Got 'GET' as allowedMethods/],
    ['a firewall rule', () => distribution({ bundle: DistributionBundle.LARGE_1_0, wafRules: [untyped('AWSManagedRulesCommonRuleSet')] }), /as wafRules; expected a WafRule/],
    ['a retention', () => nightly({ retention: 14 }), /Got 14 as retention; expected a SnapshotRetention\. To fix it, pass one, such as SnapshotRetention\.count\(14\)/],
    ['a source', () => nightly({ sources: ['shop-db'] }), /Got 'shop-db' as sources; expected a SnapshotSource/],
    ['a time', () => nightly({ schedule: 'rate(1 day)' }), /Got 'rate\(1 day\)' as schedule; expected a ScheduleExpression/],
    ['what to do when it is unavailable', () => nightly({ whenUnavailable: 'no' }), /Got 'no' as whenUnavailable/],
    ['metrics', () => new MetricExport(stack, 'It', { metrics: [untyped('CPUUtilization')] }), /Got 'CPUUtilization' as metrics; expected a LightsailMetric/],
  ])('%s that is none is refused', (_, define, message) => expect(define).toThrow(message));
});

test('every metric of a resource may be given to an export, or added to others, in languages that compare lists by their type', () => {
  const all: LightsailMetric[] = InstanceMetric.all(web());
  const both = DatabaseMetric.all(database());
  both.push(...all);
  expect(() => new MetricExport(stack, 'It', { metrics: both })).not.toThrow();
});
