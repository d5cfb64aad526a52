import type { JsonObject } from '../../../core/json';
import { partition } from '../../../core/partition';
import type { Provisioned, ResourceContext, ResourceType } from '../../../core/resource-type';

/** The member of a placeholder's attributes that stands for all of them. No attribute of AWS's is called like that. */
const ANY = '*';

/** Stands for a type that the local cloud does not know: it makes nothing, and gives texts that tell where they come from. */
export function placeholderType(typeName: string): ResourceType {
  const provisioned = ({ account, region }: ResourceContext, physicalId: string): Provisioned => {
    const service = (typeName.split('::')[1] ?? 'unknown').toLowerCase();
    return { physicalId, attributes: { [ANY]: `arn:${partition(region)}:${service}:${region}:${account.id}:placeholder/${physicalId}` } };
  };
  return {
    typeName,
    properties: [],
    createOnly: [],
    create: async (context) => provisioned(context, context.generateName(128)),
    update: async (context, physicalId) => provisioned(context, physicalId),
    delete: async () => undefined,
  };
}

export function isPlaceholder({ attributes }: { readonly attributes: JsonObject }): boolean {
  return Object.hasOwn(attributes, ANY);
}

/** An attribute of a placeholder. What is called an ARN looks like one. */
export function placeholderAttribute(
  { physicalId, attributes }: { readonly physicalId: string; readonly attributes: JsonObject }, name: string,
): string {
  return name.endsWith('Arn') ? String(attributes[ANY]) : `placeholder/${physicalId}/${name}`;
}
