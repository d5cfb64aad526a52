import { NotSupportedError, ServiceError } from '../../core/service';

/** The part of a rule that says which events it is for. */
export type EventPattern = Readonly<Record<string, unknown>>;

/**
 * Whether an event fits a pattern: every field of the pattern must, each with one of its values.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matchesPattern(pattern: EventPattern, event: unknown): boolean {
  const fields = isObject(event) ? event : {};
  return Object.entries(pattern).every(([name, expected]) => {
    if (name === '$or') return list(name, expected).some((alternative) => matchesPattern(object(name, alternative), event));
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (isObject(expected)) return matchesPattern(expected, value);
    const alternatives = list(name, expected);
    // A list in the event fits if one of its members does.
    const values = Array.isArray(value) ? value : [value];
    return alternatives.some((alternative) => fitsAny(alternative, values));
  });
}

/** Refuses what EventBridge refuses. */
export function checkPattern(pattern: EventPattern): void {
  if (Object.keys(pattern).length === 0) throw malformed('Empty pattern');
  // Reading it against an event that has nothing finds most mistakes.
  matchesPattern(pattern, {});
}

function fitsAny(expected: unknown, values: readonly unknown[]): boolean {
  if (!isObject(expected)) return values.includes(expected);
  const [[operator, operand], ...more] = Object.entries(expected);
  if (more.length > 0) throw malformed('Only one key allowed in match expression');
  if (operator === 'exists') return (operand === true) === values.some((value) => value !== undefined);
  return values.some((value) => value !== undefined && fits(operator, operand, value));
}

function fits(operator: string, operand: unknown, value: unknown): boolean {
  switch (operator) {
    case 'prefix': return typeof value === 'string' && value.startsWith(text(operator, operand));
    case 'suffix': return typeof value === 'string' && value.endsWith(text(operator, operand));
    case 'equals-ignore-case': return typeof value === 'string' && value.toLowerCase() === text(operator, operand).toLowerCase();
    case 'wildcard': {
      const source = text(operator, operand).split('*').map((part) => part.replace(/[.+^${}()|[\]\\?]/g, '\\$&')).join('.*');
      return typeof value === 'string' && new RegExp(`^${source}$`, 's').test(value);
    }
    case 'anything-but': {
      if (isObject(operand)) {
        const [[inner, innerOperand]] = Object.entries(operand);
        return !fits(inner, innerOperand, value);
      }
      return !(Array.isArray(operand) ? operand : [operand]).includes(value);
    }
    case 'numeric': return typeof value === 'number' && numeric(list(operator, operand), value);
    default: throw new NotSupportedError(`the operator '${operator}' of event patterns`);
  }
}

/** `['>', 0, '<=', 5]` */
function numeric(conditions: readonly unknown[], value: number): boolean {
  for (let i = 0; i < conditions.length; i += 2) {
    const bound = conditions[i + 1];
    if (typeof bound !== 'number') throw malformed('Bad numeric range operator');
    const holds = compare(String(conditions[i]), value, bound);
    if (!holds) return false;
  }
  return true;
}

function compare(operator: string, value: number, bound: number): boolean {
  switch (operator) {
    case '=': return value === bound;
    case '<': return value < bound;
    case '<=': return value <= bound;
    case '>': return value > bound;
    case '>=': return value >= bound;
    default: throw malformed(`Unrecognized numeric range operator: ${operator}`);
  }
}

function text(operator: string, operand: unknown): string {
  if (typeof operand !== 'string') throw malformed(`${operator} match pattern must be a string`);
  return operand;
}

function list(name: string, value: unknown): unknown[] {
  if (!Array.isArray(value)) throw malformed(`"${name}" must be an object or an array`);
  return value;
}

function object(name: string, value: unknown): EventPattern {
  if (!isObject(value)) throw malformed(`"${name}" must hold objects`);
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(reason: string): ServiceError {
  return new ServiceError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);
}
