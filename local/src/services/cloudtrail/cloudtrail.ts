import { eventOf } from './event';
import type { Account, CallRecord } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import { list, number, structure, text, time } from '../../core/input-shape';
import { type ApiCall, NotSupportedError, type Service, ServiceError } from '../../core/service';

const PAGE = 50;

/** What CloudTrail counts as traffic on data: it is in no event history. */
const DATA: Readonly<Record<string, RegExp>> = {
  lambda: /^Invoke/,
  logs: /^PutLogEvents$/,
  monitoring: /^(?:Put|Get)MetricData$/,
  s3: /(?:Objects?|Objects?V2|ObjectVersions|Part|Parts|MultipartUploads?)$/,
  sns: /^Publish/,
  sqs: /Message(?:Batch|Visibility|VisibilityBatch)?$/,
};

/** AWS CloudTrail: the history of the account's calls, as far as it is kept. The CDK's CLI asks it why a deployment failed. */
export class CloudTrail implements Service {
  readonly name = 'cloudtrail';
  readonly inputs = {
    LookupEvents: {
      StartTime: time,
      EndTime: time,
      MaxResults: number,
      NextToken: text,
      LookupAttributes: list(structure({ AttributeKey: text, AttributeValue: text })),
    },
  };

  constructor(private readonly account: Account) {
    account.add(this);
  }

  authorization({ operation }: ApiCall): AuthorizationRequest[] {
    return [{ action: `cloudtrail:${operation}`, resource: '*' }];
  }

  async handle(call: ApiCall): Promise<Record<string, unknown>> {
    if (call.operation !== 'LookupEvents') throw new NotSupportedError(`the call ${call.operation} of CloudTrail`);
    return this.lookUp(call);
  }

  /** The newest first. A token says how many calls there were before the first question, and how many of them have been told. */
  private lookUp({ input, region }: ApiCall): Record<string, unknown> {
    const { calls } = this.account;
    const { MaxResults: size = PAGE, NextToken: token } = input;
    if (!Number.isInteger(size) || Number(size) < 1 || Number(size) > PAGE) {
      throw new ServiceError('InvalidMaxResultsException', 'A value for MaxResults must be between 1 and 50.');
    }
    const [, known, told] = /^(\d+) (\d+)$/.exec(String(token ?? `${calls.length - 1} 0`)) ?? [];
    if (known === undefined || told === undefined) throw new ServiceError('InvalidNextTokenException', 'Invalid token.');
    const wanted = this.filter(input);
    const isShown = (record: CallRecord) => record.until !== undefined && record.call.region === region && isManagement(record) && wanted(record);
    const found = calls.slice(0, Number(known)).filter(isShown).reverse();
    const next = Number(told) + Number(size);
    return {
      Events: found.slice(Number(told), next).map((record) => eventOf(this.account, record)),
      ...next < found.length && { NextToken: `${known} ${next}` },
    };
  }

  private filter({ StartTime, EndTime, LookupAttributes }: ApiCall['input']): (record: CallRecord) => boolean {
    const [from, to] = [millisecondsOf(StartTime) ?? 0, millisecondsOf(EndTime) ?? Number.POSITIVE_INFINITY];
    if (from > to) throw new ServiceError('InvalidTimeRangeException', 'The start time must be before the end time.');
    const attributes = (LookupAttributes ?? []) as Array<{ AttributeKey: string; AttributeValue: string }>;
    if (attributes.length > 1) throw new ServiceError('InvalidLookupAttributesException', 'Only one lookup attribute can be specified.');
    const unknown = attributes.find(({ AttributeKey: key }) => !['EventId', 'EventName', 'EventSource', 'Username', 'AccessKeyId', 'ReadOnly'].includes(key));
    if (unknown) throw new NotSupportedError(`the attribute ${unknown.AttributeKey} of events of CloudTrail`);
    return (record) => {
      if (record.at < from || record.at > to) return false;
      if (attributes.length === 0) return true;
      const event = eventOf(this.account, record);
      return attributes.every(({ AttributeKey: key, AttributeValue: value }) => String(event[key]) === value);
    };
  }
}

function isManagement({ call: { service, operation } }: CallRecord): boolean {
  return !(Object.hasOwn(DATA, service) && DATA[service].test(operation));
}

/** Over the wire it is a number of seconds. */
function millisecondsOf(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  return value instanceof Date ? value.getTime() : Number(value) * 1000;
}
