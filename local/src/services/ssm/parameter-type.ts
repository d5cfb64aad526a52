import { findParameter, removeParameter, storeParameter } from './parameters';
import type { Properties, ResourceContext, ResourceType } from '../../core/resource-type';
import { NotSupportedError, ServiceError } from '../../core/service';

function put({ account, region }: ResourceContext, name: string, properties: Properties): void {
  const { AllowedPattern, Type, Value, Description, Tier, DataType, Tags } = properties;
  if (Type !== 'String' && Type !== 'StringList') throw new ServiceError('ValidationException', `Type must be String or StringList, not ${String(Type)}`);
  if (typeof Value !== 'string' || Value === '') throw new ServiceError('ValidationException', 'Value must be a non-empty string');
  if (AllowedPattern !== undefined) checkPattern(String(AllowedPattern), Value);
  if (DataType !== undefined && DataType !== 'text') throw new NotSupportedError(`the data type ${String(DataType)} of an SSM parameter`);
  if (Tier !== undefined && Tier !== 'Standard') throw new NotSupportedError(`the tier ${String(Tier)} of an SSM parameter`);
  const tags = Object.entries(typeof Tags === 'object' && Tags !== null ? Tags : {}).map(([key, value]) => [key, String(value)]);
  storeParameter(account, region, name, {
    type: Type, value: Value, ...typeof Description === 'string' && { description: Description }, tags: Object.fromEntries(tags),
  });
}

function checkPattern(pattern: string, value: string): void {
  let expression: RegExp;
  try {
    expression = new RegExp(`^(?:${pattern})$`);
  } catch {
    throw new ServiceError('InvalidAllowedPatternException', `The request does not meet the regular expression requirement: ${pattern}`);
  }
  if (!expression.test(value)) {
    throw new ServiceError('ParameterPatternMismatchException', `Parameter value, cannot be validated against allowedPattern: ${pattern}`);
  }
}

function attributes(properties: Properties): Record<string, unknown> {
  return { Type: properties.Type, Value: properties.Value };
}

/** AWS::SSM::Parameter: a text or a list of texts. Its tags are an object, not a list. */
export const parameterType: ResourceType = {
  typeName: 'AWS::SSM::Parameter',
  properties: ['AllowedPattern', 'Name', 'Type', 'Value', 'Description', 'Tier', 'DataType', 'Tags'],
  createOnly: ['Name'],
  attributes: ['Type', 'Value'],
  create: async (context, properties) => {
    const name = typeof properties.Name === 'string' ? properties.Name : `CFN-${context.generateName(200)}`;
    if (findParameter(context.account, context.region, name)) {
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
    removeParameter(account, region, physicalId);
  },
};
