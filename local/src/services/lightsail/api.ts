import model from './api-model.json';

/** What `tools/lightsail-api-model.ts` has found in the npm client. */
export interface ApiModel {
  readonly operations: Record<string, { readonly input: string; readonly output: string }>;
  readonly structures: Record<string, Structure>;
  readonly enums: Record<string, readonly string[]>;
}

export interface Structure {
  readonly members: Record<string, ApiType>;
  readonly required: readonly string[];
}

export type ApiType = 'string' | 'number' | 'boolean' | 'timestamp' | 'blob'
  | { readonly enum: string } | { readonly structure: string } | { readonly list: ApiType } | { readonly map: ApiType };

const { operations, structures, enums } = model as ApiModel;

/** Whether Lightsail has this operation, by the npm client's account. */
export function isOperation(name: string): boolean {
  return Object.hasOwn(operations, name);
}

/** The names of the structures that an operation takes and gives. */
export function operationShape(name: string): { readonly input: string; readonly output: string } {
  return entry(operations, name);
}

export function structure(name: string): Structure {
  return entry(structures, name);
}

/** The texts that a member of this enum may have. */
export function enumValues(name: string): readonly string[] {
  return entry(enums, name);
}

function entry<Value>(entries: Readonly<Record<string, Value>>, name: string): Value {
  if (!Object.hasOwn(entries, name)) throw new Error(`Lightsail's API has no ${name}.`);
  return entries[name];
}
