import { desiredSettings } from './desired-settings';
import type { Distribution, DistributionDependencies, NewDistribution } from './distribution-api';
import type { DistributionMemo } from './distribution-memo';
import type { DeclaredDistribution } from './distribution-properties';
import { waitForDeployment, waitUntilDeployed } from './wait-for-deployment';
import { ADOPTED_TAG } from '../../src/distributions/distribution-contract';
import { refuseIfOwned } from '../cloudformation/refuse-if-owned';
import type { ResourceRequest } from '../cloudformation/resource-handler';
import { create } from '../engine/creation';
import { type Moment, next, type Outcome, RequestError, type Step } from '../engine/plan';
import { classify } from '../lightsail/errors';
import { isOwnedByRequest, isOwnedByResource, ownershipTags } from '../lightsail/ownership';

export interface MakeProps {
  readonly request: ResourceRequest<DeclaredDistribution>;
  readonly dependencies: DistributionDependencies;
}

/** A distribution has no trigger that would make a new one. */
const NO_TRIGGER = 'none';

/** The steps that make a distribution, or take one over: one of them, or neither, by the memo's mode. */
export function makeSteps({ request, dependencies }: MakeProps): Array<Step<DistributionMemo>> {
  const { properties: declared } = request;
  const { distributions, tagging } = dependencies;

  async function make(memo: DistributionMemo, moment: Moment): Promise<Outcome> {
    if (memo.mode !== 'create') return next();
    const { target } = memo;
    const outcome = await create<Distribution>(memo, moment, {
      name: target,
      create: async () => {
        const operation = await distributions.create(newDistribution(target));
        // The one operation that is started is this distribution's.
        return operation ? [{ ...operation, resourceName: target }] : [];
      },
      get: async () => distributions.get(target),
      isOurs: ({ tags }) => isOwnedByRequest(tags, request),
      waitForName: () => ({ pace: 'soon', until: `'${target}' to show what it is`, seen: 'name in use' }),
      waitForResult: () => waitForDeployment(target, 'started'),
      nameTaken: (existing) => nameTaken(target, existing),
    });
    if (memo.made) memo.underWay = true;
    return outcome;
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

  function nameTaken(name: string, existing: Distribution | undefined): RequestError {
    return new RequestError(`${existing ? 'A distribution' : 'A Lightsail resource'} named '${name}' exists already and was not made by this `
      + `${existing && isOwnedByResource(existing.tags, request) ? 'deployment' : 'resource'}; it was left as it is. Names are unique in us-east-1: choose another one, `
      + 'leave it out, or adopt the distribution with adoptExisting.');
  }

  async function adopt(memo: DistributionMemo, { now }: Moment): Promise<Outcome> {
    const { target } = memo;
    const mark = { [ADOPTED_TAG]: new Date(now).toISOString() };
    if (memo.wasThereBefore) await tagging.set(target, mark);
    if (memo.mode !== 'adopt') return next();
    memo.adopted = true;
    try {
      // The one call that touches what carries no tag of ours: all that follows is allowed by this tag.
      await tagging.set(target, { ...ownershipTags(request, NO_TRIGGER), ...mark });
    } catch (error) {
      // Only what no stack owns may be tagged: an earlier go, or a copy of this event, may have done it.
      const actual = classify(error).type === 'denied' ? await distributions.get(target) : undefined;
      if (!actual || !isOwnedByRequest(actual.tags, request)) {
        refuseIfOwned(`distribution '${target}'`, actual?.tags ?? {});
        throw error;
      }
    }
    request.log({ decision: 'adopt', distribution: target });
    return next();
  }

  return [
    { name: 'create-distribution', run: make },
    { name: 'adopt-distribution', run: adopt },
    {
      name: 'wait-until-made',
      run: async (memo, moment) => (memo.mode === 'create' ? waitUntilDeployed(memo, moment, dependencies) : next()),
    },
  ];
}
