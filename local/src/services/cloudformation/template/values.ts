import type { Json, JsonObject } from '../../../core/json';

/** Stands for `AWS::NoValue` while a template is evaluated: whatever holds it is left out. */
export const NO_VALUE = Symbol('AWS::NoValue');

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** The function of `{ "Fn::Join": … }` and its argument, or nothing if the value is no call. */
export function intrinsicCall(value: unknown): [name: string, argument: unknown] | undefined {
  if (!isObject(value)) return undefined;
  const keys = Object.keys(value);
  const [only] = keys;
  if (only === undefined || keys.length > 1) return undefined;
  return only === 'Ref' || only.startsWith('Fn::') ? [only, value[only]] : undefined;
}

/** A plain copy, as the account's state holds it: no symbols, no `undefined`, no sharing. */
export function toJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value ?? null)) as Json;
}

export function toJsonObject(value: Readonly<Record<string, unknown>>): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}

/** Whether two plain values are the same; a member that is `undefined` counts as absent, the order of members does not. */
export function isSame(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => isSame(item, right[index]));
  }
  if (!isObject(left) || !isObject(right)) return left === right;
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) => isSame(left[key], right[key]));
}
