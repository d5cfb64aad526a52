import type { ConditionBlock } from './policy-document';
import { matchesArn, matchesWildcards } from './wildcards';
import { NotSupportedError, ServiceError } from '../../core/service';

/** The condition keys of a request; their names are not case-sensitive. */
export type RequestContext = ReadonlyMap<string, string | readonly string[]>;

interface Operator {
  /** Whether one value of the request fits one value of the policy; `undefined` for a value it cannot read. */
  readonly fits: (actual: string, expected: string) => boolean;
  /** Negated operators hold if no value fits, and hold for an absent key. */
  readonly negated?: boolean;
}

const lower = (text: string) => text.toLowerCase();
const time = (text: string) => /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);

const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: { fits: (actual, expected) => actual === expected },
  StringNotEquals: { fits: (actual, expected) => actual === expected, negated: true },
  StringEqualsIgnoreCase: { fits: (actual, expected) => lower(actual) === lower(expected) },
  StringNotEqualsIgnoreCase: { fits: (actual, expected) => lower(actual) === lower(expected), negated: true },
  StringLike: { fits: (actual, expected) => matchesWildcards(expected, actual) },
  StringNotLike: { fits: (actual, expected) => matchesWildcards(expected, actual), negated: true },
  NumericEquals: { fits: (actual, expected) => Number(actual) === Number(expected) },
  NumericNotEquals: { fits: (actual, expected) => Number(actual) === Number(expected), negated: true },
  NumericLessThan: { fits: (actual, expected) => Number(actual) < Number(expected) },
  NumericLessThanEquals: { fits: (actual, expected) => Number(actual) <= Number(expected) },
  NumericGreaterThan: { fits: (actual, expected) => Number(actual) > Number(expected) },
  NumericGreaterThanEquals: { fits: (actual, expected) => Number(actual) >= Number(expected) },
  DateEquals: { fits: (actual, expected) => time(actual) === time(expected) },
  DateNotEquals: { fits: (actual, expected) => time(actual) === time(expected), negated: true },
  DateLessThan: { fits: (actual, expected) => time(actual) < time(expected) },
  DateLessThanEquals: { fits: (actual, expected) => time(actual) <= time(expected) },
  DateGreaterThan: { fits: (actual, expected) => time(actual) > time(expected) },
  DateGreaterThanEquals: { fits: (actual, expected) => time(actual) >= time(expected) },
  Bool: { fits: (actual, expected) => lower(actual) === lower(expected) },
  // AWS treats the two alike.
  ArnEquals: { fits: (actual, expected) => matchesArn(expected, actual) },
  ArnLike: { fits: (actual, expected) => matchesArn(expected, actual) },
  ArnNotEquals: { fits: (actual, expected) => matchesArn(expected, actual), negated: true },
  ArnNotLike: { fits: (actual, expected) => matchesArn(expected, actual), negated: true },
};

/** Operators that IAM knows and the local cloud does not. */
const UNSUPPORTED = ['IpAddress', 'NotIpAddress', 'BinaryEquals'];

interface ParsedOperator {
  readonly name: string;
  readonly quantifier?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
}

/** Checks a condition element and writes its one-or-many values as lists of strings. */
export function checkConditionBlock(value: unknown): ConditionBlock {
  const block: Record<string, Record<string, string[]>> = {};
  for (const [operator, keys] of Object.entries(value as object)) {
    parseOperator(operator);
    block[operator] = {};
    for (const [key, values] of Object.entries(keys as object)) {
      if (!key.includes(':')) throw new ServiceError('MalformedPolicyDocument', 'Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
      block[operator][key] = (Array.isArray(values) ? values : [values]).map(String);
    }
  }
  return block;
}

/** Whether all conditions of a statement hold. `resolve` puts policy variables in; `undefined`: one has no value. */
export function conditionsHold(
  block: ConditionBlock, context: RequestContext, resolve: (text: string) => string | undefined,
): boolean {
  return Object.entries(block).every(([operator, keys]) => {
    const parsed = parseOperator(operator);
    return Object.entries(keys).every(([key, values]) => {
      // A value with a variable that has no value fits nothing.
      const expected = values.map(resolve).filter((text) => text !== undefined);
      return conditionHolds(parsed, key, context.get(lower(key)), expected);
    });
  });
}

function conditionHolds(
  { name, quantifier, ifExists }: ParsedOperator, key: string, actual: string | readonly string[] | undefined, expected: string[],
): boolean {
  if (name === 'Null') return expected.some((text) => (lower(text) === 'true') === (actual === undefined));
  const { fits, negated = false } = OPERATORS[name];
  const holds = (value: string) => expected.some((text) => fits(value, text)) !== negated;
  if (quantifier === 'ForAllValues') return actual === undefined || [actual].flat().every(holds);
  if (actual === undefined) return ifExists || (negated && quantifier === undefined);
  if (quantifier === 'ForAnyValue') return [actual].flat().some(holds);
  if (typeof actual !== 'string') {
    throw new NotSupportedError(`the condition '${name}' on ${key}, which has several values`, 'Put ForAllValues: or ForAnyValue: before it.');
  }
  return holds(actual);
}

function parseOperator(text: string): ParsedOperator {
  const [, quantifier, base, ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(text) ?? [];
  if (UNSUPPORTED.includes(base)) throw new NotSupportedError(`the condition operator '${text}'`);
  if (!(base in OPERATORS) && !(base === 'Null' && !ifExists)) {
    throw new ServiceError('MalformedPolicyDocument', `Invalid Condition type : ${text}`);
  }
  return { name: base, quantifier: quantifier as ParsedOperator['quantifier'], ifExists: ifExists !== undefined };
}
