import type { DistributionDependencies } from './distribution-api';
import type { DeclaredDistribution } from './distribution-properties';
import { letGo, type RemoveMemo, removeSteps } from './remove-steps';
import { unansweredDistributions } from './unanswered-distributions';
import { ADOPTED_TAG } from '../../src/distributions/distribution-contract';
import { isOrdinaryDeletion } from '../cloudformation/earlier-deployment';
import { isMadeSince } from '../cloudformation/made-since';
import type { ResourcePlan, ResourceRequest } from '../cloudformation/resource-handler';
import { unlessUnknown } from '../cloudformation/unless-unknown';
import { finish, next, type Outcome } from '../engine/plan';
import { isOwnedByResource, type Tags } from '../lightsail/ownership';

interface DeleteMemo extends RemoveMemo {
  targets: string[];
}

/** Removes a distribution that this resource made, and lets go of one that it took over. What is not ours stays. */
export function deletePlan(request: ResourceRequest<DeclaredDistribution>, dependencies: DistributionDependencies): ResourcePlan<DeleteMemo> {
  const { physicalId = '', properties: { deleteAdopted }, log } = request;
  const { distributions, stacks } = dependencies;
  const isOurs = (tags: Tags) => isOwnedByResource(tags, request);

  async function find(memo: DeleteMemo): Promise<Outcome> {
    const distribution = await distributions.get(physicalId);
    if (distribution && (!isOurs(distribution.tags) || isMadeSince(request, distribution.settings.createdAt))) {
      log({ decision: 'leave-what-is-not-ours', distribution: physicalId });
      return finish();
    }
    if (distribution && isAdopted(distribution) && await isToBeLetGo()) {
      await letGo(distribution, dependencies, log);
      return finish();
    }
    memo.targets = [physicalId];
    if (distribution) return next();
    // CloudFormation makes an id up for a Create that it cancelled before the answer named the distribution.
    const unanswered = await unansweredDistributions(request, dependencies);
    for (const { name, tags } of unanswered.filter(isAdopted)) await letGo({ name, tags }, dependencies, log);
    memo.targets = unanswered.filter((made) => !isAdopted(made)).map(({ name }) => name);
    return memo.targets.length > 0 ? next() : finish();
  }

  /** What was there before is deleted only if that was asked for, and if this certainly is no rollback. */
  async function isToBeLetGo(): Promise<boolean> {
    return !deleteAdopted || !isOrdinaryDeletion(await unlessUnknown(log, async () => stacks.stack(request.stackId)));
  }

  return {
    subject: `the distribution '${physicalId}'`,
    memo: { targets: [] },
    steps: [
      { name: 'find-distribution', run: find },
      ...removeSteps<DeleteMemo>({ dependencies, log, targets: (memo) => memo.targets, isOurs }),
    ],
    onFailure: [],
    success: () => ({ physicalId, attributes: {} }),
    failedCreationId: () => physicalId,
  };
}

function isAdopted({ tags }: { readonly tags: Tags }): boolean {
  return ADOPTED_TAG in tags;
}
