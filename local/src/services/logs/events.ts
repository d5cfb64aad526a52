import { messageFilter } from './filter-pattern';
import { eventsOf, findStream, type LogGroup, type LogStream, trim } from './log-groups';
import type { Account } from '../../core/account';
import { ServiceError } from '../../core/service';

type Input = Readonly<Record<string, unknown>>;
type Output = Record<string, unknown>;

const MOST = 10_000;
const DAY = 24 * 60 * 60 * 1000;
const LATEST_AHEAD = 2 * 60 * 60 * 1000;
const OLDEST = 14 * DAY;

interface InputEvent {
  readonly timestamp: number;
  readonly message: string;
}

/** Writes events. What is too old or too far ahead is left out, and the answer says so. */
export function putEvents(account: Account, group: LogGroup, stream: LogStream, given: unknown): Output {
  const events = (Array.isArray(given) ? given : []) as InputEvent[];
  if (events.length === 0 || events.length > MOST) throw invalid('1 validation error detected: Value at \'logEvents\' failed to satisfy constraint: Member must have length between 1 and 10000');
  for (const [index, event] of events.entries()) {
    for (const member of ['timestamp', 'message'] as const) {
      if (event[member] !== undefined && event[member] !== '') continue;
      throw invalid(`1 validation error detected: Value null at 'logEvents.${index + 1}.member.${member}' failed to satisfy constraint: Member must not be null`);
    }
  }
  if (events.some(({ timestamp }, index) => index > 0 && timestamp < (events[index - 1]?.timestamp ?? 0))) {
    throw invalid('Log events in a single PutLogEvents request must be in chronological order.');
  }
  const now = account.clock.now();
  const isTooOld = ({ timestamp }: InputEvent) => timestamp < now - OLDEST;
  const isTooNew = ({ timestamp }: InputEvent) => timestamp > now + LATEST_AHEAD;
  const numbers = account.section<{ next: number }>('log-events', () => ({ next: 1 }));
  for (const event of events.filter((one) => !isTooOld(one) && !isTooNew(one))) {
    stream.events.push({ id: String(numbers.next++).padStart(56, '0'), timestamp: event.timestamp, ingestedAt: now, message: event.message });
  }
  stream.ingestedAt = now;
  trim(group);
  const tooOld = events.filter(isTooOld).length;
  const tooNew = events.findIndex(isTooNew);
  return {
    nextSequenceToken: String(numbers.next).padStart(56, '0'),
    ...(tooOld > 0 || tooNew >= 0) && {
      rejectedLogEventsInfo: { ...tooOld > 0 && { tooOldLogEventEndIndex: tooOld }, ...tooNew >= 0 && { tooNewLogEventStartIndex: tooNew } },
    },
  };
}

/** The events of one stream, page by page in both directions. */
export function getEvents(account: Account, group: LogGroup, input: Input): Output {
  const events = between(eventsOf(account, group, [findStream(group, input.logStreamName)]), input);
  const limit = limitOf(input);
  const [, direction, position] = /^([fb])\/(\d+)$/.exec(String(input.nextToken ?? '')) ?? [];
  if (input.nextToken !== undefined && direction === undefined) throw invalid('The specified nextToken is invalid.');
  const forwards = direction === 'f' || (direction === undefined && input.startFromHead === true);
  const at = position === undefined ? (forwards ? 0 : events.length) : Math.min(Number(position), events.length);
  const start = forwards ? at : Math.max(0, at - limit);
  const end = forwards ? Math.min(events.length, at + limit) : at;
  return {
    events: events.slice(start, end).map(({ timestamp, message, ingestedAt }) => ({ timestamp, message, ingestionTime: ingestedAt })),
    nextForwardToken: `f/${end}`,
    nextBackwardToken: `b/${start}`,
  };
}

/** The events of a group that match a pattern. */
export function filterEvents(account: Account, group: LogGroup, input: Input): Output {
  const wanted = Array.isArray(input.logStreamNames) ? input.logStreamNames.map(String) : undefined;
  const prefix = String(input.logStreamNamePrefix ?? '');
  const streams = wanted ? wanted.map((name) => findStream(group, name)) : Object.values(group.streams).filter(({ name }) => name.startsWith(prefix));
  const matches = messageFilter(String(input.filterPattern ?? ''));
  const events = between(eventsOf(account, group, streams), input).filter(({ message }) => matches(message));
  const start = input.nextToken === undefined ? 0 : Number(input.nextToken);
  if (!Number.isInteger(start) || start < 0) throw invalid('The specified nextToken is invalid.');
  const end = start + limitOf(input);
  return {
    events: events.slice(start, end).map(({ id, stream, timestamp, message, ingestedAt }) => ({
      eventId: id, logStreamName: stream, timestamp, message, ingestionTime: ingestedAt,
    })),
    searchedLogStreams: [],
    ...end < events.length && { nextToken: String(end) },
  };
}

function between<T extends { readonly timestamp: number }>(events: readonly T[], { startTime, endTime }: Input): T[] {
  return events.filter(({ timestamp }) => timestamp >= Number(startTime ?? 0) && timestamp < Number(endTime ?? Number.POSITIVE_INFINITY));
}

function limitOf({ limit }: Input): number {
  const size = Number(limit ?? MOST);
  if (Number.isInteger(size) && size >= 1 && size <= MOST) return size;
  throw invalid(`1 validation error detected: Value '${String(limit)}' at 'limit' failed to satisfy constraint: Member must have value between 1 and ${MOST}`);
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterException', message);
}
