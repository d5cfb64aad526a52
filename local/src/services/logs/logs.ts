import { filterEvents, getEvents, putEvents } from './events';
import { logGroupArn, logGroupType } from './log-group-type';
import { findGroup, findStream, type LogGroup, logGroups, type LogStream, makeGroup, notFound } from './log-groups';
import { retentionDays } from './retention';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import { list, map, number, structure, text } from '../../core/input-shape';
import { type ApiCall, NotSupportedError, type Service, ServiceError } from '../../core/service';

type Output = Record<string, unknown>;

const PAGE = 50;

/** Amazon CloudWatch Logs: groups, streams and their events. */
export class Logs implements Service {
  readonly name = 'logs';
  readonly resourceTypes = [logGroupType];
  readonly inputs = {
    CreateLogGroup: { logGroupName: text, kmsKeyId: text, tags: map(text) },
    CreateLogStream: { logGroupName: text, logStreamName: text },
    DescribeLogGroups: { logGroupNamePrefix: text, logGroupNamePattern: text, limit: number, nextToken: text },
    DescribeLogStreams: { logGroupName: text, logGroupIdentifier: text, logStreamNamePrefix: text, orderBy: text, limit: number, nextToken: text },
    FilterLogEvents: {
      logGroupName: text,
      logGroupIdentifier: text,
      logStreamNames: list(text),
      logStreamNamePrefix: text,
      filterPattern: text,
      startTime: number,
      endTime: number,
      limit: number,
      nextToken: text,
    },
    GetLogEvents: {
      logGroupName: text, logGroupIdentifier: text, logStreamName: text, startTime: number, endTime: number, limit: number, nextToken: text,
    },
    PutLogEvents: { logGroupName: text, logStreamName: text, logEvents: list(structure({ timestamp: number, message: text })) },
    PutRetentionPolicy: { logGroupName: text, retentionInDays: number },
    TagResource: { resourceArn: text, tags: map(text) },
    UntagResource: { resourceArn: text, tagKeys: list(text) },
  };

  private readonly operations: Readonly<Record<string, (call: ApiCall) => Output>> = {
    CreateLogGroup: ({ input, region }) => {
      const name = String(input.logGroupName ?? '');
      if (Object.hasOwn(logGroups(this.account, region), name)) throw exists('log group');
      const group = makeGroup(this.account, region, logGroupArn(this.account, region, name), name);
      group.tags = { ...input.tags as Record<string, string> | undefined };
      if (input.kmsKeyId !== undefined) group.kmsKeyId = String(input.kmsKeyId);
      return {};
    },
    CreateLogStream: (call) => {
      const { streams } = this.group(call);
      const name = String(call.input.logStreamName ?? '');
      if (!/^[^:*]{1,512}$/.test(name)) throw new ServiceError('InvalidParameterException', `1 validation error detected: Value '${name}' at 'logStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:*]*`);
      if (Object.hasOwn(streams, name)) throw exists('log stream');
      streams[name] = { name, createdAt: this.account.clock.now(), events: [] };
      return {};
    },
    DeleteLogGroup: (call) => {
      delete logGroups(this.account, call.region)[this.group(call).name];
      return {};
    },
    DeleteLogStream: (call) => {
      const group = this.group(call);
      delete group.streams[findStream(group, call.input.logStreamName).name];
      return {};
    },
    DeleteRetentionPolicy: (call) => {
      delete this.group(call).retentionInDays;
      return {};
    },
    DescribeLogGroups: ({ input, region }) => {
      const prefix = String(input.logGroupNamePrefix ?? '');
      const part = String(input.logGroupNamePattern ?? '').toLowerCase();
      const groups = Object.values(logGroups(this.account, region))
        .filter(({ name }) => name.startsWith(prefix) && name.toLowerCase().includes(part))
        .sort((one, other) => (one.name < other.name ? -1 : 1));
      return page('logGroups', groups.map(describeGroup), input);
    },
    DescribeLogStreams: (call) => {
      const { input } = call;
      const group = this.group(call);
      const streams = Object.values(group.streams).filter(({ name }) => name.startsWith(String(input.logStreamNamePrefix ?? '')));
      const lastEvent = ({ events }: LogStream) => events.at(-1)?.timestamp ?? 0;
      streams.sort((one, other) => (input.orderBy === 'LastEventTime' ? lastEvent(one) - lastEvent(other) : one.name < other.name ? -1 : 1));
      if (input.descending === true) streams.reverse();
      return page('logStreams', streams.map((stream) => describeStream(group, stream)), input);
    },
    FilterLogEvents: (call) => filterEvents(this.account, this.group(call), call.input),
    GetLogEvents: (call) => getEvents(this.account, this.group(call), call.input),
    ListTagsForResource: (call) => ({ tags: this.groupWithArn(call).tags }),
    ListTagsLogGroup: (call) => ({ tags: this.group(call).tags }),
    PutLogEvents: (call) => {
      const group = this.group(call);
      return putEvents(this.account, group, findStream(group, call.input.logStreamName), call.input.logEvents);
    },
    PutRetentionPolicy: (call) => {
      this.group(call).retentionInDays = retentionDays(call.input.retentionInDays);
      return {};
    },
    TagResource: (call) => {
      Object.assign(this.groupWithArn(call).tags, call.input.tags);
      return {};
    },
    UntagResource: (call) => {
      const { tags } = this.groupWithArn(call);
      for (const key of (call.input.tagKeys ?? []) as string[]) delete tags[key];
      return {};
    },
  };

  constructor(private readonly account: Account) {
    account.add(this);
  }

  authorization({ operation, input, region }: ApiCall): AuthorizationRequest[] {
    const name = nameIn(input);
    const arn = name === undefined ? '*' : `${logGroupArn(this.account, region, name)}:${input.logStreamName === undefined ? '*' : `log-stream:${String(input.logStreamName)}`}`;
    return [{ action: `logs:${operation}`, resource: operation === 'DescribeLogGroups' ? `arn:aws:logs:${region}:${this.account.id}:log-group::log-stream:*` : arn }];
  }

  async handle(call: ApiCall): Promise<Output> {
    if (!Object.hasOwn(this.operations, call.operation)) throw new NotSupportedError(`the call ${call.operation} of CloudWatch Logs`);
    return this.operations[call.operation](call);
  }

  private group({ input, region }: ApiCall): LogGroup {
    return findGroup(this.account, region, nameIn(input));
  }

  private groupWithArn(call: ApiCall): LogGroup {
    const name = nameIn({ logGroupIdentifier: call.input.resourceArn });
    if (name === undefined) throw notFound('log group');
    return findGroup(this.account, call.region, name);
  }
}

/** A group goes by its name or its ARN. */
function nameIn({ logGroupName, logGroupIdentifier, resourceArn }: ApiCall['input']): string | undefined {
  if (logGroupName !== undefined) return String(logGroupName);
  const given = logGroupIdentifier ?? resourceArn;
  return given === undefined ? undefined : String(given).replace(/^arn:[^:]*:logs:[^:]*:\d*:log-group:/, '').replace(/:\*$/, '');
}

function exists(what: string): ServiceError {
  return new ServiceError('ResourceAlreadyExistsException', `The specified ${what} already exists`);
}

function describeGroup({ name, arn, createdAt, retentionInDays, kmsKeyId, streams }: LogGroup): Output {
  const bytes = Object.values(streams).flatMap(({ events }) => events).reduce((sum, { message }) => sum + Buffer.byteLength(message), 0);
  return {
    logGroupName: name,
    logGroupArn: arn,
    arn: `${arn}:*`,
    creationTime: createdAt,
    retentionInDays,
    kmsKeyId,
    logGroupClass: 'STANDARD',
    metricFilterCount: 0,
    storedBytes: bytes,
  };
}

function describeStream(group: LogGroup, { name, createdAt, ingestedAt, events }: LogStream): Output {
  return {
    logStreamName: name,
    arn: `${group.arn}:log-stream:${name}`,
    creationTime: createdAt,
    firstEventTimestamp: events[0]?.timestamp,
    lastEventTimestamp: events.at(-1)?.timestamp,
    lastIngestionTime: ingestedAt,
    storedBytes: 0,
  };
}

/** A page of a list; the token is where the next one begins. */
function page(member: string, items: readonly Output[], { nextToken, limit }: ApiCall['input']): Output {
  const start = nextToken === undefined ? 0 : Number(nextToken);
  const size = Number(limit ?? PAGE);
  if (!Number.isInteger(start) || start < 0) throw new ServiceError('InvalidParameterException', 'The specified nextToken is invalid.');
  if (!Number.isInteger(size) || size < 1 || size > PAGE) {
    throw new ServiceError('InvalidParameterException', `1 validation error detected: Value '${size}' at 'limit' failed to satisfy constraint: Member must have value less than or equal to ${PAGE}`);
  }
  return { [member]: items.slice(start, start + size), ...start + size < items.length && { nextToken: String(start + size) } };
}
