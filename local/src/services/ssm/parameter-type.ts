import type { Account } from '../../core/account';
import type { Properties, ResourceContext, ResourceType } from '../../core/resource-type';
import { NotSupportedError, ServiceError } from '../../core/service';

interface StoredParameter {
  type: string;
  value: string;
  description?: string;
  tags: Record<string, string>;
}

/** By region and name. */
type Store = Record<string, Record<string, StoredParameter>>;

function store(account: Account, region: string): Record<string, StoredParameter> {
  const regions = account.section<Store>('ssm', () => ({}));
  return regions[region] ??= {};
}

/** A parameter's value, for parameters of templates and dynamic references. */
export function storedParameter(account: Account, region: string, name: string): string | undefined {
  return store(account, region)[name]?.value;
}

function put({ account, region }: ResourceContext, name: string, properties: Properties): void {
  const { Type, Value, Description, Tier, DataType, Tags } = properties;
  if (Type !== 'String' && Type !== 'StringList') throw new ServiceError('ValidationException', `Type must be String or StringList, not ${String(Type)}`);
  if (typeof Value !== 'string' || Value === '') throw new ServiceError('ValidationException', 'Value must be a non-empty string');
  if (DataType !== undefined && DataType !== 'text') throw new NotSupportedError(`the data type ${String(DataType)} of an SSM parameter`);
  if (Tier !== undefined && Tier !== 'Standard') throw new NotSupportedError(`the tier ${String(Tier)} of an SSM parameter`);
  const tags = Object.entries(typeof Tags === 'object' && Tags !== null ? Tags : {}).map(([key, value]) => [key, String(value)]);
  store(account, region)[name] = {
    type: Type, value: Value, description: typeof Description === 'string' ? Description : undefined, tags: Object.fromEntries(tags),
  };
}

function attributes(properties: Properties): Record<string, unknown> {
  return { Type: properties.Type, Value: properties.Value };
}

/** AWS::SSM::Parameter: a text or a list of texts. Its tags are an object, not a list. */
export const parameterType: ResourceType = {
  typeName: 'AWS::SSM::Parameter',
  properties: ['Name', 'Type', 'Value', 'Description', 'Tier', 'DataType', 'Tags'],
  createOnly: ['Name'],
  attributes: ['Type', 'Value'],
  create: async (context, properties) => {
    const name = typeof properties.Name === 'string' ? properties.Name : `CFN-${context.generateName(200)}`;
    if (store(context.account, context.region)[name]) {
      throw new ServiceError('ParameterAlreadyExists', `${name} already exists in stack or account`);
    }
    put(context, name, properties);
    return { physicalId: name, attributes: attributes(properties) };
  },
  update: async (context, physicalId, properties) => {
    put(context, physicalId, properties);
    return { physicalId, attributes: attributes(properties) };
  },
  delete: async ({ account, region }, physicalId) => {
    delete store(account, region)[physicalId];
  },
};
