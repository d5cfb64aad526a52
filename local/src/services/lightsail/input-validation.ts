import { type ApiType, enumValues, operationShape, structure } from './api';
import { invalidInput } from './errors';
import { NUMBER_RULES, TEXT_RULES, type TextRule } from './input-patterns';

/** Refuses a request that does not fit the API's model, or that breaks a limit on its texts and numbers. */
export function checkInput(operation: string, input: Readonly<Record<string, unknown>>): void {
  checkStructure(operationShape(operation).input, input, operation);
}

function checkStructure(name: string, value: unknown, path: string): void {
  if (!isObject(value)) throw wrongType(path, 'a structure');
  const { members, required } = structure(name);
  for (const [member, memberValue] of Object.entries(value)) {
    if (memberValue === undefined || memberValue === null) continue;
    if (!Object.hasOwn(members, member)) throw invalidInput(`Unknown member '${member}' in ${path}. Known: ${Object.keys(members).join(', ')}`);
    checkValue(members[member], memberValue, member, member);
  }
  for (const member of required) {
    if (value[member] === undefined || value[member] === null) throw constraint(`Value null at '${member}'`, 'Member must not be null');
  }
}

/** `name`: of the member that the value belongs to, which its limits go by. */
function checkValue(type: ApiType, value: unknown, path: string, name: string): void {
  if (typeof type === 'string') {
    checkScalar(type, value, path, name);
  } else if ('structure' in type) {
    checkStructure(type.structure, value, path);
  } else if ('list' in type) {
    if (!Array.isArray(value)) throw wrongType(path, 'a list');
    value.forEach((item, index) => checkValue(type.list, item, `${path}.${index + 1}`, name));
  } else if ('map' in type) {
    if (!isObject(value)) throw wrongType(path, 'a map');
    for (const [key, item] of Object.entries(value)) checkValue(type.map, item, `${path}.${key}`, name);
  } else {
    if (typeof value !== 'string') throw wrongType(path, 'a string');
    const values = enumValues(type.enum);
    if (!values.includes(value)) throw constraint(`Value '${value}' at '${path}'`, `Member must satisfy enum value set: [${values.join(', ')}]`);
  }
}

function checkScalar(type: ApiType & string, value: unknown, path: string, name: string): void {
  switch (type) {
    case 'string':
    case 'blob':
      if (typeof value !== 'string') throw wrongType(path, 'a string');
      if (Object.hasOwn(TEXT_RULES, name)) checkText(TEXT_RULES[name], value, path);
      return;
    case 'boolean':
      if (typeof value !== 'boolean') throw wrongType(path, 'a boolean');
      return;
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) throw wrongType(path, 'a number');
      if (Object.hasOwn(NUMBER_RULES, name)) checkNumber(NUMBER_RULES[name], value, path);
      return;
    case 'timestamp':
      if (typeof value !== 'number' && !(value instanceof Date)) throw wrongType(path, 'a timestamp');
  }
}

function checkNumber({ min, max }: { readonly min: number; readonly max: number }, value: number, path: string): void {
  if (value < min) throw constraint(`Value '${value}' at '${path}'`, `Member must have value greater than or equal to ${min}`);
  if (value > max) throw constraint(`Value '${value}' at '${path}'`, `Member must have value less than or equal to ${max}`);
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
