import { asJson, callService, type ErrorNames } from './call';
import type { Integration, TaskCaller } from './resources';
import { capitalized, uncapitalized } from './sdk-names';
import type { Json, JsonObject } from '../../../core/json';
import { StateError } from '../errors';

const names = (prefix: string, other: string, service = prefix): ErrorNames => ({ prefix, other, service, suffixed: true });

/** The integrations that Step Functions has for their own sake, besides those of every SDK. Texts may be given as objects. */
export const OPTIMIZED: Readonly<Record<string, Integration['call']>> = {
  'sqs:sendMessage': simple('sqs', 'SendMessage', ['MessageBody'], names('SQS', 'AmazonSQSException', 'AmazonSQS')),
  'sns:publish': simple('sns', 'Publish', ['Message'], names('SNS', 'AmazonSNSException', 'AmazonSNS')),
  'events:putEvents': putEvents,
  'states:startExecution': startExecution,
};

function simple(service: string, operation: string, texts: readonly string[], errors: ErrorNames): Integration['call'] {
  return async (caller, parameters) => asJson(await callService(caller, service, operation, withTexts(parameters as JsonObject, texts), errors));
}

async function putEvents(caller: TaskCaller, parameters: Json): Promise<Json> {
  const { Entries: entries, ...others } = parameters as JsonObject;
  const input = {
    ...others,
    // The execution is among the resources of each event.
    Entries: Array.isArray(entries) ? entries.map((entry) => ({
      ...withTexts(entry as JsonObject, ['Detail']),
      Resources: [...(entry as { Resources?: Json[] }).Resources ?? [], caller.executionArn],
    })) : [],
  };
  const output = asJson(await callService(caller, 'events', 'PutEvents', input, names('EventBridge', 'AmazonEventBridgeException', 'AmazonEventBridge')));
  if (Number((output as JsonObject).FailedEntryCount) > 0) throw new StateError('EventBridge.FailedEntry', JSON.stringify(output));
  return output;
}

async function startExecution(caller: TaskCaller, parameters: Json): Promise<Json> {
  const input = uncapitalized(withTexts(parameters as JsonObject, ['Input'])) as JsonObject;
  const errors = names('StepFunctions', 'AWSStepFunctionsException', 'AWSStepFunctions');
  return capitalized(asJson(await callService(caller, 'states', 'StartExecution', input, errors)));
}

function withTexts(parameters: JsonObject, members: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) =>
    [name, members.includes(name) && typeof value !== 'string' ? JSON.stringify(value) : value]));
}
