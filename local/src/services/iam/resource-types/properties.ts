import type { Properties } from '../../../core/resource-type';
import { NotSupportedError, ServiceError } from '../../../core/service';

/** Readers of resource properties. A property of another type is refused, as CloudFormation refuses it. */
export function text(properties: Properties, name: string): string {
  const value = optionalText(properties, name);
  if (value === undefined) throw new ServiceError('ValidationError', `Property ${name} cannot be empty.`);
  return value;
}

export function optionalText(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  if (value === undefined) return undefined;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') throw new ServiceError('ValidationError', `Value of property ${name} must be of type String`);
  return value;
}

export function texts(properties: Properties, name: string): string[] {
  return objects(properties, name, 'string');
}

/** Policies that a role brings along: name and document. */
export function inlinePolicies(properties: Properties): Record<string, unknown> {
  const policies = objects<Properties>(properties, 'Policies', 'object');
  return Object.fromEntries(policies.map((policy) => [text(policy, 'PolicyName'), policy.PolicyDocument]));
}

/** `[{ Key, Value }]` as a map. */
export function tags(properties: Properties): Record<string, string> {
  return Object.fromEntries(objects<Properties>(properties, 'Tags', 'object').map((tag) => [text(tag, 'Key'), text(tag, 'Value')]));
}

/** The local cloud has roles only. */
export function refuseUsersAndGroups(typeName: string, properties: Properties): void {
  for (const name of ['Users', 'Groups']) {
    if (objects(properties, name, 'string').length > 0) throw new NotSupportedError(`${name} of ${typeName}`);
  }
}

function objects<T = string>(properties: Properties, name: string, type: 'string' | 'object'): T[] {
  const value = properties[name] ?? [];
  if (!Array.isArray(value) || !value.every((item) => typeof item === type)) {
    throw new ServiceError('ValidationError', `Value of property ${name} must be of type List of ${type === 'string' ? 'String' : 'Object'}`);
  }
  return value as T[];
}
