import type { NormalizedSchema } from '@smithy/core/schema';
import { requestSchema } from './api';
import { invalidInput } from './errors';
import { TEXT_RULES, type TextRule } from './input-patterns';

/** Refuses a request that does not fit the client's own schema of it, or that breaks a limit on its texts. */
export function checkInput(operation: string, input: Readonly<Record<string, unknown>>): void {
  checkStructure(requestSchema(operation), input, operation);
}

function checkValue(schema: NormalizedSchema, value: unknown, path: string, name: string): void {
  if (schema.isStructSchema()) {checkStructure(schema, value, path);} else if (schema.isListSchema()) {
    if (!Array.isArray(value)) throw wrongType(path, 'a list');
    value.forEach((item, index) => checkValue(schema.getValueSchema(), item, `${path}.${index + 1}`, name));
  } else if (schema.isMapSchema()) {
    if (!isObject(value)) throw wrongType(path, 'a map');
    for (const [key, item] of Object.entries(value)) checkValue(schema.getValueSchema(), item, `${path}.${key}`, name);
  } else {checkScalar(schema, value, path, name);}
}

function checkStructure(schema: NormalizedSchema, value: unknown, path: string): void {
  if (!isObject(value)) throw wrongType(path, 'a structure');
  const members = new Map(schema.structIterator());
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined || member === null) continue;
    const memberSchema = members.get(name);
    if (!memberSchema) throw invalidInput(`Unknown member '${name}' in ${path}. Known: ${[...members.keys()].join(', ')}`);
    checkValue(memberSchema, member, name, name);
  }
  for (const name of requiredMembers(schema)) {
    if (value[name] === undefined || value[name] === null) throw constraint(`Value null at '${name}'`, 'Member must not be null');
  }
}

function checkScalar(schema: NormalizedSchema, value: unknown, path: string, name: string): void {
  if (schema.isStringSchema()) {
    if (typeof value !== 'string') throw wrongType(path, 'a string');
    if (Object.hasOwn(TEXT_RULES, name)) checkText(TEXT_RULES[name], value, path);
  } else if (schema.isBooleanSchema()) {
    if (typeof value !== 'boolean') throw wrongType(path, 'a boolean');
  } else if (schema.isNumericSchema()) {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw wrongType(path, 'a number');
  } else if (schema.isTimestampSchema()) {
    if (typeof value !== 'number' && !(value instanceof Date)) throw wrongType(path, 'a timestamp');
  }
}

function checkText(rule: TextRule, text: string, path: string): void {
  const value = `Value '${text}' at '${path}'`;
  if (rule.minLength !== undefined && text.length < rule.minLength) {
    throw constraint(value, `Member must have length greater than or equal to ${rule.minLength}`);
  }
  if (rule.maxLength !== undefined && text.length > rule.maxLength) {
    throw constraint(value, `Member must have length less than or equal to ${rule.maxLength}`);
  }
  if (rule.pattern && !rule.pattern.test(text)) throw constraint(value, `Member must satisfy regular expression pattern: ${rule.shown}`);
  if (rule.values && !rule.values.includes(text)) throw constraint(value, `Member must satisfy enum value set: [${rule.values.join(', ')}]`);
}

/** The client lists a structure's required members first, and says how many they are. */
function requiredMembers(schema: NormalizedSchema): string[] {
  const definition = schema.getSchema();
  if (!Array.isArray(definition)) return [];
  const [, , , , names, , count] = definition as unknown[];
  return (names as string[]).slice(0, typeof count === 'number' ? count : 0);
}

function constraint(value: string, rule: string): Error {
  return invalidInput(`1 validation error detected: ${value} failed to satisfy constraint: ${rule}`);
}

function wrongType(path: string, expected: string): Error {
  return invalidInput(`The value at '${path}' must be ${expected}.`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
