import { invalid, type MessageAttribute } from './state';
import { NotSupportedError } from '../../core/service';
import { matchesWildcards } from '../iam/wildcards';

/** https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html */
export type FilterPolicy = { readonly [key: string]: unknown };

type Values = readonly unknown[];
type Matcher = (argument: unknown, value: unknown) => boolean;

const text = (test: (argument: string, value: string) => boolean): Matcher => (argument, value) => typeof value === 'string' && test(String(argument), value);

const OPERATORS: Readonly<Record<string, Matcher>> = {
  'prefix': text((prefix, value) => value.startsWith(prefix)),
  'suffix': text((suffix, value) => value.endsWith(suffix)),
  'equals-ignore-case': text((other, value) => other.toLowerCase() === value.toLowerCase()),
  'wildcard': text((pattern, value) => matchesWildcards(pattern.replaceAll('?', '\u0000'), value.replaceAll('?', '\u0000'))),
  'anything-but': (argument, value) => !list(argument).some((item) => matchesOne(item, value)),
  'numeric': (argument, value) => typeof value === 'number' && inRange(list(argument), value),
};

/** Refuses a policy that SNS does not understand. */
export function checkFilterPolicy(value: unknown, nested: boolean): FilterPolicy {
  if (!isObject(value)) throw invalid('FilterPolicy: failed to parse JSON.');
  for (const [key, rules] of Object.entries(value)) {
    if (key === '$or') list(rules).forEach((choice) => checkFilterPolicy(choice, nested));
    else if (isObject(rules) && nested) checkFilterPolicy(rules, nested);
    else if (isObject(rules)) throw invalid('FilterPolicy: Filter policy scope MessageAttributes does not support nested filter policy');
    else if (!Array.isArray(rules)) throw invalid(`FilterPolicy: "${key}" must be an object or an array`);
    else rules.forEach(checkRule);
  }
  return value;
}

function checkRule(rule: unknown): void {
  if (!isObject(rule)) return;
  const [operator = ''] = Object.keys(rule);
  if (operator === 'cidr') throw new NotSupportedError("the operator 'cidr' of filter policies");
  if (operator !== 'exists' && !Object.hasOwn(OPERATORS, operator)) throw invalid(`FilterPolicy: Unrecognized match type ${operator}`);
}

export function matchesAttributes(policy: FilterPolicy, attributes: Readonly<Record<string, MessageAttribute>>): boolean {
  return matches(policy, Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, valueOf(attribute)])));
}

/** A message that is no JSON object matches nothing. */
export function matchesBody(policy: FilterPolicy, message: string): boolean {
  try {
    const body: unknown = JSON.parse(message);
    return isObject(body) && matches(policy, body);
  } catch {
    return false;
  }
}

function valueOf({ DataType: type, StringValue: value }: MessageAttribute): unknown {
  try {
    if (type.startsWith('Number')) return Number(value);
    return type === 'String.Array' ? JSON.parse(value ?? '') as unknown : value;
  } catch {
    return undefined;
  }
}

function matches(policy: FilterPolicy, subject: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(policy).every(([key, rules]) => {
    if (key === '$or') return list(rules).some((choice) => matches(choice as FilterPolicy, subject));
    const value = Object.hasOwn(subject, key) ? subject[key] : undefined;
    if (isObject(rules)) return list(value).some((item) => isObject(item) && matches(rules, item));
    return list(rules).some((rule) => isObject(rule) && 'exists' in rule
      ? rule.exists === (value !== undefined)
      : list(value).some((item) => matchesOne(rule, item)));
  });
}

function matchesOne(rule: unknown, value: unknown): boolean {
  if (!isObject(rule)) return rule === value;
  const [[operator, argument] = ['', undefined]] = Object.entries(rule);
  return value !== undefined && OPERATORS[operator](argument, value);
}

function inRange(comparisons: Values, value: number): boolean {
  for (let index = 0; index < comparisons.length; index += 2) {
    const bound = Number(comparisons[index + 1]);
    const holds = { '=': value === bound, '<': value < bound, '<=': value <= bound, '>': value > bound, '>=': value >= bound }[String(comparisons[index])];
    if (!holds) return false;
  }
  return true;
}

function list(value: unknown): Values {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
