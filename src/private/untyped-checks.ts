import { Duration, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse } from './refuse';

/*
 * What a compiler would have found. Plain JavaScript has none, Go's does not know classes that have no members, and jsii
 * hands on whatever it gets: these values would end in a TypeError far away, or in a template that says something else.
 */

/** A class whose constructor may be private. */
interface AnyClass {
  readonly name: string;
  readonly prototype: object;
}

/** Refuses what is not of this class. `example`: how to get one. */
export function checkClass(scope: IConstruct, prop: string, value: unknown, type: AnyClass, example: string): void {
  if (isOf(type, value)) return;
  refuse(scope, { got: `${shown(value)} as ${prop}`, expected: `a ${type.name}`, fix: `pass one, such as ${example}` });
}

/** Refuses what is not a value of the enum of this name. */
export function checkChoice(scope: IConstruct, prop: string, value: unknown, name: string, choices: Readonly<Record<string, string>>): void {
  if (Token.isUnresolved(value) || Object.values(choices).some((choice) => choice === value)) return;
  refuse(scope, {
    got: `${shown(value)} as ${prop}`,
    expected: `one of ${Object.values(choices).join(', ')}`,
    fix: `take it from the enum ${name}: ${Object.keys(choices).slice(0, 2).map((key) => `${name}.${key}`).join(', ')}${Object.keys(choices).length > 2 ? ', …' : ''}`,
  });
}

/** The same of a property that may be left out. */
export function checkOptionalChoice(scope: IConstruct, prop: string, value: unknown, name: string, choices: Readonly<Record<string, string>>): void {
  if (value !== undefined) checkChoice(scope, prop, value, name, choices);
}

/** Refuses what is not a string. */
export function checkText(scope: IConstruct, prop: string, value: unknown): void {
  if (typeof value === 'string' || Token.isUnresolved(value)) return;
  refuse(scope, { got: `${shown(value)} as ${prop}`, expected: 'a non-empty string', fix: value === undefined ? `pass ${prop}` : 'put it in quotation marks' });
}

/** Refuses what is not a duration. */
export function checkIsDuration(scope: IConstruct, prop: string, value: unknown): void {
  checkClass(scope, prop, value, Duration, 'Duration.minutes(30)');
}

function isOf(type: AnyClass, value: unknown): boolean {
  // Not `instanceof`: the constructors are private.
  return typeof value === 'object' && value !== null && Object.prototype.isPrototypeOf.call(type.prototype, value);
}

function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    const name: unknown = value.constructor?.name;
    return typeof name === 'string' && name !== 'Object' ? `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}` : 'an object';
  }
  return typeof value === 'string' ? `'${value}'` : String(value);
}
