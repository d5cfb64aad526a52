import { LAMBDA_INVOKE } from './definition';
import { StateError } from './errors';
import type { Execution } from './execution-state';
import type { Account } from '../../core/account';
import type { Json, JsonObject } from '../../core/json';
import { NotSupportedError, ServiceError } from '../../core/service';

const PARAMETERS = ['FunctionName', 'Payload', 'InvocationType', 'LogType', 'Qualifier'];

/** Carries out a task as the state machine's role. */
export async function runTask(account: Account, execution: Execution, resource: string, input: Json): Promise<Json> {
  if (resource !== LAMBDA_INVOKE) {
    const { Payload } = await invoke(account, execution, { FunctionName: resource, Payload: JSON.stringify(input) });
    return Payload ?? null;
  }
  const parameters = input as JsonObject;
  const unknown = Object.keys(parameters).find((name) => !PARAMETERS.includes(name));
  if (unknown) throw new NotSupportedError(`the parameter ${unknown} of ${LAMBDA_INVOKE}`);
  const { Payload: payload, ...others } = parameters;
  return invoke(account, execution, { ...others, ...payload === undefined ? {} : { Payload: JSON.stringify(payload) } });
}

async function invoke(account: Account, execution: Execution, input: JsonObject): Promise<JsonObject> {
  const roleName = execution.roleArn.slice(execution.roleArn.lastIndexOf('/') + 1);
  const caller = { accessKeyId: 'ASIALOCALSTEPFUNCTNS', arn: `arn:aws:sts::${account.id}:assumed-role/${roleName}/${execution.name}`, roleName };
  const { output, effect } = await account.call({ service: 'lambda', region: execution.region, operation: 'Invoke', input, caller })
    .catch((error: unknown) => { throw asStateError(error); });
  if (effect?.type === 'lose-answer') throw new StateError('Lambda.SdkClientException', 'Unable to execute HTTP request: Connection reset');
  const payload = typeof output.Payload === 'string' ? output.Payload : '';
  if (output.FunctionError !== undefined) {
    const { errorType } = JSON.parse(payload) as { errorType?: string };
    throw new StateError(errorType ?? 'Lambda.Unknown', payload);
  }
  return {
    ...typeof output.ExecutedVersion === 'string' ? { ExecutedVersion: output.ExecutedVersion } : {},
    Payload: payload === '' ? {} : JSON.parse(payload) as Json,
    StatusCode: Number(output.StatusCode),
  };
}

/** What Lambda itself answers is a state's error; anything else is a defect of the local cloud. */
function asStateError(error: unknown): unknown {
  if (!(error instanceof ServiceError)) return error;
  // Lambda's client in Step Functions has no class for a denied call.
  const name = error.code === 'AccessDeniedException' ? 'AWSLambdaException' : error.code;
  return new StateError(`Lambda.${name}`, `${error.message} (Service: Lambda, Status Code: ${error.status})`);
}
