import type { TaskCaller } from './resources';
import type { Json, JsonObject } from '../../../core/json';
import { ServiceError } from '../../../core/service';
import { StateError } from '../errors';

/** How the errors of a service are named in Step Functions. */
export interface ErrorNames {
  /** `Lambda`, `Sqs` */
  readonly prefix: string;
  /** For what the service's client has no class for, denied calls among it. */
  readonly other: string;
  /** As messages name it. */
  readonly service: string;
  /** Whether a denied call has a class. */
  readonly knowsDenied?: boolean;
  /** Whether every name ends in `Exception`. */
  readonly suffixed?: boolean;
}

/** Calls an API as the state machine's role. What the service answers is a state's error; anything else is a defect of the local cloud. */
export async function callService(
  { account, region, principal }: TaskCaller, service: string, operation: string, input: JsonObject, names: ErrorNames,
): Promise<Record<string, unknown>> {
  const { output, effect } = await account.call({ service, region, operation, input, caller: principal })
    .catch((error: unknown) => { throw asStateError(error, names); });
  if (effect?.type === 'lose-answer') throw new StateError(`${names.prefix}.SdkClientException`, 'Unable to execute HTTP request: Connection reset');
  return output;
}

function asStateError(error: unknown, { prefix, other, service, knowsDenied, suffixed }: ErrorNames): unknown {
  if (!(error instanceof ServiceError)) return error;
  const known = error.code !== 'AccessDeniedException' || knowsDenied;
  const name = !known ? other : suffixed && !error.code.endsWith('Exception') ? `${error.code}Exception` : error.code;
  return new StateError(`${prefix}.${name}`, `${error.message} (Service: ${service}, Status Code: ${error.status})`);
}

/** An answer as data: dates are texts, and what is not there is left out. */
export function asJson(value: unknown): Json {
  return value === undefined ? null : JSON.parse(JSON.stringify(value)) as Json;
}
