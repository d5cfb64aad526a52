import { StateError, runtimeError } from './errors';
import type { Json } from '../../core/json';
import { NotSupportedError } from '../../core/service';

/** What paths are read from: the state's data (`$`) and the context object (`$$`). */
export interface Scope {
  readonly data: Json;
  /** Made when it is read: most states do not. */
  readonly context: () => Json;
}

/** Follows a path such as `$.a.b[0]['c d']` or `$$.Execution.Id`. `undefined`: it leads nowhere. */
export function findPath(path: string, scope: Scope): Json | undefined {
  const fromContext = path.startsWith('$$');
  let value: Json | undefined = fromContext ? scope.context() : scope.data;
  for (const step of steps(fromContext ? path.slice(1) : path)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Array.isArray(value) ? value[Number(step)] : Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}

export function readPath(path: string, scope: Scope, field: string): Json {
  const value = findPath(path, scope);
  if (value !== undefined) return value;
  throw runtimeError(`The JSONPath '${path}' specified for the field '${field}' could not be found in the input '${JSON.stringify(scope.data)}'`);
}

/** The data with a value put where the path points; objects on the way are made. */
export function putAt(path: string, data: Json, value: Json): Json {
  const put = (node: Json | undefined, left: string[]): Json => {
    const [step, ...rest] = left;
    if (step === undefined) return value;
    if (node === undefined || (typeof node === 'object' && node !== null && !Array.isArray(node))) {
      return { ...node, [step]: put(node?.[step], rest) };
    }
    if (Array.isArray(node) && Number(step) in node) return node.map((member, index) => index === Number(step) ? put(member, rest) : member);
    throw new StateError('States.ResultPathMatchFailure', `Unable to apply ReferencePath ${path} to input ${JSON.stringify(data)}`);
  };
  return put(data, steps(path));
}

function steps(path: string): string[] {
  const found: string[] = [];
  const step = /\.([\p{L}_][\p{L}\p{N}_-]*)|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]/uy;
  step.lastIndex = 1;
  while (step.lastIndex < path.length) {
    const match = path.startsWith('$') ? step.exec(path) : null;
    if (!match) throw new NotSupportedError(`the JSONPath '${path}'`, 'It knows names and indexes only.');
    found.push(match[1] ?? match[4] ?? (match[2] ?? match[3] ?? '').replace(/\\(.)/g, '$1'));
  }
  return found;
}
