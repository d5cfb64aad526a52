import type { Account } from '../../../core/account';
import type { JsonObject } from '../../../core/json';
import { isCustom } from '../custom-resource/custom-resource-type';
import { deployedResources } from '../deployment/deployed';
import { retainedOnDelete } from '../deployment/update';
import type { ResourceState, StackState } from '../state';
import type { ModelResource, StackModel } from '../template/model';
import { isSame, toJsonObject } from '../template/values';

/** Stands for what is not known before a resource has been made. */
const UNKNOWN = '{{changeSet:KNOWN_AFTER_APPLY}}';
/** Stands for an attribute that may change when its resource changes. */
const MAYBE = '{{changeSet:MAY_CHANGE}}';

type Fate = 'new' | 'replaced' | 'changed' | 'same';

/** What a deployment would do to a stack's resources, as the API describes it. */
export function resourceChanges(account: Account, stack: StackState, model: StackModel): JsonObject[] {
  const fates = new Map<string, Fate>();
  const changes = [...inOrder(model)].flatMap((resource) => {
    const { fate, change } = changeOf(account, stack, model, resource, fates);
    fates.set(resource.logicalId, fate);
    return change ? [change] : [];
  });
  const removed = Object.values(stack.resources).filter(({ logicalId, physicalId }) => physicalId !== undefined && !model.resources.has(logicalId));
  return [...changes, ...removed.map(removal)].map((ResourceChange) => ({ Type: 'Resource', ResourceChange }));
}

function changeOf(
  account: Account, stack: StackState, model: StackModel, resource: ModelResource, fates: ReadonlyMap<string, Fate>,
): { fate: Fate; change?: JsonObject } {
  const { logicalId, type } = resource;
  const current = Object.hasOwn(stack.resources, logicalId) ? stack.resources[logicalId] : undefined;
  if (current?.physicalId === undefined) {
    return { fate: 'new', change: { Action: 'Add', LogicalResourceId: logicalId, ResourceType: type, Scope: [], Details: [] } };
  }
  const createOnly = isCustom(type) ? [] : account.resourceTypes.get(type)?.createOnly ?? [];
  const properties = expected(stack, model, logicalId, fates);
  const details = [...new Set([...Object.keys(properties), ...Object.keys(current.properties)])].flatMap((name) => {
    if (isSame(properties[name], current.properties[name])) return [];
    const uncertain = JSON.stringify(properties[name] ?? null).includes(MAYBE);
    return [{ name, uncertain, recreation: createOnly.includes(name) ? uncertain ? 'Conditionally' : 'Always' : 'Never' }];
  });
  const attributes = (['DeletionPolicy', 'UpdateReplacePolicy'] as const).filter((name) =>
    (name === 'DeletionPolicy' ? current.deletionPolicy !== resource.deletionPolicy : current.updateReplacePolicy !== resource.updateReplacePolicy));
  if (details.length === 0 && attributes.length === 0) return { fate: 'same' };
  const replacement = details.some(({ recreation }) => recreation === 'Always') ? 'True'
    : details.some(({ recreation }) => recreation === 'Conditionally') ? 'Conditional' : 'False';
  const fate = replacement === 'True' ? 'replaced' : details.length > 0 ? 'changed' : 'same';
  return {
    fate,
    change: {
      Action: 'Modify',
      LogicalResourceId: logicalId,
      PhysicalResourceId: current.physicalId,
      ResourceType: type,
      Replacement: replacement,
      ...replacement === 'True' && { PolicyAction: resource.updateReplacePolicy === 'Retain' ? 'ReplaceAndRetain' : 'ReplaceAndDelete' },
      Scope: [...new Set([...details.map(({ name }) => name === 'Tags' ? 'Tags' : 'Properties'), ...attributes])],
      Details: [
        ...details.map(({ name, uncertain, recreation }) => ({
          Target: { Attribute: name === 'Tags' ? 'Tags' : 'Properties', ...name !== 'Tags' && { Name: name }, RequiresRecreation: recreation },
          Evaluation: uncertain ? 'Dynamic' : 'Static',
          ChangeSource: uncertain ? 'ResourceAttribute' : 'DirectModification',
        })),
        ...attributes.map((name) => ({
          Target: { Attribute: name, RequiresRecreation: 'Never' }, Evaluation: 'Static', ChangeSource: 'DirectModification',
        })),
      ],
    },
  };
}

/** A resource's properties as far as they can be told beforehand. */
function expected(stack: StackState, model: StackModel, logicalId: string, fates: ReadonlyMap<string, Fate>): JsonObject {
  const deployed = deployedResources(stack);
  const fateOf = (name: string) => fates.get(name) ?? 'same';
  return toJsonObject(model.properties(logicalId, {
    ref: (name) => ['new', 'replaced'].includes(fateOf(name)) ? UNKNOWN : deployed.ref(name),
    attribute: (name, attribute) => {
      if (['new', 'replaced'].includes(fateOf(name))) return UNKNOWN;
      return fateOf(name) === 'changed' ? MAYBE : deployed.attribute(name, attribute);
    },
  }));
}

function removal(resource: ResourceState): JsonObject {
  return {
    Action: 'Remove',
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId ?? '',
    ResourceType: resource.type,
    PolicyAction: retainedOnDelete(resource) ? 'Retain' : 'Delete',
    Scope: [],
    Details: [],
  };
}

/** Each resource after those that it refers to. */
function inOrder(model: StackModel): Set<ModelResource> {
  const ordered = new Set<ModelResource>();
  const visit = (resource: ModelResource) => {
    for (const name of resource.dependsOn) {
      const other = model.resources.get(name);
      if (other && !ordered.has(other)) visit(other);
    }
    ordered.add(resource);
  };
  for (const resource of model.resources.values()) visit(resource);
  return ordered;
}
