import { functionByArn, invokeFunction } from './lambda';
import { OPTIMIZED } from './optimized';
import { sdkIntegration } from './sdk';
import type { Account } from '../../../core/account';
import type { Json, JsonObject } from '../../../core/json';

/** What a Task calls, and how. */
export interface Integration {
  /** As the history names it: `lambda` and `invoke`, `aws-sdk:lightsail` and `getInstance`. */
  readonly resourceType: string;
  readonly resource: string;
  /** When it is done: with the answer, when what it started has ended, or when somebody brings the token back. */
  readonly until: 'answer' | 'child' | 'token';
  /** The older way to call a function, by its ARN, which has events of its own. */
  readonly byFunctionArn?: true;
  /** Makes the call. Throws a `StateError` if it fails. */
  readonly call: (caller: TaskCaller, parameters: Json) => Promise<Json>;
  /** For `child`: whether its output is given as JSON, or as text. */
  readonly parseOutput?: boolean;
}

/** On whose behalf a task calls. */
export interface TaskCaller {
  readonly account: Account;
  readonly region: string;
  readonly executionArn: string;
  readonly principal: Parameters<Account['call']>[0]['caller'];
}

const FUNCTION_ARN = /^arn:aws:lambda:[a-z0-9-]+:\d{12}:function:/;
const SUFFIXES: Readonly<Record<string, Pick<Integration, 'until' | 'parseOutput'>>> = {
  'sync': { until: 'child', parseOutput: false },
  'sync:2': { until: 'child', parseOutput: true },
  'waitForTaskToken': { until: 'token' },
};

/** The integration of a Task's `Resource`, if the account has it. */
export function parseResource(text: string, account: Account): Integration | undefined {
  if (FUNCTION_ARN.test(text)) return functionByArn(text);
  const [, resourceType, operation, suffix] = /^arn:aws:states:::((?:aws-sdk:)?[a-z0-9]+):([A-Za-z0-9]+)(?:\.([\w:]+))?$/.exec(text) ?? [];
  if (!resourceType || !operation) return undefined;
  if (suffix !== undefined && !Object.hasOwn(SUFFIXES, suffix)) return undefined;
  const pattern = suffix === undefined ? { until: 'answer' as const } : SUFFIXES[suffix];
  const resource = suffix === undefined ? operation : `${operation}.${suffix}`;
  const make = (call: Integration['call']): Integration => ({ resourceType, resource, ...pattern, call });
  if (resourceType.startsWith('aws-sdk:')) {
    if (pattern.until === 'child') return undefined;
    const call = sdkIntegration(account, resourceType.slice('aws-sdk:'.length), operation);
    return call && make(call);
  }
  const name = `${resourceType}:${operation}`;
  if (pattern.until === 'child' && name !== 'states:startExecution') return undefined;
  if (name === 'lambda:invoke') return make((caller, parameters) => invokeFunction(caller, parameters as JsonObject));
  return Object.hasOwn(OPTIMIZED, name) ? make(OPTIMIZED[name]) : undefined;
}
