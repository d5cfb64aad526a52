import specification from './resource-types.json';

const detailed = new Map(Object.entries(specification.detailed as Record<string, string[][]>));
const named = new Map(Object.entries(specification.named as Record<string, string[]>));

/** Whether CloudFormation has this type, whatever the local cloud has. */
export function isResourceTypeOfAws(typeName: string): boolean {
  const [, service = '', name = ''] = typeName.split('::');
  return detailed.has(typeName) || (named.get(service)?.includes(name) ?? false);
}

/** Whether the type has this property in CloudFormation. */
export function hasProperty(typeName: string, property: string): boolean {
  return detailed.get(typeName)?.[0]?.includes(property) ?? false;
}

/** Whether `Fn::GetAtt` gives this attribute of the type in CloudFormation. */
export function hasAttribute(typeName: string, attribute: string): boolean {
  return detailed.get(typeName)?.[1]?.some((name) => name === attribute || attribute.startsWith(`${name}.`)) ?? false;
}
