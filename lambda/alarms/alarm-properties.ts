import type { AlarmConfiguration } from './alarm-api';
import type { MonitoredResourceType } from '../../src/alarms/alarm-contract';
import type { Properties } from '../cloudformation/properties';
import { RequestError } from '../engine/plan';
import type { Tags } from '../lightsail/ownership';

/** The properties of an alarm, decoded. */
export interface AlarmRequestProperties {
  /** Absent: the function makes a name. */
  readonly name?: string;
  readonly configuration: AlarmConfiguration;
  readonly resourceType: MonitoredResourceType;
  readonly adoptExisting: boolean;
  readonly verifyOnDeploy: boolean;
  readonly tags: Tags;
  readonly timeoutSeconds: number;
}

const MAX_PERIODS = 288;
/** Lightsail's own rule for names, with its ends anchored. */
const NAME = /^\w[\w-]{0,253}\w$/;
const OPERATORS = ['GreaterThanOrEqualToThreshold', 'GreaterThanThreshold', 'LessThanThreshold', 'LessThanOrEqualToThreshold'];
const PROTOCOLS = ['Email', 'SMS'];
const STATES = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];
const MISSING_DATA = ['breaching', 'notBreaching', 'ignore', 'missing'];

export function decodeAlarm(properties: Properties): AlarmRequestProperties {
  const name = properties.optionalText('AlarmName');
  if (name !== undefined && !NAME.test(name)) {
    throw new RequestError(`The property AlarmName: got ${JSON.stringify(name.slice(0, 300))}, expected 2 to 255 letters, digits, hyphens and underscores, `
      + 'with a hyphen neither first nor last. Correct the name and deploy again.');
  }
  return {
    name,
    configuration: configuration(properties),
    resourceType: properties.choice<MonitoredResourceType>('MonitoredResourceType', ['Instance', 'RelationalDatabase', 'LoadBalancer']),
    adoptExisting: properties.optionalFlag('AdoptExisting') ?? false,
    verifyOnDeploy: properties.optionalFlag('VerifyOnDeploy') ?? false,
    tags: properties.tags('Tags'),
    timeoutSeconds: properties.timeoutSeconds(1200),
  };
}

function configuration(properties: Properties): AlarmConfiguration {
  const evaluationPeriods = properties.optionalInteger('EvaluationPeriods', 1, MAX_PERIODS) ?? 1;
  const contactProtocols = list(properties, 'ContactProtocols', PROTOCOLS) ?? [];
  return {
    metricName: properties.text('MetricName'),
    monitoredResourceName: properties.text('MonitoredResourceName'),
    comparisonOperator: properties.choice('ComparisonOperator', OPERATORS),
    threshold: number(properties, 'Threshold'),
    evaluationPeriods,
    datapointsToAlarm: properties.optionalInteger('DatapointsToAlarm', 1, evaluationPeriods) ?? evaluationPeriods,
    treatMissingData: properties.choice('TreatMissingData', MISSING_DATA, 'missing'),
    contactProtocols,
    // Lightsail takes triggers only together with contact methods.
    notificationTriggers: list(properties, 'NotificationTriggers', STATES) ?? (contactProtocols.length > 0 ? ['ALARM'] : []),
    notificationEnabled: properties.optionalFlag('NotificationEnabled') ?? true,
  };
}

function number(properties: Properties, name: string): number {
  const value = properties.text(name);
  const parsed = Number(value);
  // `Number` reads blanks as 0.
  if (value.trim() === '' || !Number.isFinite(parsed)) throw unexpected(name, value, 'a number');
  return parsed;
}

function list(properties: Properties, name: string, choices: readonly string[]): string[] | undefined {
  const values = properties.optionalTexts(name);
  const unknown = values?.find((value) => !choices.includes(value));
  if (unknown !== undefined) throw unexpected(name, unknown, `some of ${choices.join(', ')}`);
  return values;
}

function unexpected(name: string, got: string, expected: string): RequestError {
  return new RequestError(`The property ${name} of an alarm: got ${JSON.stringify(got.slice(0, 200))}, expected ${expected}. `
    + 'Correct the template and deploy again.');
}
