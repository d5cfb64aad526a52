import { stringified } from './scalars';
import type { JsonObject } from '../../../core/json';
import { isObject, toJson } from '../template/values';

/** What CloudFormation reads in a function's answer. */
export type Answer =
  | { readonly status: 'SUCCESS'; readonly physicalId: string; readonly data: JsonObject; readonly noEcho: boolean }
  | { readonly status: 'FAILED'; readonly physicalId: string; readonly reason: string }
  /** The answer is none: the resource fails for this reason. */
  | { readonly status: 'INVALID'; readonly reason: string };

/** What an answer has to repeat from its request. */
export interface Expected {
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
}

const MAX_BYTES = 4096;
const MAX_ID_BYTES = 1024;

export function readAnswer(body: Buffer, expected: Expected): Answer {
  const invalid = (reason: string): Answer => ({ status: 'INVALID', reason });
  if (body.length > MAX_BYTES) return invalid('Response object is too long.');
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    return invalid('Response is not valid JSON');
  }
  if (!isObject(parsed)) return invalid('Response is not valid JSON');
  const { Status, Reason, PhysicalResourceId, Data, NoEcho } = parsed;
  for (const name of ['StackId', 'RequestId', 'LogicalResourceId'] as const) {
    const value = parsed[name];
    if (value === undefined || value === null) return invalid(`Invalid Response object: Value of property ${name} is missing`);
    if (value !== expected[name]) return invalid(`Invalid Response object: Value of property ${name} does not match the request`);
  }
  if (Status !== 'SUCCESS' && Status !== 'FAILED') return invalid(`Invalid Response object: '${String(Status)}' is not a valid ResponseStatus`);
  if (typeof PhysicalResourceId !== 'string' || PhysicalResourceId === '' || Buffer.byteLength(PhysicalResourceId) > MAX_ID_BYTES) {
    return invalid('Invalid PhysicalResourceId');
  }
  if (Data !== undefined && Data !== null && !isObject(Data)) return invalid('Invalid Response object: Value of property Data must be an object');
  if (Status === 'FAILED') {
    if (typeof Reason !== 'string' || Reason === '') return invalid('Invalid Response object: Value of property Reason must be of type String');
    return {
      status: Status,
      physicalId: PhysicalResourceId,
      reason: `Received response status [FAILED] from custom resource. Message returned: ${Reason} (RequestId: ${expected.RequestId})`,
    };
  }
  const data = toJson(Data ?? {});
  return {
    status: Status,
    physicalId: PhysicalResourceId,
    data: isObject(data) ? stringified(data as JsonObject) : {},
    noEcho: NoEcho === true || NoEcho === 'true',
  };
}
