import type { Alarm, AlarmConfiguration, AlarmDependencies } from './alarm-api';
import type { AlarmRequestProperties } from './alarm-properties';
import { FORMER_ALARM_TAG } from '../../src/alarms/alarm-contract';
import { OWNERSHIP_TAG_PREFIX } from '../../src/provider/ownership-contract';
import type { ResourceRequest } from '../cloudformation/resource-handler';
import { RequestError } from '../engine/plan';
import { classify } from '../lightsail/errors';
import { isOwnedByResource, type Tags } from '../lightsail/ownership';
import { unlessReleased } from '../lightsail/unless-released';

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
  /** Those of its tags that the request declares, too. */
  readonly tags: Tags;
}

const MAX_VALUE_LENGTH = 256;

/** The tags to set before an alarm is overwritten: JSON in Base64, for not every character may be in a tag, in as many parts as it takes. */
export function rememberingTags(alarm: Alarm, { requestId, ...request }: Request, overwrittenAt: number): Tags {
  const former: FormerAlarm = {
    requestId,
    overwrittenAt,
    wasOurs: isOwnedByResource(alarm.tags, request),
    configuration: alarm.configuration,
    tags: Object.fromEntries(Object.entries(alarm.tags).filter(([key]) => key in request.properties.tags)),
  };
  const parts = Buffer.from(JSON.stringify(former)).toString('base64').match(new RegExp(`.{1,${MAX_VALUE_LENGTH}}`, 'g')) ?? [];
  // How many there are: another alarm may have been remembered before.
  return Object.fromEntries([String(parts.length), ...parts].map((part, index) => [FORMER_ALARM_TAG + index, part]));
}

/** Undefined: the alarm was not there before this resource. */
export function formerAlarm(tags: Tags): FormerAlarm | undefined {
  const count = Number(tags[`${FORMER_ALARM_TAG}0`]);
  if (!count) return undefined;
  const text = Array.from({ length: count }, (_, index) => tags[FORMER_ALARM_TAG + (index + 1)]).join('');
  return JSON.parse(Buffer.from(text, 'base64').toString()) as FormerAlarm;
}

/**
 * Makes an alarm what it was, and lets it go if no stack owned it. Of one that was ours the record stays: when the request is
 * repeated, it must not look like one that was made here.
 */
export async function restoreAlarm(alarm: Alarm, former: FormerAlarm, request: Request, dependencies: AlarmDependencies): Promise<void> {
  await unlessReleased(async () => {
    await restoreConfiguration(alarm, former, request, dependencies);
    await restoreTags(alarm, former, request, dependencies);
  }, async () => dependencies.alarms.get(alarm.name));
}

async function restoreConfiguration({ name }: Alarm, { configuration }: FormerAlarm, { log }: Request, { alarms }: AlarmDependencies): Promise<void> {
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

async function restoreTags({ name, tags }: Alarm, former: FormerAlarm, { properties }: Request, { tagging }: AlarmDependencies): Promise<void> {
  const set = Object.entries(former.tags).filter(([key, value]) => tags[key] !== value);
  const remove = Object.keys(tags).filter((key) => (
    key.startsWith(OWNERSHIP_TAG_PREFIX) ? !former.wasOurs : key in properties.tags && !(key in former.tags)
  ));
  if (set.length > 0) await tagging.set(name, Object.fromEntries(set));
  if (remove.length > 0) await tagging.remove(name, remove);
}
