import type { DeclaredDistribution } from './distribution-properties';
import { letGo, type RemoveMemo, removeSteps } from './remove-steps';
import type { DistributionServices } from './services';
import { unansweredDistributions } from './unanswered-distributions';
import { ADOPTED_TAG } from '../../src/distributions/distribution-contract';
import { isRollingBack } from '../aws/cloudformation';
import type { ResourcePlan, ResourceRequest } from '../cloudformation/resource-handler';
import { finish, next, type Outcome } from '../engine/plan';
import { isOwnedByResource, type Tags } from '../lightsail/ownership';

interface DeleteMemo extends RemoveMemo {
  targets: string[];
}

/** Removes a distribution that this resource made, and lets go of one that it took over. What is not ours stays. */
export function deletePlan(request: ResourceRequest<DeclaredDistribution>, services: DistributionServices): ResourcePlan<DeleteMemo> {
  const { physicalId = '', properties: { deleteAdopted }, log } = request;
  const { distributions, stacks } = services;
  const isOurs = (tags: Tags) => isOwnedByResource(tags, request);

  async function find(memo: DeleteMemo): Promise<Outcome> {
    const distribution = await distributions.get(physicalId);
    if (distribution && !isOurs(distribution.tags)) {
      log({ decision: 'leave-what-is-not-ours', distribution: physicalId });
      return finish();
    }
    if (distribution?.tags[ADOPTED_TAG] !== undefined && await isToBeLetGo()) {
      await letGo(distribution, services, log);
      return finish();
    }
    // CloudFormation makes an id up for a Create that it cancelled before the answer named the distribution.
    memo.targets = distribution ? [physicalId] : (await unansweredDistributions(request, services)).map(({ name }) => name);
    return memo.targets.length > 0 ? next() : finish();
  }

  /** A deployment that failed never deletes what was there before it, whatever was asked for. */
  async function isToBeLetGo(): Promise<boolean> {
    return !deleteAdopted || isRollingBack((await stacks.stack(request.stackId))?.status);
  }

  return {
    subject: `the distribution '${physicalId}'`,
    memo: { targets: [] },
    steps: [
      { name: 'find-distribution', run: find },
      ...removeSteps<DeleteMemo>({ services, log, targets: (memo) => memo.targets, isOurs }),
    ],
    onFailure: [],
    success: () => ({ physicalId, attributes: {} }),
    failedCreationId: () => physicalId,
  };
}
