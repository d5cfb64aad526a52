import { NotSupportedError } from '../../../core/service';
import { validationError } from '../errors';
import type { Template } from './template';

type Definition = Readonly<Record<string, unknown>>;

/** What `Ref` gives for a parameter: a text, or for the list types a list of texts. */
export type ParameterValue = string | string[];

/**
 * The parameters' values: given, or by default. `ssmParameter` looks into the account's parameter store and gives
 * nothing for an unknown name.
 */
export function parameterValues(
  template: Template,
  given: Readonly<Record<string, string>>,
  ssmParameter: (name: string) => string | undefined,
): Record<string, ParameterValue> {
  const raw = rawParameters(template, given);
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => {
    const definition = template.parameters[name] ?? {};
    constrain(name, value, definition);
    return [name, typed(name, value, definition, ssmParameter)];
  }));
}

/** The parameters' values as they were given or are by default. */
export function rawParameters(template: Template, given: Readonly<Record<string, string>>): Record<string, string> {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(template.parameters, name));
  if (unknown.length > 0) throw validationError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const raw: Record<string, string> = {};
  const missing: string[] = [];
  for (const [name, definition] of Object.entries(template.parameters)) {
    const value = given[name] ?? scalarDefault(name, definition);
    if (value === undefined) missing.push(name);
    else raw[name] = value;
  }
  if (missing.length > 0) throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
  return raw;
}

function scalarDefault(name: string, definition: Definition): string | undefined {
  const value = definition.Default;
  if (value === undefined || typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw validationError(`Template format error: Every Default member must be a string: parameter ${name}.`);
}

function constrain(name: string, value: string, definition: Definition): void {
  const { AllowedValues, AllowedPattern, ConstraintDescription } = definition;
  const failed = (text: string) => validationError(`Parameter '${name}' ${typeof ConstraintDescription === 'string'
    ? `failed to satisfy constraint: ${ConstraintDescription}` : text}`);
  const items = isList(definition) ? value.split(',').map((item) => item.trim()) : [value];
  if (Array.isArray(AllowedValues) && !items.every((item) => AllowedValues.map(String).includes(item))) {
    throw failed('must be one of AllowedValues');
  }
  if (typeof AllowedPattern === 'string' && !items.every((item) => new RegExp(`^(?:${AllowedPattern})$`).test(item))) {
    throw failed(`must match pattern ${AllowedPattern}`);
  }
  const limit = (key: string, compare: (limit: number) => boolean, text: string) => {
    const bound = definition[key];
    if (bound !== undefined && !compare(Number(bound))) throw failed(`${text} ${String(bound)}`);
  };
  limit('MinLength', (bound) => value.length >= bound, 'must contain at least as many characters as');
  limit('MaxLength', (bound) => value.length <= bound, 'must contain at most as many characters as');
  limit('MinValue', (bound) => Number(value) >= bound, 'must be a number not less than');
  limit('MaxValue', (bound) => Number(value) <= bound, 'must be a number not greater than');
}

function isList(definition: Definition): boolean {
  return definition.Type === 'CommaDelimitedList' || String(definition.Type).startsWith('List<');
}

function typed(name: string, value: string, definition: Definition, ssmParameter: (name: string) => string | undefined): ParameterValue {
  const type = definition.Type;
  const number = (text: string) => {
    if (text.trim() === '' || Number.isNaN(Number(text))) throw validationError(`Parameter '${name}' must be a number`);
    return text;
  };
  const items = () => value === '' ? [] : value.split(',').map((item) => item.trim());
  switch (type) {
    case 'String': return value;
    case 'Number': return number(value);
    case 'CommaDelimitedList':
    case 'List<String>': return items();
    case 'List<Number>': return items().map(number);
    case 'AWS::SSM::Parameter::Name': return value;
    case 'AWS::SSM::Parameter::Value<String>': return stored(value, ssmParameter);
    case 'AWS::SSM::Parameter::Value<List<String>>':
    case 'AWS::SSM::Parameter::Value<CommaDelimitedList>': return stored(value, ssmParameter).split(',').map((item) => item.trim());
    default: throw new NotSupportedError(`the parameter type ${String(type)} (${name})`);
  }
}

function stored(name: string, ssmParameter: (name: string) => string | undefined): string {
  const value = ssmParameter(name);
  if (value === undefined) throw validationError(`Unable to fetch parameters [${name}] from parameter store for this account.`);
  return value;
}
