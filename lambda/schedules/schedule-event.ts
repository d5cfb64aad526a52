import { createHash } from 'node:crypto';
import { ScheduleAction, type ScheduleEvent, type ScheduleRequest, type ScheduleTarget } from '../../src/schedules/schedule-contract';
import type { Owner } from '../lightsail/ownership';
import { date, either, flag, list, mapOf, number, object, oneOf, optional, text, wholeFrom } from '../shapes';

const RETENTION = either(
  object({ Type: oneOf('count'), Count: wholeFrom(1) }),
  object({ Type: oneOf('age'), Seconds: wholeFrom(1) }),
  object({ Type: oneOf('tiered'), Daily: wholeFrom(0), Weekly: wholeFrom(0), Monthly: wholeFrom(0), TimeZone: text }),
);

export const isScheduleTarget = object({ Kind: oneOf('database', 'instance', 'disk', 'system-disk'), Name: text });

/** All of it: what is not understood must prune nothing. */
const REQUEST = object({
  Action: oneOf(...Object.values(ScheduleAction)),
  StackId: text,
  StackName: text,
  LogicalId: text,
  ScheduleArn: text,
  ScheduledTime: date,
  Start: optional(date),
  End: optional(date),
  RateMinutes: optional(wholeFrom(1)),
  MaxAgeSeconds: number,
  TimeoutSeconds: number,
  Calendars: list(text),
  Targets: list(isScheduleTarget),
  TargetTags: list(object({ Kind: oneOf('database', 'instance', 'disk'), Tags: mapOf(text) })),
  KeepStopped: optional(flag),
  SnapshotBeforeStop: optional(flag),
  Retention: optional(RETENTION),
  SnapshotTags: optional(mapOf(text)),
  CopyTo: optional(list(text)),
  WhenUnavailable: optional(text),
});

const EVENT = object({ CdkLightsailSchedule: REQUEST });

export function isScheduleEvent(event: unknown): event is ScheduleEvent {
  return EVENT(event);
}

export function isScheduleRequest(value: unknown): value is ScheduleRequest {
  return REQUEST(value);
}

/** When it was to run, in milliseconds. */
export function scheduledAt(request: Pick<ScheduleRequest, 'ScheduledTime'>): number {
  return Date.parse(request.ScheduledTime);
}

const MINUTE = 60_000;

/** Whether the time of a run lies between the schedule's dates, and, for a rate that counts from its start, on that rate. */
export function isDue(request: Pick<ScheduleRequest, 'ScheduledTime' | 'Start' | 'End' | 'RateMinutes'>): boolean {
  const { Start: start, End: end, RateMinutes: rate } = request;
  const at = scheduledAt(request);
  if (end !== undefined && at >= Date.parse(end)) return false;
  if (start === undefined) return true;
  const since = at - Date.parse(start);
  return since >= 0 && (rate === undefined || Math.floor(since / MINUTE) % rate === 0);
}

/**
 * The id of a run for one of its targets, or, before it is known what they are, of the run itself: the same however often
 * the Scheduler, Lambda or we ourselves repeat it. The
 * Scheduler's own execution id changes with each attempt.
 */
export function runId(request: ScheduleRequest, target?: ScheduleTarget): string {
  const { ScheduleArn, ScheduledTime, Action } = request;
  return createHash('sha256').update(JSON.stringify([ScheduleArn, ScheduledTime, Action, target?.Kind, target?.Name])).digest('hex');
}

/** Who owns what a run makes: the schedule; and the run is the request. */
export function ownerOf(request: ScheduleRequest): Owner {
  return { stackId: request.StackId, logicalId: request.LogicalId, requestId: request.ScheduledTime };
}

const MAX_NAME_LENGTH = 254;

/**
 * `shop-db-20261121T0300Z-3f9a2c`: the source and the scheduled time (UTC) for people; the digest keeps two schedules of
 * the same minute apart. The same for the same run, so that a repeated one meets its own.
 */
export function snapshotName(request: ScheduleRequest, target: ScheduleTarget): string {
  const { stackId, logicalId, requestId } = ownerOf(request);
  const digest = createHash('sha256').update(JSON.stringify([stackId, logicalId, requestId, target.Kind, target.Name])).digest('hex').slice(0, 6);
  const time = new Date(scheduledAt(request)).toISOString().replace(/[-:]/g, '').replace(/\d\d\.\d{3}Z$/, 'Z');
  const suffix = `-${time}-${digest}`;
  return target.Name.slice(0, MAX_NAME_LENGTH - suffix.length) + suffix;
}
