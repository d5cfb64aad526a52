import { contextOf } from './context';
import type { State } from './definition';
import { runtimeError } from './errors';
import { type Branch, type Execution, type Group, innerDefinition, definitionOf, positionAt } from './execution-state';
import { readPath, type Scope } from './paths';
import { fillTemplate } from './templates';
import type { Json } from '../../core/json';

/** An inline Map runs no more iterations than this at once, whatever it says. */
const MOST_AT_ONCE = 40;

/** What a Map or a Parallel is about to do. Throws a `StateError` if its fields make no sense for its input. */
export function openGroup(execution: Execution, branch: Branch, state: State, scope: Scope): Group {
  if (state.Type === 'Parallel') {
    const input = state.Parameters === undefined ? scope.data : fillTemplate(state.Parameters, scope);
    const items = (state.Branches ?? []).map(() => input);
    return { ...begun(items), concurrency: items.length };
  }
  const path = state.ItemsPath ?? '$';
  const items = readPath(path, scope, 'ItemsPath');
  if (!Array.isArray(items)) throw runtimeError(`Reference path "${path}" must point to array.`);
  const selector = state.ItemSelector ?? state.Parameters;
  const inputOf = (value: Json, index: number) =>
    selector === undefined ? value : fillTemplate(selector, { data: scope.data, context: () => contextOf(execution, branch, { index, value }) });
  return { ...begun(items), ...selector !== undefined && { inputs: items.map(inputOf) }, concurrency: concurrencyOf(state, scope) };
}

/** Nothing to do is done at once. */
function begun(items: Json[]): Omit<Group, 'concurrency'> {
  return { items, running: [], started: 0, results: items.map(() => null), ...items.length === 0 && { outcome: { result: [] } } };
}

/** The next iterations or branches that may begin now. They are among the execution's branches from here on. */
export function startMore(execution: Execution, parent: Branch, group: Group, now: number): Branch[] {
  const started: Branch[] = [];
  const outer = definitionOf(execution, parent);
  const { state } = parent.position;
  const isMap = outer.States[state].Type === 'Map';
  while (group.running.length < group.concurrency && group.started < group.items.length) {
    const index = group.started++;
    const child: Branch = {
      id: String(execution.next++),
      parent: parent.id,
      index,
      path: [...parent.path, isMap ? { state } : { state, branch: index }],
      ...isMap ? { item: { index, value: group.items[index] } } : parent.item && { item: parent.item },
      position: positionAt(innerDefinition(outer, state, isMap ? undefined : index).StartAt, (group.inputs ?? group.items)[index] as Json, now),
      step: 0,
      lastEvent: parent.lastEvent,
    };
    execution.branches[child.id] = child;
    group.running.push(child.id);
    started.push(child);
  }
  return started;
}

/** The branches below this one, the innermost first. */
export function descendants(execution: Execution, { position: { group } }: Branch): Branch[] {
  return (group?.running ?? []).flatMap((id) => {
    const child = execution.branches[id];
    return child ? [...descendants(execution, child), child] : [];
  });
}

/** 0 is no limit. */
function concurrencyOf(state: State, scope: Scope): number {
  const wanted = state.MaxConcurrencyPath ? readPath(state.MaxConcurrencyPath, scope, 'MaxConcurrencyPath') : state.MaxConcurrency ?? 0;
  if (typeof wanted !== 'number' || !Number.isInteger(wanted) || wanted < 0) {
    throw runtimeError(`The MaxConcurrencyPath field must reference a whole number that is not negative: ${JSON.stringify(wanted)}`);
  }
  return wanted === 0 ? MOST_AT_ONCE : Math.min(wanted, MOST_AT_ONCE);
}
