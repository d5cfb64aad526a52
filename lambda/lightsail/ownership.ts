import { OWNERSHIP_TAG_PREFIX, OwnershipTag } from '../../src/provider/ownership-contract';

export type Tags = Readonly<Record<string, string>>;

/** The request that makes something, as its tags will name it. */
export interface Owner {
  readonly stackId: string;
  readonly logicalId: string;
  readonly requestId: string;
}

export function ownershipTags(owner: Owner, trigger: string, replaces?: string): Tags {
  return {
    [OwnershipTag.STACK]: owner.stackId,
    [OwnershipTag.RESOURCE]: owner.logicalId,
    [OwnershipTag.REQUEST]: owner.requestId,
    [OwnershipTag.TRIGGER]: trigger,
    ...(replaces === undefined ? {} : { [OwnershipTag.REPLACES]: replaces }),
  };
}

/** Made by this resource of this stack, in any request. */
export function isOwnedByResource(tags: Tags, owner: Pick<Owner, 'stackId' | 'logicalId'>): boolean {
  return tags[OwnershipTag.STACK] === owner.stackId && tags[OwnershipTag.RESOURCE] === owner.logicalId;
}

/** Made by this very request: an earlier call of it took effect. */
export function isOwnedByRequest(tags: Tags, owner: Owner): boolean {
  return isOwnedByResource(tags, owner) && tags[OwnershipTag.REQUEST] === owner.requestId;
}

export interface TagChanges {
  readonly set: Tags;
  readonly remove: readonly string[];
}

/**
 * What brings the user's tags in line. Tags that neither template has (set by hand, by a billing tool) are not touched, and
 * so are the library's own.
 */
export function tagChanges(present: Tags, old: Tags, wanted: Tags): TagChanges {
  return {
    set: Object.fromEntries(Object.entries(wanted).filter(([key, value]) => present[key] !== value)),
    remove: Object.keys(old).filter((key) => !key.startsWith(OWNERSHIP_TAG_PREFIX) && !Object.hasOwn(wanted, key) && Object.hasOwn(present, key)),
  };
}
