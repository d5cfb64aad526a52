import { callService, type ErrorNames } from './call';
import type { Integration, TaskCaller } from './resources';
import type { Json, JsonObject } from '../../../core/json';
import { NotSupportedError } from '../../../core/service';
import { StateError } from '../errors';

const PARAMETERS = ['FunctionName', 'Payload', 'InvocationType', 'LogType', 'Qualifier'];
const ERRORS: ErrorNames = { prefix: 'Lambda', other: 'AWSLambdaException', service: 'Lambda' };

/** A Task whose `Resource` is a function's ARN: its input is the payload, and its result what the function gives. */
export function functionByArn(arn: string): Integration {
  return {
    resourceType: 'lambda',
    resource: arn,
    until: 'answer',
    byFunctionArn: true,
    call: async (caller, input) => (await invoke(caller, { FunctionName: arn, Payload: JSON.stringify(input) })).Payload ?? null,
  };
}

/** `arn:aws:states:::lambda:invoke` */
export function invokeFunction(caller: TaskCaller, parameters: JsonObject): Promise<JsonObject> {
  const unknown = Object.keys(parameters).find((name) => !PARAMETERS.includes(name));
  if (unknown) throw new NotSupportedError(`the parameter ${unknown} of arn:aws:states:::lambda:invoke`);
  const { Payload: payload, ...others } = parameters;
  return invoke(caller, { ...others, ...payload === undefined ? {} : { Payload: JSON.stringify(payload) } });
}

async function invoke(caller: TaskCaller, input: JsonObject): Promise<JsonObject> {
  const output = await callService(caller, 'lambda', 'Invoke', input, ERRORS);
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
