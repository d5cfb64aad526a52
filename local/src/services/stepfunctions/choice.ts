import { findPath, readPath, type Scope } from './paths';
import type { Json, JsonObject } from '../../core/json';
import { NotSupportedError } from '../../core/service';

/** Whether a rule of a Choice state holds. */
export function holds(rule: JsonObject, scope: Scope): boolean {
  if (rule.And) return (rule.And as JsonObject[]).every((part) => holds(part, scope));
  if (rule.Or) return (rule.Or as JsonObject[]).some((part) => holds(part, scope));
  if (rule.Not) return !holds(rule.Not as JsonObject, scope);
  const { Variable: variable, Next: _next, Comment: _comment, ...comparison } = rule;
  const [entry, ...others] = Object.entries(comparison);
  if (!entry || others.length > 0) throw new NotSupportedError(`the choice rule ${JSON.stringify(rule)}`);
  const [operator, expected] = entry;
  const path = String(variable);
  if (operator === 'IsPresent') return (findPath(path, scope) !== undefined) === expected;
  const value = readPath(path, scope, 'Variable');
  if (operator.startsWith('Is')) return isOf(operator, value) === expected;
  const byPath = operator.endsWith('Path');
  const against = byPath ? readPath(String(expected), scope, operator) : expected;
  return compare(byPath ? operator.slice(0, -'Path'.length) : operator, value, against);
}

function isOf(operator: string, value: Json): boolean {
  switch (operator) {
    case 'IsNull': return value === null;
    case 'IsNumeric': return typeof value === 'number';
    case 'IsString': return typeof value === 'string';
    case 'IsBoolean': return typeof value === 'boolean';
    case 'IsTimestamp': return isTimestamp(value);
    default: throw new NotSupportedError(`the comparison ${operator}`);
  }
}

function compare(operator: string, value: Json, against: Json): boolean {
  if (operator === 'BooleanEquals') return typeof value === 'boolean' && value === against;
  if (operator === 'StringMatches') return typeof value === 'string' && pattern(String(against)).test(value);
  const [, type, relation] = /^(String|Numeric|Timestamp)(Equals|LessThanEquals|LessThan|GreaterThanEquals|GreaterThan)$/.exec(operator) ?? [];
  if (!type || !relation) throw new NotSupportedError(`the comparison ${operator}`);
  const order = orderOf(type, value, against);
  if (order === undefined) return false;
  switch (relation) {
    case 'Equals': return order === 0;
    case 'LessThan': return order < 0;
    case 'LessThanEquals': return order <= 0;
    case 'GreaterThan': return order > 0;
    default: return order >= 0;
  }
}

/** Negative, zero or positive; nothing if the values are not of the type. */
function orderOf(type: string, one: Json, other: Json): number | undefined {
  if (type === 'Numeric') return typeof one === 'number' && typeof other === 'number' ? one - other : undefined;
  if (typeof one !== 'string' || typeof other !== 'string') return undefined;
  if (type === 'Timestamp') return isTimestamp(one) && isTimestamp(other) ? Date.parse(one) - Date.parse(other) : undefined;
  return one === other ? 0 : one < other ? -1 : 1;
}

function isTimestamp(value: Json): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value));
}

/** `*` stands for any text, `\*` for an asterisk. */
function pattern(text: string): RegExp {
  const parts = text.split(/(\\.|\*)/).map((part) => part === '*' ? '.*' : part.replace(/^\\(.)$/, '$1').replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('')}$`, 's');
}
