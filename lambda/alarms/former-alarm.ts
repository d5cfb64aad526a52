import { createHash } from 'node:crypto';
import type { Alarm, AlarmConfiguration } from './alarm-api';
import type { AlarmRequestProperties } from './alarm-properties';
import type { AlarmServices } from './services';
import { FORMER_ALARM_TAG } from '../../src/alarms/alarm-contract';
import { OWNERSHIP_TAG_PREFIX } from '../../src/provider/ownership-contract';
import type { ResourceRequest } from '../cloudformation/resource-handler';
import { RequestError } from '../engine/plan';
import { classify } from '../lightsail/errors';
import { isOwnedByResource, type Tags } from '../lightsail/ownership';
import { unlessLetGo } from '../lightsail/unless-let-go';

type Request = ResourceRequest<AlarmRequestProperties>;

/** What an alarm was before a request put another one in its place. The alarm's own tags remember it. */
export interface FormerAlarm {
  /** The request that overwrote it. */
  readonly requestId: string;
  /** When it was about to. Milliseconds. */
  readonly overwrittenAt: number;
  /** It was this resource's already: an earlier deployment made it, and a removal policy kept it. Otherwise no stack's. */
  readonly wasOurs: boolean;
  readonly configuration: AlarmConfiguration;
}

const REQUEST_TAG = `${FORMER_ALARM_TAG}-request`;
const WATCHED_TAG = `${FORMER_ALARM_TAG}-resource`;

/** The tags to set before an alarm is overwritten. Values of tags hold at most 256 characters, and no commas. */
export function rememberingTags(alarm: Alarm, request: Request, now: number): Tags {
  const { monitoredResourceName, contactProtocols, notificationTriggers, ...scalars } = alarm.configuration;
  return {
    [REQUEST_TAG]: request.requestId,
    [WATCHED_TAG]: monitoredResourceName,
    [FORMER_ALARM_TAG]: [
      now, isOwnedByResource(alarm.tags, request), scalars.metricName, scalars.comparisonOperator, scalars.threshold, scalars.evaluationPeriods,
      scalars.datapointsToAlarm, scalars.treatMissingData, scalars.notificationEnabled, contactProtocols.join('+'), notificationTriggers.join('+'),
    ].join('/'),
    ...Object.fromEntries(Object.keys(request.properties.tags).filter((key) => key in alarm.tags)
      .map((key) => [valueTag(request.requestId, key), alarm.tags[key]])),
  };
}

/** Undefined: the alarm was not there before this resource. */
export function formerAlarm(tags: Tags): FormerAlarm | undefined {
  if (!(FORMER_ALARM_TAG in tags)) return undefined;
  const [
    overwrittenAt, wasOurs, metricName, comparisonOperator, threshold, evaluationPeriods, datapointsToAlarm, treatMissingData, enabled,
    protocols, triggers,
  ] = tags[FORMER_ALARM_TAG].split('/');
  return {
    requestId: tags[REQUEST_TAG],
    overwrittenAt: Number(overwrittenAt),
    wasOurs: wasOurs === 'true',
    configuration: {
      metricName,
      monitoredResourceName: tags[WATCHED_TAG],
      comparisonOperator,
      threshold: Number(threshold),
      evaluationPeriods: Number(evaluationPeriods),
      datapointsToAlarm: Number(datapointsToAlarm),
      treatMissingData,
      notificationEnabled: enabled === 'true',
      contactProtocols: list(protocols),
      notificationTriggers: list(triggers),
    },
  };
}

/**
 * Makes an alarm what it was, and lets it go if no stack owned it. Of one that was ours the record stays: when the request is
 * repeated, it must not look like one that was made here.
 */
export async function restoreAlarm(alarm: Alarm, former: FormerAlarm, request: Request, services: AlarmServices): Promise<void> {
  await unlessLetGo(async () => {
    await restoreConfiguration(alarm, former, request, services);
    await restoreTags(alarm, former, request, services);
  }, async () => services.alarms.get(alarm.name));
}

async function restoreConfiguration({ name }: Alarm, { configuration }: FormerAlarm, { log }: Request, { alarms }: AlarmServices): Promise<void> {
  try {
    const failed = (await alarms.put(name, configuration)).find(({ outcome }) => outcome === 'failed');
    if (failed) throw new RequestError(failed.reason ?? failed.status);
    log({ decision: 'restore', alarm: name });
  } catch (error) {
    const { type, code, message } = classify(error);
    if (type === 'later' || type === 'denied') throw error;
    // What it watched is gone, say. It is kept as it is: a rollback must not fail by it.
    log({ decision: 'not-restored', alarm: name, error: `${code}: ${message}` });
  }
}

async function restoreTags(
  { name, tags }: Alarm, { requestId, wasOurs }: FormerAlarm, { properties }: Request, { tagging }: AlarmServices,
): Promise<void> {
  const set: Record<string, string> = {};
  const remove = wasOurs ? [] : Object.keys(tags).filter((key) => key.startsWith(OWNERSHIP_TAG_PREFIX));
  for (const key of Object.keys(properties.tags)) {
    const value = tags[valueTag(requestId, key)] as string | undefined;
    if (value === undefined && key in tags) remove.push(key);
    else if (value !== undefined && value !== tags[key]) set[key] = value;
  }
  if (Object.keys(set).length > 0) await tagging.set(name, set);
  if (remove.length > 0) await tagging.remove(name, remove);
}

function list(text: string): string[] {
  return text === '' ? [] : text.split('+');
}

/** For the former value of a tag. Keys may be as long as a key can be, so this one has a digest of it. */
function valueTag(requestId: string, key: string): string {
  return `${FORMER_ALARM_TAG}-tag-${createHash('sha256').update(JSON.stringify([requestId, key])).digest('hex').slice(0, 16)}`;
}
