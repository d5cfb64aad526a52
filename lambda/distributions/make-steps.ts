import { desiredSettings } from './desired-settings';
import type { NewDistribution } from './distribution-api';
import type { DistributionMemo } from './distribution-memo';
import type { DeclaredDistribution } from './distribution-properties';
import type { DistributionServices } from './services';
import { waitForDeployment, waitUntilDeployed } from './waiting';
import { ADOPTED_TAG } from '../../src/distributions/distribution-contract';
import type { ResourceRequest } from '../cloudformation/resource-handler';
import { mayBeLate, standingOf } from '../cloudformation/still-wanted';
import { abandon, again, type Moment, next, type Outcome, RequestError, type Step } from '../engine/plan';
import { classify } from '../lightsail/errors';
import { isOwnedByRequest, isOwnedByResource, ownershipTags } from '../lightsail/ownership';

export interface MakeProps {
  readonly request: ResourceRequest<DeclaredDistribution>;
  readonly services: DistributionServices;
}

/** How often a name that is taken, by something that can't be seen, is looked up again. */
const NAME_LOOKUPS = 3;
/** A distribution has no trigger that would make a new one. */
const NO_TRIGGER = 'none';

/** The steps that make a distribution, or take one over: one of them, or neither, by the memo's mode. */
export function makeSteps({ request, services }: MakeProps): Array<Step<DistributionMemo>> {
  const { properties: declared } = request;
  const { distributions, stacks, tagging } = services;

  /** The request may be an old one that Lambda delivers late or twice: nothing is made that the stack does not want. */
  async function standing(memo: DistributionMemo, moment: Moment): Promise<Outcome | undefined> {
    if (!mayBeLate(request, moment.requestAge)) return undefined;
    const found = await standingOf(request, memo.target, stacks);
    if (found === 'wanted') return undefined;
    memo.settled = found === 'settled';
    return abandon(memo.settled ? 'the stack has had the answer' : 'the stack gave the request up');
  }

  /** The same while nothing depends on the answer: if CloudFormation can't be asked, the work goes on. */
  async function standingIfKnown(memo: DistributionMemo, moment: Moment): Promise<Outcome | undefined> {
    try {
      return await standing(memo, moment);
    } catch (error) {
      const { code, message } = classify(error);
      request.log({ decision: 'go-on-unasked', error: `${code}: ${message}` });
      return undefined;
    }
  }

  async function create(memo: DistributionMemo, moment: Moment): Promise<Outcome> {
    if (memo.mode !== 'create') return next();
    const unwanted = await standing(memo, moment);
    if (unwanted) return unwanted;
    memo.attempted = true;
    try {
      memo.operationId = (await distributions.create(newDistribution(memo.target)))?.id;
      memo.made = true;
      memo.underWay = true;
      return next(waitForDeployment(memo.target, 'started'));
    } catch (error) {
      if (classify(error).type !== 'name-in-use') throw error;
      return meet(memo, moment);
    }
  }

  function newDistribution(name: string): NewDistribution {
    const { certificateName, isEnabled: _, ...desired } = desiredSettings(declared, undefined);
    const replaces = request.type === 'Update' ? request.physicalId : undefined;
    return {
      ...desired,
      ipAddressType: desired.ipAddressType as NewDistribution['ipAddressType'],
      certificateName: certificateName ?? undefined,
      distributionName: name,
      subdomainName: declared.subdomainName,
      tags: { ...declared.tags, ...ownershipTags(request, NO_TRIGGER, replaces) },
    };
  }

  /** The name is taken: by our own distribution, if the answer to an earlier call was lost. */
  async function meet(memo: DistributionMemo, moment: Moment): Promise<Outcome> {
    const existing = await distributions.get(memo.target);
    if (existing && isOwnedByRequest(existing.tags, request)) {
      memo.made = true;
      memo.underWay = true;
      return next();
    }
    if (!existing && moment.attempt < NAME_LOOKUPS) return again({ pace: 'soon', until: `'${memo.target}' to show what it is`, seen: 'name in use' });
    memo.attempted = false;
    throw new RequestError(`${existing ? 'A distribution' : 'A Lightsail resource'} named '${memo.target}' exists already and was not made by this `
      + `${existing && isOwnedByResource(existing.tags, request) ? 'deployment' : 'resource'}; it was left as it is. Names are unique in us-east-1: choose another one, `
      + 'leave it out, or take the distribution over with adoptExisting.');
  }

  async function adopt(memo: DistributionMemo, moment: Moment): Promise<Outcome> {
    if (memo.mode !== 'adopt') return next();
    const unwanted = await standing(memo, moment);
    if (unwanted) return unwanted;
    memo.adopted = true;
    // The one call that touches what carries no tag of ours: all that follows is allowed by this tag.
    await tagging.set(memo.target, { ...ownershipTags(request, NO_TRIGGER), [ADOPTED_TAG]: 'true' });
    request.log({ decision: 'adopt', distribution: memo.target });
    return next();
  }

  async function waitUntilMade(memo: DistributionMemo, moment: Moment): Promise<Outcome> {
    if (memo.mode !== 'create') return next();
    return await standingIfKnown(memo, moment) ?? waitUntilDeployed(memo, moment, services);
  }

  return [
    { name: 'create-distribution', run: create },
    { name: 'adopt-distribution', run: adopt },
    { name: 'wait-until-made', run: waitUntilMade },
  ];
}
