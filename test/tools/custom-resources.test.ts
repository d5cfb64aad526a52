import * as fs from 'node:fs';
import * as path from 'node:path';
import { decodeAlarm } from '../../lambda/alarms/alarm-properties';
import { decodeContactMethod } from '../../lambda/alarms/contact-method-properties';
import { Properties } from '../../lambda/cloudformation/properties';
import { CacheResetHandler } from '../../lambda/distributions/cache-reset-handler';
import { decodeDistribution } from '../../lambda/distributions/distribution-properties';
import { snapshotHandlers } from '../../lambda/snapshots';
import type { SnapshotDependencies } from '../../lambda/snapshots/snapshot-api';
import type { Member } from '../../tools/custom-resources/contract';
import { customResourceFiles } from '../../tools/custom-resources/main';
import { describeType, type DescribedType } from '../../tools/custom-resources/render';
import { CUSTOM_RESOURCE_TYPES } from '../../tools/custom-resources/types';

const root = path.join(__dirname, '..', '..');
const unused = undefined as never;

// Decoding asks nobody.
const snapshots = snapshotHandlers(unused, {} as SnapshotDependencies, unused);
const cacheReset = new CacheResetHandler(() => unused);

function decode(type: string, values: Record<string, unknown>): unknown {
  const properties = new Properties({ ServiceToken: 'arn', ...values }, type);
  const decoded = (() => {
    switch (type) {
      case 'Custom::LightsailAlarm': return decodeAlarm(properties);
      case 'Custom::LightsailContactMethod': return decodeContactMethod(properties);
      case 'Custom::LightsailDistribution': return decodeDistribution(properties);
      case cacheReset.resourceType: return cacheReset.decode(properties);
      default: return snapshots.find(({ resourceType }) => resourceType === type)!.decode(properties);
    }
  })();
  properties.finish();
  return decoded;
}

const before = { ...process.env };
beforeAll(() => { process.env.AWS_REGION = 'eu-central-1'; });
afterAll(() => { process.env = before; });

test.each(Object.entries(customResourceFiles()))('%s is current: else run npm run custom-resources', (file, content) => {
  expect(fs.readFileSync(path.join(root, file), 'utf8')).toBe(content);
});

test('no other schema is shipped', () => {
  expect(fs.readdirSync(path.join(root, 'schemas')).sort()).toEqual(CUSTOM_RESOURCE_TYPES.map(({ type }) => `${type.replace('Custom::', '')}.json`).sort());
});

/** A value that fits. */
function valueOf(type: DescribedType, member: Member): unknown {
  const one = () => {
    if (member.type === 'tags') return [{ Key: 'a', Value: 'b' }];
    if (typeof member.type === 'object') return valuesOf(type, type.groups.get(member.type.group) ?? [], true);
    if (member.values) return member.values[0];
    if (member.type === 'number') return String(member.minimum ?? 200);
    if (member.type === 'boolean') return 'true';
    return 'name-1';
  };
  return member.list ? [one()] : one();
}

function valuesOf(type: DescribedType, members: readonly Member[], all: boolean): Record<string, unknown> {
  return Object.fromEntries(members.filter(({ required }) => all || required).map((member) => [member.name, valueOf(type, member)]));
}

describe.each(CUSTOM_RESOURCE_TYPES.map((type) => [type.type, describeType(type)] as const))('%s', (name, type) => {
  const minimal = valuesOf(type, type.members, false);
  /** Never both of them. */
  const whole = (without: string) => Object.fromEntries(Object.entries(valuesOf(type, type.members, true)).filter(([key]) => key !== without));

  test('needs what is required, and nothing else', () => {
    expect(() => decode(name, minimal)).not.toThrow();
    for (const required of Object.keys(minimal)) {
      const { [required]: _, ...rest } = minimal;
      expect(() => decode(name, rest)).toThrow(new RegExp(`The property ${required} of ${name}.*: got nothing`));
    }
  });

  test('takes every property, whether it is a text or not', () => {
    for (const without of ['Trigger', 'SnapshotName']) {
      expect(() => decode(name, whole(without))).not.toThrow();
    }
    const unknown = type.members.map((member) => member.name);
    expect(() => decode(name, { ...whole('Trigger'), Unheard: 'of' })).toThrow(/^Unknown property Unheard of /);
    try {
      decode(name, { ...whole('Trigger'), Unheard: 'of' });
    } catch (error) {
      const [, known] = /known: (.*?)\. The template/.exec(String(error)) ?? [];
      expect(known.split(', ').sort()).toEqual([...unknown].sort());
    }
  });

  const chosen = type.members.filter(({ values }) => values);
  test('has the documented values', () => {
    for (const { name: property, values = [], list } of chosen) {
      for (const value of values) expect(() => decode(name, { ...minimal, [property]: list ? [value] : value })).not.toThrow();
      // Of a distribution Lightsail itself decides on most: its values may be newer than the function.
      if (name !== 'Custom::LightsailDistribution') {
        expect(() => decode(name, { ...minimal, [property]: list ? ['other'] : 'other' })).toThrow(/got "other", expected (one|some) of/);
      }
    }
  });

  const counted = type.members.filter(({ minimum, name: its }) => minimum !== undefined && its !== 'DatapointsToAlarm');
  test('has the documented ranges', () => {
    for (const { name: property, minimum = 0, maximum = 0 } of counted) {
      for (const value of [minimum, maximum, String(maximum)]) expect(() => decode(name, { ...minimal, [property]: value })).not.toThrow();
      for (const value of [minimum - 1, maximum + 1]) expect(() => decode(name, { ...minimal, [property]: value })).toThrow(/expected a whole number from/);
    }
  });

  const named = type.members.filter(({ pattern }) => pattern);
  test('has the documented patterns', () => {
    for (const { name: property, pattern = '' } of named) {
      for (const value of ['ab', 'a-b', '-a', 'a/b', 'a', 'x'.repeat(256), 'a.b']) {
        const works = () => decode(name, { ...minimal, [property]: value });
        if (new RegExp(pattern).test(value)) expect(works).not.toThrow();
        else expect(works).toThrow(new RegExp(`The property ${property}: got`));
      }
    }
  });
});

test('what is left out has the construct\'s default', () => {
  const alarm = {
    MetricName: 'CPUUtilization', MonitoredResourceName: 'web', MonitoredResourceType: 'Instance', ComparisonOperator: 'GreaterThanThreshold', Threshold: '80',
  };
  expect(decode('Custom::LightsailAlarm', alarm)).toMatchObject({
    timeoutSeconds: 1200,
    configuration: { evaluationPeriods: 1, datapointsToAlarm: 1, treatMissingData: 'missing', contactProtocols: [], notificationTriggers: [], notificationEnabled: true },
  });
  expect(decode('Custom::LightsailAlarm', { ...alarm, EvaluationPeriods: 3, ContactProtocols: ['Email'] })).toMatchObject({
    configuration: { evaluationPeriods: 3, datapointsToAlarm: 3, notificationTriggers: ['ALARM'] },
  });
  expect(decode('Custom::LightsailDiskSnapshot', { SourceName: 'data' })).toMatchObject({ source: { kind: 'disk' }, timeoutSeconds: 2700 });
  expect(decode('Custom::LightsailDistribution', { Origin: { Name: 'web' }, BundleId: 'small_1_0', DefaultBehavior: 'cache', Waf: {} })).toMatchObject({
    origin: { regionName: 'eu-central-1' }, waf: { enabled: true, rules: [] }, timeoutSeconds: 3300, waitForCacheReset: true,
  });
});
