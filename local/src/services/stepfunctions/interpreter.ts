import { holds } from './choice';
import { contextOf } from './context';
import type { State } from './definition';
import { runtimeError, StateError } from './errors';
import { type Branch, definitionOf, type Execution, type Group, type Outcome } from './execution-state';
import { openGroup } from './groups';
import { note } from './history';
import { evaluate } from './intrinsics';
import { readPath, type Scope } from './paths';
import type { Tasks } from './tasks/tasks';
import { fillTemplate, place, select } from './templates';
import type { Account } from '../../core/account';
import type { Json } from '../../core/json';

const LARGEST_DATA = 256 * 1024;
const LONGEST_WAIT = 99_999_999;

/** What a state comes to. */
export type Move =
  | { readonly type: 'next'; readonly state: string; readonly data: Json }
  | { readonly type: 'wait'; readonly until: number }
  /** Until something happens elsewhere: a branch of its own ends, a token comes back. */
  | { readonly type: 'suspend' }
  | { readonly type: 'end'; readonly data: Json }
  | { readonly type: 'fail'; readonly error?: string; readonly cause?: string };

/** Carries out the state that a branch is in. Throws a `StateError` if the state fails. */
export async function perform(account: Account, tasks: Tasks, execution: Execution, branch: Branch): Promise<Move> {
  const { position } = branch;
  const state = stateOf(execution, branch);
  const context = () => contextOf(execution, branch);
  const input = select(state.InputPath, position.input, context, 'InputPath');
  const scope: Scope = { data: input, context };
  switch (state.Type) {
    case 'Wait': return position.waited ? next(state, input, context) : { type: 'wait', until: endOfWait(account, state, scope) };
    case 'Choice': return choose(state, scope, input);
    case 'Succeed': return { type: 'end', data: select(state.OutputPath, input, context, 'OutputPath') };
    case 'Fail': return {
      type: 'fail',
      error: state.ErrorPath ? String(evaluate(state.ErrorPath, scope, 'ErrorPath')) : state.Error,
      cause: state.CausePath ? String(evaluate(state.CausePath, scope, 'CausePath')) : state.Cause,
    };
    case 'Pass': {
      const filled = state.Parameters === undefined ? input : fillTemplate(state.Parameters, scope);
      return next(state, place(state.ResultPath, position.input, state.Result ?? filled), context);
    }
    case 'Task': return settle(position.task?.outcome ?? await tasks.attempt(execution, branch, state, scope));
    case 'Map':
    case 'Parallel': return settle((position.group ?? begin(openGroup(execution, branch, state, scope))).outcome);
  }

  function begin(group: Group): Group {
    position.group = group;
    note(account, execution, `${state.Type}StateStarted`, state.Type === 'Map' ? { length: group.items.length } : undefined, branch);
    if (group.outcome) note(account, execution, `${state.Type}StateSucceeded`, undefined, branch);
    return group;
  }

  function settle(outcome: Outcome | undefined): Move {
    if (outcome === undefined) return { type: 'suspend' };
    if ('error' in outcome) throw new StateError(outcome.error, outcome.cause);
    const { result } = outcome;
    const selected = state.ResultSelector === undefined ? result : fillTemplate(state.ResultSelector, { data: result, context });
    return next(state, place(state.ResultPath, position.input, selected), context);
  }
}

export function stateOf(execution: Execution, branch: Branch): State {
  const { States: states } = definitionOf(execution, branch);
  if (!Object.hasOwn(states, branch.position.state)) throw new Error(`The definition has no state '${branch.position.state}'.`);
  return states[branch.position.state];
}

function next(state: State, data: Json, context: Scope['context']): Move {
  const output = select(state.OutputPath, data, context, 'OutputPath');
  if (Buffer.byteLength(JSON.stringify(output)) > LARGEST_DATA) {
    throw new StateError('States.DataLimitExceeded', 'The state/task returned a result with a size exceeding the maximum number of bytes service limit.');
  }
  return state.Next ? { type: 'next', state: state.Next, data: output } : { type: 'end', data: output };
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
