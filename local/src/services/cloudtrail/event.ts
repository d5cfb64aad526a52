import { createHash } from 'node:crypto';
import type { Account, CallRecord } from '../../core/account';
import type { Principal } from '../../core/authorization';

const ids = new WeakMap<CallRecord, string>();

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
export function eventOf(account: Account, record: CallRecord): Readonly<Record<string, unknown>> {
  const { at, call: { service, operation, region, caller }, error, message } = record;
  const eventId = idOf(account, record);
  const identity = identityOf(account, caller);
  const readOnly = /^(?:Get|List|Describe|Head|Lookup|Validate|Filter)/.test(operation);
  return {
    EventId: eventId,
    EventName: operation,
    EventSource: `${service}.amazonaws.com`,
    EventTime: new Date(at),
    ReadOnly: String(readOnly),
    AccessKeyId: caller.accessKeyId,
    Username: caller.arn.split(/[:/]/).at(-1),
    Resources: [],
    // What was asked for and answered may be secret: CloudTrail leaves out what is, this leaves out all of it.
    CloudTrailEvent: JSON.stringify({
      eventVersion: '1.11',
      userIdentity: identity,
      eventTime: new Date(at).toISOString().replace(/\.\d+Z/, 'Z'),
      eventSource: `${service}.amazonaws.com`,
      eventName: operation,
      awsRegion: region,
      ...error !== undefined && { errorCode: record.denied ? 'AccessDenied' : error, errorMessage: message },
      requestParameters: null,
      responseElements: null,
      eventID: eventId,
      readOnly,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: account.id,
      eventCategory: 'Management',
    }),
  };
}

function identityOf({ id }: Account, { arn, accessKeyId, roleName }: Principal): object {
  const [, , , , , name = ''] = arn.split(':');
  if (name === 'root') return { type: 'Root', principalId: id, arn, accountId: id, accessKeyId };
  if (!name.startsWith('assumed-role/')) return { type: 'AWSService', invokedBy: arn };
  const [, role = ''] = name.split('/');
  const issuer = { type: 'Role', arn: `arn:aws:iam::${id}:role/${roleName ?? role}`, accountId: id, userName: roleName ?? role };
  return { type: 'AssumedRole', arn, accountId: id, accessKeyId, sessionContext: { sessionIssuer: issuer } };
}

/** The same for the same call, however often it is asked for. */
function idOf({ calls }: Account, record: CallRecord): string {
  const known = ids.get(record);
  if (known !== undefined) return known;
  const { at, call: { service, operation } } = record;
  const alike = calls.filter((other) => other.at === at && other.call.service === service && other.call.operation === operation).indexOf(record);
  const hex = createHash('sha256').update(`${at} ${service} ${operation} ${alike}`).digest('hex');
  const id = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
  ids.set(record, id);
  return id;
}
