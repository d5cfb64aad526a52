import type { Account } from '../../../core/account';
import type { JsonObject } from '../../../core/json';
import { NotSupportedError } from '../../../core/service';
import { isCustom } from '../custom-resource/custom-resource-type';
import { validationError } from '../errors';
import { hasAttribute, hasProperty, isResourceTypeOfAws } from '../specification/specification';
import type { StackState } from '../state';
import type { UnknownTypes } from './provisioner';
import type { ModelResource, StackModel } from '../template/model';
import { references } from '../template/references';
import { isSame } from '../template/values';

/** Refuses resource types, properties, attributes and policies that are not known, before anything is touched. */
export function checkTypes(account: Account, model: StackModel, unknownTypes: UnknownTypes = 'refuse'): void {
  const unknown = [...model.resources.values()].map(({ type }) => type).filter((type) => !isCustom(type) && !account.resourceTypes.has(type));
  refuseTypes([...new Set(unknown)].sort(), unknownTypes);
  for (const resource of model.resources.values()) {
    if (unknown.includes(resource.type)) continue;
    for (const policy of [resource.deletionPolicy, resource.updateReplacePolicy]) {
      if (policy === 'Snapshot') throw new NotSupportedError(`the policy Snapshot (${resource.logicalId}, ${resource.type})`);
    }
    if (isCustom(resource.type)) {
      if (resource.definition.properties.ServiceToken === undefined) {
        throw validationError(`Missing required property ServiceToken for resource ${resource.logicalId}`);
      }
      continue;
    }
    refuseProperties(resource, account.resourceTypes.get(resource.type)?.properties ?? []);
  }
  const values = [...model.resources.values()].map(({ definition }) => definition.properties);
  for (const reference of references([...values, ...Object.values(model.template.outputs).map(({ value }) => value)])) {
    if (reference.kind === 'attribute' && typeof reference.attribute === 'string') checkAttribute(account, model, reference.name, reference.attribute);
  }
}

/** What CloudFormation does not have is refused in its words, what the local cloud does not have in its own. */
function refuseTypes(unknown: readonly string[], unknownTypes: UnknownTypes): void {
  const strange = unknown.filter((type) => type.startsWith('AWS::') && !isResourceTypeOfAws(type));
  if (strange.length > 0) throw validationError(`Template format error: Unrecognized resource types: [${strange.join(', ')}]`);
  if (unknown.length > 0 && unknownTypes === 'refuse') throw new NotSupportedError(`the resource type ${unknown.join(', ')}`);
}

function refuseProperties({ logicalId, type, definition }: ModelResource, known: readonly string[]): void {
  const unknown = Object.keys(definition.properties).filter((name) => !known.includes(name));
  const strange = unknown.filter((name) => !hasProperty(type, name));
  if (strange.length > 0) throw validationError(`Encountered unsupported property ${strange.join(', ')} (resource ${logicalId})`);
  if (unknown.length > 0) throw new NotSupportedError(`the property ${unknown.join(', ')} of ${type} (${logicalId})`);
}

function checkAttribute(account: Account, model: StackModel, logicalId: string, attribute: string): void {
  const type = model.template.resources[logicalId]?.type ?? '';
  const known = account.resourceTypes.get(type)?.attributes;
  if (isCustom(type) || !known || known.some((name) => name === attribute || attribute.startsWith(`${name}.`))) return;
  if (hasAttribute(type, attribute)) throw new NotSupportedError(`the attribute ${attribute} of ${type} (${logicalId})`);
  throw validationError(`Template error: resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt`);
}

/** A resource keeps its type as long as it keeps its logical id. */
export function checkTypeChanges(stack: StackState, model: StackModel): void {
  const changed = [...model.resources.values()].filter(({ logicalId, type }) => {
    const current = stack.resources[logicalId];
    return current !== undefined && current.type !== type;
  });
  if (changed.length === 0) return;
  const names = changed.map(({ logicalId }) => logicalId).join(', ');
  throw validationError(`Update of resource type is not permitted. The new template modifies resource type of the following resources: [${names}]`);
}

/** What of a template makes a difference to a deployed stack. */
export function sameTemplate(left: JsonObject, right: JsonObject): boolean {
  const essence = (template: JsonObject) => ({ ...template, Description: null, Metadata: null });
  return isSame(essence(left), essence(right));
}
