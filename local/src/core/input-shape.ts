import { ServiceError } from './service';

/** Refuses a value that is not what the API's model says of this member. */
export type Shape = (value: unknown, path: string) => void;

/** The members of a call's input. */
export type InputShape = Readonly<Record<string, Shape>>;

export const text = scalar('a string', (value) => typeof value === 'string');
export const number = scalar('a number', (value) => typeof value === 'number' && Number.isFinite(value));
export const flag = scalar('a boolean', (value) => typeof value === 'boolean');
/** Seconds since the epoch over the wire; calls within the account bring dates. */
export const time = scalar('a timestamp', (value) => value instanceof Date
  ? !Number.isNaN(value.getTime())
  : typeof value === 'number' && Math.abs(value) <= LATEST_SECONDS);

/** Later than that there is no date. */
const LATEST_SECONDS = 8.64e12;

export function list(member: Shape): Shape {
  return (value, path) => {
    if (!Array.isArray(value)) throw unexpected(path, 'a list', value);
    value.forEach((item, index) => member(item, `${path}.${index + 1}`));
  };
}

/** Members under any names. */
export function map(member: Shape): Shape {
  return (value, path) => {
    for (const [name, item] of Object.entries(objectAt(value, path))) member(item, `${path}.${name}`);
  };
}

/** What is not among the members is ignored, as AWS does it. */
export function structure(members: InputShape): Shape {
  return (value, path) => checkMembers(members, objectAt(value, path), `${path}.`);
}

export function checkInput(members: InputShape, input: Readonly<Record<string, unknown>>): void {
  checkMembers(members, input, '');
}

function checkMembers(members: InputShape, values: Readonly<Record<string, unknown>>, prefix: string): void {
  for (const [name, shape] of Object.entries(members)) {
    if (Object.hasOwn(values, name) && values[name] !== undefined) shape(values[name], prefix + name);
  }
}

function scalar(expected: string, fits: (value: unknown) => boolean): Shape {
  return (value, path) => {
    if (!fits(value)) throw unexpected(path, expected, value);
  };
}

function objectAt(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unexpected(path, 'a structure', value);
  return value as Readonly<Record<string, unknown>>;
}

function unexpected(path: string, expected: string, value: unknown): ServiceError {
  const kind = value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'a structure' : `the ${typeof value} ${String(value)}`;
  return new ServiceError('SerializationException', `Expected ${expected} at '${path}', got ${kind}.`);
}
