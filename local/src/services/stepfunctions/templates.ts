import { evaluate } from './intrinsics';
import { putAt, readPath, type Scope } from './paths';
import type { Json } from '../../core/json';

/** `Parameters` and `ResultSelector`: keys that end in `.$` hold paths or functions. */
export function fillTemplate(template: Json, scope: Scope): Json {
  if (Array.isArray(template)) return template.map((member) => fillTemplate(member, scope));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, value]) => key.endsWith('.$')
    ? [key.slice(0, -2), evaluate(String(value), scope, key)]
    : [key, fillTemplate(value, scope)]));
}

/** `InputPath` and `OutputPath`: `null` is an empty object. */
export function select(path: string | null | undefined, data: Json, context: Scope['context'], field: string): Json {
  if (path === null) return {};
  return path === undefined || path === '$' ? data : readPath(path, { data, context }, field);
}

/** `ResultPath`: where the result goes in the input; `null`: nowhere. */
export function place(path: string | null | undefined, input: Json, result: Json): Json {
  if (path === null) return input;
  return path === undefined || path === '$' ? result : putAt(path, input, result);
}
