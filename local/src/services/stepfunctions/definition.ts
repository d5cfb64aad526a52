import validate from 'asl-validator';
import type { Json, JsonObject } from '../../core/json';
import { NotSupportedError } from '../../core/service';

/** The states in use, in the Amazon States Language (JSONPath). https://states-language.net */
export interface State {
  readonly Type: 'Wait' | 'Task' | 'Choice' | 'Pass' | 'Succeed' | 'Fail';
  readonly Comment?: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly InputPath?: string | null;
  readonly OutputPath?: string | null;
  readonly ResultPath?: string | null;
  readonly Parameters?: Json;
  readonly ResultSelector?: Json;
  readonly Result?: Json;
  readonly Seconds?: number;
  readonly SecondsPath?: string;
  readonly Timestamp?: string;
  readonly TimestampPath?: string;
  readonly Resource?: string;
  readonly TimeoutSeconds?: number;
  readonly TimeoutSecondsPath?: string;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
  readonly Choices?: readonly JsonObject[];
  readonly Default?: string;
  readonly Error?: string;
  readonly ErrorPath?: string;
  readonly Cause?: string;
  readonly CausePath?: string;
}

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly BackoffRate?: number;
  readonly MaxAttempts?: number;
  readonly MaxDelaySeconds?: number;
  /** Not honoured: waits are always as long as they can be, so that every run is the same. */
  readonly JitterStrategy?: string;
}

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly ResultPath?: string | null;
}

export interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
  readonly TimeoutSeconds?: number;
}

const TOP_LEVEL = ['Comment', 'QueryLanguage', 'StartAt', 'States', 'TimeoutSeconds', 'Version'];
const COMMON = ['Type', 'Comment', 'QueryLanguage', 'InputPath', 'OutputPath'];
const FLOW = ['Next', 'End'];
const FIELDS: Record<State['Type'], readonly string[]> = {
  Wait: [...COMMON, ...FLOW, 'Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'],
  Task: [
    ...COMMON, ...FLOW, 'Resource', 'Parameters', 'ResultSelector', 'ResultPath', 'Retry', 'Catch', 'TimeoutSeconds', 'TimeoutSecondsPath',
  ],
  Choice: [...COMMON, 'Choices', 'Default'],
  Pass: [...COMMON, ...FLOW, 'Parameters', 'Result', 'ResultPath'],
  Succeed: COMMON,
  Fail: ['Type', 'Comment', 'QueryLanguage', 'Error', 'ErrorPath', 'Cause', 'CausePath'],
};

export const LAMBDA_INVOKE = 'arn:aws:states:::lambda:invoke';
const FUNCTION_ARN = /^arn:aws:lambda:[a-z0-9-]+:\d{12}:function:/;

/** Reads a definition: what is wrong is refused as Step Functions does it, what the local cloud lacks by name. */
export function readDefinition(text: string): Definition {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Error(`Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: ${error instanceof Error ? error.message : String(error)}'`);
  }
  refuseUnknown(parsed as Record<string, unknown>);
  const result = validate(JSON.parse(text) as object);
  if (!result.isValid) {
    throw new Error(`Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: ${result.errorsText('; ')}'`);
  }
  return parsed as Definition;
}

function refuseUnknown(definition: Record<string, unknown>): void {
  const { States: states, QueryLanguage: language } = definition;
  refuseLanguage(language);
  const unknown = Object.keys(definition).find((field) => !TOP_LEVEL.includes(field));
  if (unknown) throw new NotSupportedError(`the field ${unknown} of a state machine's definition`);
  for (const [name, state] of Object.entries((states ?? {}) as Record<string, Record<string, unknown>>)) {
    const type = String(state.Type);
    if (!Object.hasOwn(FIELDS, type)) throw new NotSupportedError(`states of the type ${type} (the state '${name}')`);
    refuseLanguage(state.QueryLanguage);
    const field = Object.keys(state).find((key) => !FIELDS[type as State['Type']].includes(key));
    if (field) throw new NotSupportedError(`the field ${field} of a ${type} state ('${name}')`);
    const resource = String(state.Resource);
    if (type === 'Task' && resource !== LAMBDA_INVOKE && !FUNCTION_ARN.test(resource)) {
      throw new NotSupportedError(`the task ${resource} (the state '${name}')`);
    }
  }
}

function refuseLanguage(language: unknown): void {
  if (language !== undefined && language !== 'JSONPath') throw new NotSupportedError(`the query language ${String(language)}`);
}
