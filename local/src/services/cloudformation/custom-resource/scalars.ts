import type { Json, JsonObject } from '../../../core/json';

/** Properties as a custom resource gets them: every scalar is a text, nulls are left out. */
export function stringified(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => item === null ? [] : [[key, stringifiedItem(item)]]));
}

function stringifiedItem(value: Json): Json {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(stringifiedItem);
  if (typeof value === 'object' && value !== null) return stringified(value);
  return String(value);
}
