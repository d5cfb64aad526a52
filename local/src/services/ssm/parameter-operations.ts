import { checkParameterName, findParameter, parameterArn, parametersIn, removeParameter, type StoredParameter, storeParameter } from './parameters';
import type { Account } from '../../core/account';
import { list, number, structure, text, flag, type InputShape } from '../../core/input-shape';
import { NotSupportedError, ServiceError } from '../../core/service';

type Input = Readonly<Record<string, unknown>>;
type Output = Record<string, unknown>;
type Operation = (account: Account, region: string, input: Input) => Output;

const LARGEST_STANDARD = 4096;
const LARGEST_PAGE = 10;
const LARGEST_DESCRIPTION_PAGE = 50;

export const PARAMETER_INPUTS: Readonly<Record<string, InputShape>> = {
  DeleteParameter: { Name: text },
  DeleteParameters: { Names: list(text) },
  DescribeParameters: { MaxResults: number, NextToken: text },
  GetParameter: { Name: text, WithDecryption: flag },
  GetParameters: { Names: list(text), WithDecryption: flag },
  GetParametersByPath: { Path: text, Recursive: flag, MaxResults: number, NextToken: text, WithDecryption: flag },
  PutParameter: {
    Name: text,
    Value: text,
    Type: text,
    Description: text,
    Overwrite: flag,
    Tier: text,
    DataType: text,
    Tags: list(structure({ Key: text, Value: text })),
  },
};

/** The parameter store's API. */
export const PARAMETER_OPERATIONS: Readonly<Record<string, Operation>> = {
  GetParameter: (account, region, input) => {
    const found = shown(account, region, String(input.Name));
    if (!found) throw notFound('');
    return { Parameter: found };
  },

  GetParameters: (account, region, input) => {
    const names = namesOf(input);
    const found = names.map((name) => ({ name, parameter: shown(account, region, name) }));
    return {
      Parameters: found.flatMap(({ parameter }) => parameter ?? []),
      InvalidParameters: found.filter(({ parameter }) => !parameter).map(({ name }) => name),
    };
  },

  GetParametersByPath: (account, region, input) => {
    if (input.ParameterFilters !== undefined) throw new NotSupportedError('ParameterFilters of ssm:GetParametersByPath');
    const path = String(input.Path);
    if (!path.startsWith('/')) throw new ServiceError('ValidationException', 'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/".');
    const folder = path.endsWith('/') ? path : `${path}/`;
    const names = namesIn(account, region).filter((name) => name.startsWith(folder) && (input.Recursive === true || !name.slice(folder.length).includes('/')));
    return page('Parameters', names, LARGEST_PAGE, input, (name) => shown(account, region, name));
  },

  DescribeParameters: (account, region, input) => {
    for (const name of ['Filters', 'ParameterFilters', 'Shared']) {
      if (Array.isArray(input[name]) && input[name].length > 0) throw new NotSupportedError(`${name} of ssm:DescribeParameters`);
    }
    return page('Parameters', namesIn(account, region), LARGEST_DESCRIPTION_PAGE, input, (name) => {
      const parameter = findParameter(account, region, name);
      return parameter && {
        Name: name,
        ARN: parameterArn(account, region, name),
        Type: parameter.type,
        Description: parameter.description,
        LastModifiedDate: new Date(parameter.modifiedAt ?? 0),
        Version: parameter.version ?? 1,
        Tier: 'Standard',
        DataType: 'text',
        Policies: [],
      };
    });
  },

  PutParameter: (account, region, input) => {
    const name = String(input.Name);
    checkParameterName(name);
    const known = findParameter(account, region, name);
    if (known && input.Overwrite !== true) {
      throw new ServiceError('ParameterAlreadyExists', 'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.');
    }
    if (known && input.Tags !== undefined) {
      throw new ServiceError('ValidationException', 'Invalid request: tags and overwrite can\'t be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.');
    }
    const type = input.Type ?? known?.type;
    if (type === undefined) throw new ServiceError('ValidationException', 'A parameter type is required when you create a parameter.');
    return { Version: storeParameter(account, region, name, { ...wanted(input, String(type)), tags: tagsOf(input) ?? known?.tags ?? {} }).version, Tier: 'Standard' };
  },

  DeleteParameter: (account, region, input) => {
    if (!findParameter(account, region, String(input.Name))) throw notFound('');
    removeParameter(account, region, String(input.Name));
    return {};
  },

  DeleteParameters: (account, region, input) => {
    const names = namesOf(input);
    const known = names.filter((name) => findParameter(account, region, name));
    for (const name of known) removeParameter(account, region, name);
    return { DeletedParameters: known, InvalidParameters: names.filter((name) => !known.includes(name)) };
  },
};

/** The parameters that a call is about. */
export function parameterNames(input: Input): string[] {
  const { Name: name, Names: names, Path: path } = input;
  return [...Array.isArray(names) ? names : [], name, path].filter((value) => typeof value === 'string').map((value) => value.replace(/:[^:]*$/, ''));
}

/** A parameter as callers read it: `name`, or one version of it by `name:3`. */
function shown(account: Account, region: string, asked: string): Output | undefined {
  const [, name = asked, selector] = /^([^:]*):([^:]+)$/.exec(asked) ?? [];
  const parameter = findParameter(account, region, name);
  if (!parameter) return undefined;
  if (selector !== undefined && !/^\d+$/.test(selector)) throw new NotSupportedError(`labels of SSM parameters (${asked})`);
  if (selector !== undefined && Number(selector) !== (parameter.version ?? 1)) {
    if (Number(selector) > (parameter.version ?? 1)) throw new ServiceError('ParameterVersionNotFound', `Systems Manager could not find version ${selector} of ${name}. Verify the version and try again.`);
    throw new NotSupportedError(`earlier versions of SSM parameters (${asked})`);
  }
  return {
    Name: name,
    Type: parameter.type,
    Value: parameter.value,
    Version: parameter.version ?? 1,
    ...selector !== undefined && { Selector: `:${selector}` },
    LastModifiedDate: new Date(parameter.modifiedAt ?? 0),
    ARN: parameterArn(account, region, name),
    DataType: 'text',
  };
}

function wanted(input: Input, type: string): Omit<StoredParameter, 'tags'> {
  if (!['String', 'StringList', 'SecureString'].includes(type)) {
    throw new ServiceError('ValidationException', `1 validation error detected: Value '${type}' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [SecureString, StringList, String]`);
  }
  for (const [name, usual] of [['Tier', 'Standard'], ['DataType', 'text']] as const) {
    if (input[name] !== undefined && input[name] !== usual) throw new NotSupportedError(`the ${name} '${String(input[name])}' of ssm:PutParameter`);
  }
  for (const name of ['AllowedPattern', 'Policies']) if (input[name] !== undefined) throw new NotSupportedError(`${name} of ssm:PutParameter`);
  const value = String(input.Value ?? '');
  if (value === '') throw new ServiceError('ValidationException', '1 validation error detected: Value \'\' at \'value\' failed to satisfy constraint: Member must have length greater than or equal to 1.');
  if (Buffer.byteLength(value) > LARGEST_STANDARD) {
    throw new ServiceError('ValidationException', 'Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.');
  }
  return { type, value, ...typeof input.Description === 'string' && { description: input.Description } };
}

function tagsOf({ Tags: tags }: Input): Record<string, string> | undefined {
  if (!Array.isArray(tags)) return undefined;
  return Object.fromEntries((tags as Array<{ Key: string; Value: string }>).map(({ Key, Value }) => [Key, Value]));
}

function namesOf(input: Input): string[] {
  const names = Array.isArray(input.Names) ? input.Names.map(String) : [];
  if (names.length >= 1 && names.length <= 10) return [...new Set(names)];
  throw new ServiceError('ValidationException', '1 validation error detected: Value at \'names\' failed to satisfy constraint: Member must have length between 1 and 10, inclusive.');
}

function namesIn(account: Account, region: string): string[] {
  return Object.keys(parametersIn(account, region)).sort();
}

function page(member: string, names: readonly string[], largest: number, input: Input, show: (name: string) => Output | undefined): Output {
  const size = Number(input.MaxResults ?? largest);
  if (!Number.isInteger(size) || size < 1 || size > largest) {
    throw new ServiceError('ValidationException', `1 validation error detected: Value '${String(input.MaxResults)}' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to ${largest}`);
  }
  const after = input.NextToken === undefined ? '' : String(input.NextToken);
  const rest = names.filter((name) => name > after);
  const items = rest.slice(0, size);
  return { [member]: items.flatMap((name) => show(name) ?? []), ...rest.length > items.length && { NextToken: items.at(-1) } };
}

function notFound(message: string): ServiceError {
  return new ServiceError('ParameterNotFound', message);
}
