import { asJson, callService } from './call';
import type { Integration } from './resources';
import { capitalized, uncapitalized } from './sdk-names';
import type { Account } from '../../../core/account';
import type { JsonObject } from '../../../core/json';

interface SdkService {
  /** As in the scope of a request's signature. Default: as in the task's ARN. */
  readonly name?: string;
  /** Before the errors' names. Default: the name in the task's ARN with a capital. */
  readonly prefix?: string;
  /** Its API's members begin with small letters. */
  readonly smallMembers?: boolean;
  /** Its clients have a class for denied calls. */
  readonly knowsDenied?: boolean;
}

/** What differs from the rule. The names are those of the SDK for Java, without spaces and capitals. */
const SERVICES: Readonly<Record<string, SdkService>> = {
  cloudformation: { prefix: 'CloudFormation' },
  cloudwatch: { name: 'monitoring', prefix: 'CloudWatch' },
  cloudwatchlogs: { name: 'logs', prefix: 'CloudWatchLogs', smallMembers: true, knowsDenied: true },
  dynamodb: { prefix: 'DynamoDb' },
  eventbridge: { name: 'events', prefix: 'EventBridge' },
  lightsail: { smallMembers: true, knowsDenied: true },
  secretsmanager: { prefix: 'SecretsManager' },
  sfn: { name: 'states', smallMembers: true },
};
/** Names of services' signatures that are none in a task's ARN. */
const OTHERWISE_NAMED = ['monitoring', 'logs', 'events', 'states'];

/** The call of an SDK integration: any operation of any service that the account has. */
export function sdkIntegration(account: Account, arnName: string, operation: string): Integration['call'] | undefined {
  const service = Object.hasOwn(SERVICES, arnName) ? SERVICES[arnName] : {};
  const { name = arnName, prefix = arnName.charAt(0).toUpperCase() + arnName.slice(1), smallMembers, knowsDenied } = service;
  if (OTHERWISE_NAMED.includes(arnName) || !account.services.has(name)) return undefined;
  const errors = { prefix, other: `${prefix}Exception`, service: prefix, knowsDenied, suffixed: true };
  return async (caller, parameters) => {
    const input = smallMembers ? uncapitalized(parameters) : parameters;
    const output = asJson(await callService(caller, name, operation.charAt(0).toUpperCase() + operation.slice(1), input as JsonObject, errors));
    return smallMembers ? capitalized(output) : output;
  };
}
