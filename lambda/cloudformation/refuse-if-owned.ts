import { OWNERSHIP_TAG_PREFIX, OwnershipTag } from '../../src/provider/ownership-contract';
import { RequestError } from '../engine/plan';
import type { Tags } from '../lightsail/ownership';

/** What a stack owns is never adopted. */
export function refuseIfOwned(what: string, tags: Tags): void {
  const owner = tags[OwnershipTag.STACK];
  if (owner === undefined) return;
  throw new RequestError(`The ${what} belongs to the stack ${owner} (resource ${tags[OwnershipTag.RESOURCE]}); it was left as it is. If that stack no longer exists, remove `
    + `the tags ${OWNERSHIP_TAG_PREFIX}… and deploy again with adoptExisting.`);
}
