import { changeSteps } from './change-steps';
import { choose } from './choose-step';
import { compare } from './compare-step';
import type { DistributionDependencies } from './distribution-api';
import { attributesOfMissing } from './distribution-attributes';
import type { DistributionMemo } from './distribution-memo';
import type { DeclaredDistribution } from './distribution-properties';
import { makeSteps } from './make-steps';
import { letGo, removeSteps } from './remove-steps';
import { unansweredDistributions } from './unanswered-distributions';
import { ADOPTED_TAG } from '../../src/distributions/distribution-contract';
import { endCancelledReplacement } from '../cloudformation/cancelled-replacement';
import { generatedName } from '../cloudformation/generated-name';
import { nothingCreated } from '../cloudformation/physical-id';
import type { ResourcePlan, ResourceRequest } from '../cloudformation/resource-handler';
import { finish, type Moment, next, type Outcome, type Step } from '../engine/plan';
import { isOwnedByRequest } from '../lightsail/ownership';

/**
 * Makes a distribution, or brings one in line with its declaration:
 *
 * | property | changes |
 * |---|---|
 * | DistributionName | another distribution replaces the current one, if another name is given |
 * | IpAddressType, Origin, DefaultBehavior, Behaviors, CacheSettings, Enabled, DefaultRootObject, CustomErrorResponses, Waf | in place |
 * | BundleId | in place; refused while Lightsail does not allow it |
 * | CertificateName, MinimumTlsVersion | in place, in one call |
 * | DomainNames | checked against the certificate |
 * | SubdomainName | refused |
 * | Tags | in place |
 * | ResetCacheOn | resets the cache |
 * | AdoptExisting, DeleteAdopted, WaitForCacheReset, TimeoutSeconds | nothing |
 *
 * Each step compares the distribution with the declaration, so a rollback is an update like any other.
 */
export function makePlan(request: ResourceRequest<DeclaredDistribution>, dependencies: DistributionDependencies): ResourcePlan<DistributionMemo> {
  const { properties: declared } = request;
  const name = declared.name ?? generatedName(request.stackId, request.logicalId, request.requestId);

  async function endReplacement({ rollingBack, target }: DistributionMemo, moment: Moment): Promise<Outcome> {
    if (!rollingBack) return next();
    return await endCancelledReplacement({
      request,
      current: target,
      kind: 'distribution',
      find: async () => (await unansweredDistributions(request, dependencies)).filter(({ tags }) => !(ADOPTED_TAG in tags)),
      remove: async (left) => dependencies.distributions.delete(left),
    }, moment) ?? next();
  }

  const subject = request.type === 'Update' ? request.physicalId : name;
  return {
    subject: `the distribution '${subject}'`,
    memo: { target: name, mode: 'create', todo: [] },
    steps: [
      { name: 'choose-distribution', run: async (memo) => choose(memo, request, dependencies) },
      { name: 'end-cancelled-replacement', run: async (memo, moment) => endReplacement(memo, moment) },
      { name: 'compare', run: async (memo) => compare(memo, request, dependencies) },
      ...makeSteps({ request, dependencies }),
      ...changeSteps({ request, dependencies }),
    ],
    onFailure: request.type === 'Update' ? undoSteps(request, dependencies) : [findWhatWasMade(request, dependencies)],
    onCancelled: undoSteps(request, dependencies),
    success: (memo) => ({ physicalId: memo.target, attributes: { ...memo.attributes ?? attributesOfMissing(memo.target) } }),
    failedCreationId: (memo) => {
      if (memo.made) return memo.target;
      // Where it could not be found out: a generated name is certainly ours, a given one may be another's.
      return memo.mode !== 'create' || memo.nothingMade || declared.name !== undefined ? nothingCreated(request.requestId) : memo.target;
    },
  };
}

/** After a failed creation: what was made, the Delete that follows removes; what was taken over is let go. */
function findWhatWasMade(request: ResourceRequest<DeclaredDistribution>, dependencies: DistributionDependencies): Step<DistributionMemo> {
  return {
    name: 'find-what-was-made',
    run: async (memo) => {
      if (memo.made) return next();
      // After a lost answer or a crash it is not known whether it exists.
      const existing = memo.attempted || memo.adopted ? await dependencies.distributions.get(memo.target) : undefined;
      const ours = existing && isOwnedByRequest(existing.tags, request) ? existing : undefined;
      if (memo.adopted && ours) await letGo(ours, dependencies, request.log);
      memo.made = ours !== undefined && !memo.adopted;
      memo.nothingMade = !memo.made;
      return next();
    },
  };
}

/** Removes what this request made, where nothing else will: a replacement that failed, or what a cancelled request made. */
function undoSteps(request: ResourceRequest<DeclaredDistribution>, dependencies: DistributionDependencies): Array<Step<DistributionMemo>> {
  return [
    {
      name: 'check-what-was-made',
      run: async (memo) => {
        if (memo.mode === 'change') return finish();
        if (!memo.adopted) return memo.attempted ? next() : finish();
        const existing = await dependencies.distributions.get(memo.target);
        if (existing && isOwnedByRequest(existing.tags, request)) await letGo(existing, dependencies, request.log);
        return finish();
      },
    },
    ...removeSteps<DistributionMemo>({
      dependencies, log: request.log, targets: (memo) => [memo.target], isOurs: (tags) => isOwnedByRequest(tags, request),
    }),
  ];
}
