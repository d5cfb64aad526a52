import type { Account } from '../../core/account';
import { ServiceError } from '../../core/service';

/** A log group, with the newest events that were written into it. */
export interface LogGroup {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  /** Absent: for ever. */
  retentionInDays?: number;
  /** Without effect: nothing is encrypted here. */
  kmsKeyId?: string;
  tags: Record<string, string>;
  streams: Record<string, LogStream>;
}

export interface LogStream {
  readonly name: string;
  readonly createdAt: number;
  ingestedAt?: number;
  events: LogEvent[];
}

export interface LogEvent {
  readonly id: string;
  readonly timestamp: number;
  readonly ingestedAt: number;
  readonly message: string;
}

/** As many events of a group are kept, the newest: the account's state is one file. */
const MOST_EVENTS = 2000;
const DAY = 24 * 60 * 60 * 1000;

/** The log groups of a region, by name. */
export function logGroups(account: Account, region: string): Record<string, LogGroup> {
  const regions = account.section<Record<string, Record<string, LogGroup>>>('logs', () => ({}));
  return regions[region] ??= {};
}

export function findGroup(account: Account, region: string, name: unknown): LogGroup {
  const groups = logGroups(account, region);
  if (!Object.hasOwn(groups, String(name))) throw notFound('log group');
  return groups[String(name)];
}

/** Makes a group that is not there yet. */
export function makeGroup(account: Account, region: string, arn: string, name: string): LogGroup {
  if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(name)) {
    throw new ServiceError('InvalidParameterException', `1 validation error detected: Value '${name}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+`);
  }
  return logGroups(account, region)[name] = { name, arn, createdAt: account.clock.now(), tags: {}, streams: {} };
}

export function findStream(group: LogGroup, name: unknown): LogStream {
  if (!Object.hasOwn(group.streams, String(name))) throw notFound('log stream');
  return group.streams[String(name)];
}

export function notFound(what: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', `The specified ${what} does not exist.`);
}

/** The events of some streams that are not too old to be kept, oldest first. */
export function eventsOf(account: Account, group: LogGroup, streams: readonly LogStream[]): Array<LogEvent & { readonly stream: string }> {
  const oldest = group.retentionInDays === undefined ? Number.NEGATIVE_INFINITY : account.clock.now() - group.retentionInDays * DAY;
  return streams.flatMap((stream) => stream.events.filter(({ timestamp }) => timestamp >= oldest).map((event) => ({ ...event, stream: stream.name })))
    .sort((one, other) => one.timestamp - other.timestamp || (one.id < other.id ? -1 : 1));
}

/** Lets go of the oldest events of a group that has too many. Streams without any event go, too. */
export function trim(group: LogGroup): void {
  const all = Object.values(group.streams).flatMap(({ events }) => events);
  if (all.length <= MOST_EVENTS) return;
  const first = all.map(({ id }) => id).sort()[all.length - MOST_EVENTS];
  for (const stream of Object.values(group.streams)) {
    const wasUsed = stream.events.length > 0;
    stream.events = stream.events.filter(({ id }) => id >= first);
    if (wasUsed && stream.events.length === 0) delete group.streams[stream.name];
  }
}
