import validate from 'asl-validator';
import { parseResource } from './tasks/resources';
import type { Account } from '../../core/account';
import type { Json, JsonObject } from '../../core/json';
import { NotSupportedError } from '../../core/service';

/** The states in use, in the Amazon States Language (JSONPath). https://states-language.net */
export interface State {
  readonly Type: 'Wait' | 'Task' | 'Choice' | 'Pass' | 'Succeed' | 'Fail' | 'Map' | 'Parallel';
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
  readonly HeartbeatSeconds?: number;
  readonly HeartbeatSecondsPath?: string;
  readonly ItemsPath?: string;
  readonly ItemSelector?: Json;
  readonly MaxConcurrency?: number;
  readonly MaxConcurrencyPath?: string;
  readonly ItemProcessor?: Definition;
  /** An older name of ItemProcessor. */
  readonly Iterator?: Definition;
  readonly Branches?: readonly Definition[];
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
const INNER = ['Comment', 'ProcessorConfig', 'StartAt', 'States'];
const COMMON = ['Type', 'Comment', 'QueryLanguage', 'InputPath', 'OutputPath'];
const FLOW = ['Next', 'End'];
const WORK = ['Parameters', 'ResultSelector', 'ResultPath', 'Retry', 'Catch'];
const FIELDS: Record<State['Type'], readonly string[]> = {
  Wait: [...COMMON, ...FLOW, 'Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'],
  Task: [...COMMON, ...FLOW, ...WORK, 'Resource', 'TimeoutSeconds', 'TimeoutSecondsPath', 'HeartbeatSeconds', 'HeartbeatSecondsPath'],
  Choice: [...COMMON, 'Choices', 'Default'],
  Pass: [...COMMON, ...FLOW, 'Parameters', 'Result', 'ResultPath'],
  Succeed: COMMON,
  Fail: ['Type', 'Comment', 'QueryLanguage', 'Error', 'ErrorPath', 'Cause', 'CausePath'],
  Map: [...COMMON, ...FLOW, ...WORK, 'ItemsPath', 'ItemSelector', 'MaxConcurrency', 'MaxConcurrencyPath', 'ItemProcessor', 'Iterator'],
  Parallel: [...COMMON, ...FLOW, ...WORK, 'Branches'],
};

/** Reads a definition: what is wrong is refused as Step Functions does it, what the local cloud lacks by name. */
export function readDefinition(text: string, account: Account): Definition {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Error(`Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: ${error instanceof Error ? error.message : String(error)}'`);
  }
  refuseUnknown(parsed as Fields, TOP_LEVEL, account);
  const problem = schemaProblem(text);
  if (problem !== undefined) throw new Error(`Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: ${problem}'`);
  return parsed as Definition;
}

/** By definition. The validator compiles its schemas each time, which takes a tenth of a second: the same texts come again and again. */
const schemaProblems = new Map<string, string | undefined>();

function schemaProblem(text: string): string | undefined {
  if (!schemaProblems.has(text)) {
    const result = validate(JSON.parse(text) as object);
    schemaProblems.set(text, result.isValid ? undefined : result.errorsText('; '));
  }
  return schemaProblems.get(text);
}

type Fields = Readonly<Record<string, unknown>>;

function refuseUnknown(definition: Fields, known: readonly string[], account: Account): void {
  refuseLanguage(definition.QueryLanguage);
  const unknown = Object.keys(definition).find((field) => !known.includes(field));
  if (unknown) throw new NotSupportedError(`the field ${unknown} of a state machine's definition`);
  for (const [name, state] of Object.entries((definition.States ?? {}) as Record<string, Fields>)) refuseUnknownState(name, state, account);
}

function refuseUnknownState(name: string, state: Fields, account: Account): void {
  const type = String(state.Type);
  if (!Object.hasOwn(FIELDS, type)) throw new NotSupportedError(`states of the type ${type} (the state '${name}')`);
  refuseLanguage(state.QueryLanguage);
  const processor = (state.ItemProcessor ?? {}) as Fields;
  const mode = ((processor.ProcessorConfig ?? {}) as Fields).Mode ?? 'INLINE';
  if (mode !== 'INLINE') throw new NotSupportedError(`the mode ${String(mode)} of Map states (the state '${name}')`);
  const field = Object.keys(state).find((key) => !FIELDS[type as State['Type']].includes(key));
  if (field) throw new NotSupportedError(`the field ${field} of a ${type} state ('${name}')`);
  if (type === 'Task' && !parseResource(String(state.Resource), account)) throw new NotSupportedError(`the task ${String(state.Resource)} (the state '${name}')`);
  for (const inner of [state.ItemProcessor, state.Iterator, ...(state.Branches ?? []) as unknown[]]) {
    if (inner !== undefined) refuseUnknown(inner as Fields, INNER, account);
  }
}

function refuseLanguage(language: unknown): void {
  if (language !== undefined && language !== 'JSONPath') throw new NotSupportedError(`the query language ${String(language)}`);
}
