import type { DeclaredDistribution } from './distribution-properties';
import { letGo, type RemoveMemo, removeSteps } from './remove-steps';
import type { DistributionServices } from './services';
import { ADOPTED_TAG } from '../../src/distributions/distribution-contract';
import { mayBeMadeUp } from '../cloudformation/physical-id';
import type { ResourcePlan, ResourceRequest } from '../cloudformation/resource-handler';
import { isRollingBack, mayBeLate, standingOf } from '../cloudformation/still-wanted';
import { abandon, finish, type Moment, next, type Outcome } from '../engine/plan';
import { isOwnedByResource, type Tags } from '../lightsail/ownership';

interface DeleteMemo extends RemoveMemo {
  targets: string[];
}

/** A Create is waited for no longer than this; what is older was made by another one. */
const LONGEST_CREATE_MILLISECONDS = 3_600_000;

/** Removes a distribution that this resource made, and lets go of one that it took over. What is not ours stays. */
export function deletePlan(request: ResourceRequest<DeclaredDistribution>, services: DistributionServices): ResourcePlan<DeleteMemo> {
  const { physicalId = '', properties: { deleteAdopted }, log } = request;
  const { distributions, stacks } = services;
  const isOurs = (tags: Tags) => isOwnedByResource(tags, request);

  async function find(memo: DeleteMemo, moment: Moment): Promise<Outcome> {
    if (mayBeLate(request, moment.requestAge) && await standingOf(request, physicalId, stacks) === 'settled') {
      return abandon('the stack has this distribution in use: an old event');
    }
    const distribution = await distributions.get(physicalId);
    if (!distribution) return mayBeMadeUp(physicalId) ? findCancelled(memo, moment) : finish();
    if (!isOurs(distribution.tags)) {
      log({ decision: 'leave-what-is-not-ours', distribution: physicalId });
      return finish();
    }
    if (distribution.tags[ADOPTED_TAG] !== undefined && await isToBeLetGo()) {
      await letGo(distribution, services, log);
      return finish();
    }
    memo.targets = [physicalId];
    return next();
  }

  /** A deployment that failed never deletes what was there before it, whatever was asked for. */
  async function isToBeLetGo(): Promise<boolean> {
    return !deleteAdopted || isRollingBack(await stacks.stackStatus(request.stackId));
  }

  /** A Create that was cancelled before it named its distribution. Older ones are kept from an earlier life of the resource. */
  async function findCancelled(memo: DeleteMemo, moment: Moment): Promise<Outcome> {
    const begun = (await distributions.list()).filter(({ tags, settings }) => isOurs(tags) && tags[ADOPTED_TAG] === undefined
      && (settings.createdAt?.getTime() ?? 0) > moment.now - LONGEST_CREATE_MILLISECONDS);
    memo.targets = begun.map(({ name }) => name);
    log({ decision: 'search-for-a-cancelled-creation', found: memo.targets.length });
    return memo.targets.length > 0 ? next() : finish();
  }

  return {
    subject: `the distribution '${physicalId}'`,
    memo: { targets: [] },
    steps: [
      { name: 'find-distribution', run: find },
      ...removeSteps<DeleteMemo>({ services, log, targets: (memo) => memo.targets, isOurs }),
    ],
    onFailure: [],
    onAbandon: [],
    success: () => ({ physicalId, attributes: {} }),
    failedCreationId: () => physicalId,
  };
}
