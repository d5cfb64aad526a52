import { NotSupportedError } from '../../../core/service';
import { validationError } from '../errors';
import { cidrBlocks } from './cidr';
import { dotted, parseGetAtt, parseSub } from './substitution';
import { intrinsicCall, isObject, isScalar, NO_VALUE } from './values';

/** What a template's functions can see where they stand. */
export interface Scope {
  readonly region: string;
  /** `Transform: AWS::LanguageExtensions` is on. */
  readonly languageExtensions: boolean;
  readonly mappings: Readonly<Record<string, unknown>>;
  ref(name: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
  condition(name: string): boolean;
  importValue(exportName: string): unknown;
  stackOutput(stackName: string, outputName: string, region: string): unknown;
}

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

/** Replaces every function call in a value by what it gives. May return `NO_VALUE`. */
export function evaluate(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item) => evaluate(item, scope)).filter((item) => item !== NO_VALUE);
  if (!isObject(value)) return value;
  const call = intrinsicCall(value);
  if (call) {
    const [name, argument] = call;
    refuseUnknownFunction(name, scope.languageExtensions);
    return INTRINSICS[name]?.(argument, scope);
  }
  const stray = Object.keys(value).find((key) => key.startsWith('Fn::'));
  if (stray?.startsWith('Fn::ForEach')) throw new NotSupportedError('the function Fn::ForEach');
  if (stray) throw validationError(`Template format error: ${stray} must be the only key of its object`);
  const entries = Object.entries(value).map(([key, item]) => [key, evaluate(item, scope)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== NO_VALUE));
}

/** Functions that exist in CloudFormation and that this engine refuses by name. */
const REFUSED = ['Fn::Transform', 'Fn::ForEach', 'Fn::Contains', 'Fn::EachMemberEquals', 'Fn::EachMemberIn', 'Fn::RefAll', 'Fn::ValueOf', 'Fn::ValueOfAll'];
const EXTENSIONS = ['Fn::Length', 'Fn::ToJsonString'];

/** Refuses a function that this engine does not know, before anything is evaluated. */
export function refuseUnknownFunction(name: string, languageExtensions: boolean): void {
  if (REFUSED.includes(name) || name.startsWith('Fn::ForEach::')) throw new NotSupportedError(`the function ${name} in this place`);
  if (Object.hasOwn(INTRINSICS, name) && (languageExtensions || !EXTENSIONS.includes(name))) return;
  throw validationError(`Template validation error: Encountered unsupported function: ${name} Supported functions are: [${Object.keys(INTRINSICS).join(', ')}]`);
}

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'Ref': (name, scope) => {
    if (typeof name !== 'string') throw validationError('Template error: every Ref object must have a single String value.');
    return scope.ref(name);
  },

  'Fn::GetAtt': (argument, scope) => {
    const { logicalId, attribute } = parseGetAtt(argument);
    return scope.attribute(logicalId, string('Fn::GetAtt', attribute, scope));
  },

  'Fn::Sub': (argument, scope) => {
    const { parts, variables } = parseSub(argument);
    return parts.map((part) => {
      if ('text' in part) return part.text;
      const own = Object.hasOwn(variables, part.variable);
      const [logicalId = '', attribute] = dotted(part.variable);
      const value = own ? evaluate(variables[part.variable], scope)
        : attribute === undefined ? scope.ref(logicalId) : scope.attribute(logicalId, attribute);
      return scalar('Fn::Sub', value);
    }).join('');
  },

  'Fn::Join': (argument, scope) => {
    const [delimiter, items] = pair('Fn::Join', argument);
    return list('Fn::Join', items, scope).map((item) => scalar('Fn::Join', item)).join(string('Fn::Join', delimiter, scope));
  },

  'Fn::Select': (argument, scope) => {
    const [index, items] = pair('Fn::Select', argument);
    const position = Number(scalar('Fn::Select', evaluate(index, scope)));
    const values = list('Fn::Select', items, scope);
    if (!Number.isInteger(position) || position < 0 || position >= values.length) {
      throw validationError(`Template error: Fn::Select cannot select nonexistent value at index ${position}`);
    }
    return values[position];
  },

  'Fn::Split': (argument, scope) => {
    const [delimiter, source] = pair('Fn::Split', argument);
    const separator = string('Fn::Split', delimiter, scope);
    if (separator === '') throw validationError('Template error: every Fn::Split object requires a non-empty delimiter');
    return string('Fn::Split', source, scope).split(separator);
  },

  'Fn::If': (argument, scope) => evaluate(chosenBranch(argument, scope), scope),

  'Fn::FindInMap': (argument, scope) => {
    if (!Array.isArray(argument) || argument.length < 3 || argument.length > 4) throw arity('Fn::FindInMap', 'three');
    const [map, top, second] = argument.slice(0, 3).map((key) => string('Fn::FindInMap', key, scope)) as [string, string, string];
    const options: unknown = argument[3];
    if (options !== undefined && (!scope.languageExtensions || !isObject(options) || !Object.hasOwn(options, 'DefaultValue'))) {
      throw validationError('Template error: Fn::FindInMap takes a DefaultValue only with the transform AWS::LanguageExtensions');
    }
    const first = scope.mappings[map];
    const level = isObject(first) && Object.hasOwn(first, top) ? first[top] : undefined;
    if (isObject(level) && Object.hasOwn(level, second)) return level[second];
    if (isObject(options)) return evaluate(options.DefaultValue, scope);
    throw validationError(`Template error: Unable to get mapping for ${map}::${top}::${second}`);
  },

  'Fn::Base64': (argument, scope) => Buffer.from(string('Fn::Base64', argument, scope)).toString('base64'),

  'Fn::Cidr': (argument, scope) => {
    if (!Array.isArray(argument) || argument.length < 2 || argument.length > 3) throw arity('Fn::Cidr', 'two or three');
    const [block = '', count, bits = '5'] = argument.map((item) => scalar('Fn::Cidr', evaluate(item, scope)));
    return cidrBlocks(block, Number(count), Number(bits));
  },

  // Every region is taken to have the zones a, b and c: those of an account are nowhere to be looked up.
  'Fn::GetAZs': (argument, scope) => {
    const region = string('Fn::GetAZs', argument, scope) || scope.region;
    return ['a', 'b', 'c'].map((zone) => region + zone);
  },

  'Fn::ImportValue': (argument, scope) => scope.importValue(string('Fn::ImportValue', argument, scope)),

  'Fn::GetStackOutput': (argument, scope) => {
    if (!isObject(argument)) throw arity('Fn::GetStackOutput', 'named');
    const { StackName, OutputName, Region, RoleArn, ...rest } = argument;
    const [strange] = Object.keys(rest);
    if (strange !== undefined) throw new NotSupportedError(`${strange} in Fn::GetStackOutput`);
    if (RoleArn !== undefined && RoleArn !== null) throw new NotSupportedError('RoleArn in Fn::GetStackOutput: there is only one account');
    const region = Region === undefined || Region === null ? scope.region : string('Fn::GetStackOutput', Region, scope);
    return scope.stackOutput(string('Fn::GetStackOutput', StackName, scope), string('Fn::GetStackOutput', OutputName, scope), region);
  },

  'Fn::Length': (argument, scope) => list('Fn::Length', argument, scope).length,

  'Fn::ToJsonString': (argument, scope) => JSON.stringify(evaluate(argument, scope)),

  'Fn::And': (argument, scope) => operands('Fn::And', argument, 2, 10).every((operand) => evaluateCondition(operand, scope)),
  'Fn::Or': (argument, scope) => operands('Fn::Or', argument, 2, 10).some((operand) => evaluateCondition(operand, scope)),
  'Fn::Not': (argument, scope) => !evaluateCondition(operands('Fn::Not', argument, 1, 1)[0], scope),
  'Fn::Equals': (argument, scope) => {
    const [left, right] = pair('Fn::Equals', argument).map((item) => evaluate(item, scope));
    return isScalar(left) && isScalar(right) ? String(left) === String(right) : JSON.stringify(left) === JSON.stringify(right);
  },
};

/** A condition function, or the `{ "Condition": name }` that stands only where a condition is expected. */
export function evaluateCondition(value: unknown, scope: Scope): boolean {
  if (isObject(value) && Object.keys(value).length === 1 && typeof value.Condition === 'string') return scope.condition(value.Condition);
  const result = isObject(value) ? evaluate(value, scope) : value;
  if (result === true || result === 'true') return true;
  if (result === false || result === 'false') return false;
  throw validationError('Template format error: Conditions can only be boolean operations on parameters and other conditions');
}

/** The branch of `Fn::If` that counts. */
export function chosenBranch(argument: unknown, scope: Pick<Scope, 'condition'>): unknown {
  if (!Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== 'string') {
    throw validationError('Template error: Fn::If requires a list argument with the first element being a condition');
  }
  return scope.condition(argument[0]) ? argument[1] : argument[2];
}

function arity(name: string, count: string): Error {
  return validationError(`Template error: every ${name} object requires ${count} parameters`);
}

function pair(name: string, argument: unknown): [unknown, unknown] {
  if (!Array.isArray(argument) || argument.length !== 2) throw arity(name, 'two');
  return [argument[0], argument[1]];
}

function operands(name: string, argument: unknown, least: number, most: number): unknown[] {
  if (!Array.isArray(argument) || argument.length < least || argument.length > most) {
    throw validationError(`Template validation error: every ${name} object requires a list of ${least === most ? least : `at least ${least} and at most ${most}`} boolean parameters.`);
  }
  return argument;
}

function scalar(name: string, value: unknown): string {
  if (isScalar(value)) return String(value);
  throw validationError(`Template error: every ${name} object must be made of strings, not of ${Array.isArray(value) ? 'lists' : 'objects'}`);
}

function string(name: string, argument: unknown, scope: Scope): string {
  return scalar(name, evaluate(argument, scope));
}

function list(name: string, argument: unknown, scope: Scope): unknown[] {
  const value = evaluate(argument, scope);
  if (!Array.isArray(value)) throw validationError(`Template error: every ${name} object requires a list of values`);
  return value;
}
