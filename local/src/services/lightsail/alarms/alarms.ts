import type { JsonObject } from '../../../core/json';
import { doesNotExist, invalidInput, wrongState } from '../errors';
import { startedOutput } from '../operations';
import { page } from '../paging';
import type { Handlers, Output, Request } from '../request';
import { GONE, type StoredResource } from '../state';
import { requestTags } from '../tags';
import { commonOutput } from '../views';
import { evaluateAlarms, PERIOD } from './evaluation';
import { metricFacts, METRICS } from './metric-table';
import { notify } from './notifications';

const KIND = 'Alarm';
const LIMIT_PER_METRIC = 2;
const MAX_PERIODS = 288;

export const alarmHandlers: Handlers = {
  PutAlarm: put,
  GetAlarms: get,
  TestAlarm: test,
  DeleteAlarm: (request) => {
    const alarm = named(request);
    const activity = request.begin(0);
    request.proceed(alarm, activity, [[0, GONE]], [[0, request.region.stateOf(alarm)]]);
    return startedOutput(request, [request.record(alarm, activity)]);
  },
};

/** Creates, or overwrites without a word: all but the state, the tags and the age. */
function put(request: Request): Output {
  const { region } = request;
  evaluateAlarms(region);
  const name = request.text('alarmName');
  const details = configuration(request);
  const known = region.find(KIND, name);
  checkLimit(request, name, details);
  const activity = request.begin(0);
  const alarm = known ?? region.add(KIND, name, { tags: requestTags(request.input), details: {} });
  if (!known) request.proceed(alarm, activity, [[0, 'INSUFFICIENT_DATA']], [[0, GONE]]);
  if (!activity.failure) alarm.details = details;
  return startedOutput(request, [request.record(alarm, activity)]);
}

function configuration(request: Request): JsonObject {
  const metricName = request.text('metricName');
  const resource = monitored(request);
  const facts = metricFacts(resource.kind, metricName);
  if (!facts || facts.withoutAlarms) throw invalidInput(`The metric ${metricName} is not available for a resource of the type ${resource.kind}.`);
  const evaluationPeriods = wholeNumber(request, 'evaluationPeriods', MAX_PERIODS) ?? 1;
  const contactProtocols = (request.input.contactProtocols ?? []) as string[];
  const notificationTriggers = (request.input.notificationTriggers ?? ['ALARM']) as string[];
  if (!notificationTriggers.includes('ALARM')) throw invalidInput('The notification triggers must include ALARM.');
  return {
    metricName,
    monitoredResourceName: resource.name,
    monitoredResourceType: resource.kind,
    monitoredResourceArn: resource.arn,
    comparisonOperator: request.text('comparisonOperator'),
    threshold: request.input.threshold as number,
    evaluationPeriods,
    datapointsToAlarm: wholeNumber(request, 'datapointsToAlarm', evaluationPeriods) ?? evaluationPeriods,
    treatMissingData: request.optionalText('treatMissingData') ?? 'missing',
    contactProtocols,
    notificationTriggers,
    notificationEnabled: request.flag('notificationEnabled') ?? true,
    statistic: facts.statistic,
    unit: facts.unit,
    period: PERIOD / 1000,
    configuredAt: request.now,
  };
}

function monitored(request: Request): StoredResource {
  const name = request.text('monitoredResourceName');
  const { resources } = request.region.state;
  const resource = Object.hasOwn(resources, name) ? resources[name] : undefined;
  if (!resource) throw doesNotExist('resource', name);
  if (!METRICS[resource.kind]) throw invalidInput(`A resource of the type ${resource.kind} cannot be monitored: ${name}`);
  return resource;
}

function checkLimit(request: Request, name: string, details: JsonObject): void {
  const others = request.region.all(KIND).filter((alarm) => alarm.name !== name
    && alarm.details.monitoredResourceName === details.monitoredResourceName
    && alarm.details.metricName === details.metricName);
  if (others.length < LIMIT_PER_METRIC) return;
  throw invalidInput(`You have reached the maximum of ${LIMIT_PER_METRIC} alarms for the metric ${String(details.metricName)} of `
    + `${String(details.monitoredResourceName)}.`, 'Delete one of them first.');
}

function get(request: Request): Output {
  evaluateAlarms(request.region);
  const name = request.optionalText('alarmName');
  const resource = request.optionalText('monitoredResourceName');
  if (name !== undefined && !request.region.find(KIND, name)) throw doesNotExist(KIND, name);
  const alarms = request.region.all(KIND).filter((alarm) => (name === undefined || alarm.name === name)
    && (resource === undefined || alarm.details.monitoredResourceName === resource));
  return page(request, 'alarms', alarms, (alarm) => alarm.arn, (alarm) => output(request, alarm));
}

/** A banner in the console, and a message as if the alarm had got into that state. Only while it is quiet. */
function test(request: Request): Output {
  const alarm = named(request);
  const state = request.text('state');
  const current = request.region.stateOf(alarm);
  if (current !== 'OK') throw wrongState('test this alarm', KIND, current);
  const activity = request.begin(0);
  if (!activity.failure) notify(request.region, alarm, 'test', state, request.now);
  return startedOutput(request, [request.record(alarm, activity)]);
}

function named(request: Request): StoredResource {
  evaluateAlarms(request.region);
  return request.region.get(KIND, request.text('alarmName'));
}

function wholeNumber(request: Request, name: string, max: number): number | undefined {
  const value = request.input[name] as number | undefined;
  if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= max)) return value;
  throw invalidInput(`The parameter ${name} must be a whole number from 1 to ${max}; it is ${value}.`);
}

function output(request: Request, alarm: StoredResource): Output {
  const { monitoredResourceName, monitoredResourceType, monitoredResourceArn, configuredAt: _, ...details } = alarm.details;
  return {
    ...commonOutput(alarm),
    ...details,
    monitoredResourceInfo: { name: monitoredResourceName, resourceType: monitoredResourceType, arn: monitoredResourceArn },
    state: request.region.stateOf(alarm),
  };
}
