import { holds } from './choice';
import type { State } from './definition';
import { runtimeError, StateError } from './errors';
import type { Execution } from './execution-state';
import { evaluate } from './intrinsics';
import { readPath, type Scope } from './paths';
import { runTask } from './task';
import { fillTemplate, place, select } from './templates';
import type { Account } from '../../core/account';
import type { Json } from '../../core/json';

const LARGEST_DATA = 256 * 1024;
const LONGEST_WAIT = 99_999_999;

/** What a state comes to. */
export type Move =
  | { readonly type: 'next'; readonly state: string; readonly data: Json }
  | { readonly type: 'wait'; readonly until: number }
  | { readonly type: 'succeed'; readonly data: Json }
  | { readonly type: 'fail'; readonly error?: string; readonly cause?: string };

/** Carries out the state that an execution is in. Throws a `StateError` if the state fails. */
export async function perform(account: Account, execution: Execution): Promise<Move> {
  const { position } = execution;
  const state = stateOf(execution);
  const context = () => contextOf(execution);
  const input = select(state.InputPath, position.input, context, 'InputPath');
  const scope: Scope = { data: input, context };
  switch (state.Type) {
    case 'Wait': return position.waited ? next(state, input, context) : { type: 'wait', until: endOfWait(account, state, scope) };
    case 'Choice': return choose(state, scope, input);
    case 'Succeed': return { type: 'succeed', data: select(state.OutputPath, input, context, 'OutputPath') };
    case 'Fail': return {
      type: 'fail',
      error: state.ErrorPath ? String(evaluate(state.ErrorPath, scope, 'ErrorPath')) : state.Error,
      cause: state.CausePath ? String(evaluate(state.CausePath, scope, 'CausePath')) : state.Cause,
    };
    case 'Pass': {
      const filled = state.Parameters === undefined ? input : fillTemplate(state.Parameters, scope);
      return next(state, place(state.ResultPath, position.input, state.Result ?? filled), context);
    }
    case 'Task': {
      const filled = state.Parameters === undefined ? input : fillTemplate(state.Parameters, scope);
      const result = await inTime(account, secondsFor(state, scope), runTask(account, execution, state.Resource ?? '', filled));
      const selected = state.ResultSelector === undefined ? result : fillTemplate(state.ResultSelector, { data: result, context });
      return next(state, place(state.ResultPath, position.input, selected), context);
    }
  }
}

export function stateOf(execution: Execution): State {
  const state = execution.definition.States[execution.position.state];
  if (!state) throw new Error(`The definition has no state '${execution.position.state}'.`);
  return state;
}

function next(state: State, data: Json, context: Scope['context']): Move {
  const output = select(state.OutputPath, data, context, 'OutputPath');
  if (Buffer.byteLength(JSON.stringify(output)) > LARGEST_DATA) {
    throw new StateError('States.DataLimitExceeded', 'The state/task returned a result with a size exceeding the maximum number of bytes service limit.');
  }
  return state.Next ? { type: 'next', state: state.Next, data: output } : { type: 'succeed', data: output };
}

function choose(state: State, scope: Scope, input: Json): Move {
  const rule = state.Choices?.find((candidate) => holds(candidate, scope));
  const target = rule ? String(rule.Next) : state.Default;
  if (!target) throw new StateError('States.NoChoiceMatched', 'Failed to transition out of the state. No choice rule matched, and there is no default.');
  return { type: 'next', state: target, data: select(state.OutputPath, input, scope.context, 'OutputPath') };
}

function endOfWait(account: Account, state: State, scope: Scope): number {
  const now = account.clock.now();
  const timestamp = state.TimestampPath ? readPath(state.TimestampPath, scope, 'TimestampPath') : state.Timestamp;
  if (timestamp !== undefined) {
    const until = typeof timestamp === 'string' ? Date.parse(timestamp) : NaN;
    if (Number.isNaN(until)) throw runtimeError(`The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time: ${JSON.stringify(timestamp)}`);
    return Math.max(until, now);
  }
  const seconds = state.SecondsPath ? readPath(state.SecondsPath, scope, 'SecondsPath') : state.Seconds;
  if (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds < 0 || seconds > LONGEST_WAIT) {
    throw runtimeError(`The SecondsPath parameter does not reference an integer from 0 to ${LONGEST_WAIT}: ${JSON.stringify(seconds)}`);
  }
  return now + seconds * 1000;
}

function secondsFor(state: State, scope: Scope): number | undefined {
  return state.TimeoutSecondsPath ? Number(readPath(state.TimeoutSecondsPath, scope, 'TimeoutSecondsPath')) : state.TimeoutSeconds;
}

async function inTime<T>(account: Account, seconds: number | undefined, work: Promise<T>): Promise<T> {
  if (seconds === undefined) return work;
  return new Promise((resolve, reject) => {
    const cancel = account.clock.at(account.clock.now() + seconds * 1000, () => reject(new StateError('States.Timeout', 'The task timed out.')));
    void work.then(resolve, reject).finally(cancel);
  });
}

/** The context object, `$$`. */
function contextOf(execution: Execution): Json {
  const { position } = execution;
  return {
    Execution: {
      Id: execution.arn,
      Input: JSON.parse(execution.input) as Json,
      Name: execution.name,
      RoleArn: execution.roleArn,
      StartTime: new Date(execution.startedAt).toISOString(),
    },
    State: {
      Name: position.state,
      EnteredTime: new Date(position.enteredAt).toISOString(),
      RetryCount: position.retries.reduce((sum, count) => sum + count, 0),
    },
    StateMachine: { Id: execution.stateMachineArn, Name: execution.stateMachineArn.slice(execution.stateMachineArn.lastIndexOf(':') + 1) },
  };
}
