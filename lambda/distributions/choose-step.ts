import type { DistributionDependencies } from './distribution-api';
import type { DistributionMemo } from './distribution-memo';
import type { DeclaredDistribution } from './distribution-properties';
import { ADOPTED_TAG } from '../../src/distributions/distribution-contract';
import { OwnershipTag } from '../../src/provider/ownership-contract';
import { isRollingBack } from '../aws/cloudformation';
import { isOfEarlierDeployment } from '../cloudformation/earlier-deployment';
import { refuseIfOwned } from '../cloudformation/refuse-if-owned';
import type { ResourceRequest } from '../cloudformation/resource-handler';
import { unlessUnknown } from '../cloudformation/unless-unknown';
import { next, type Outcome } from '../engine/plan';
import { isOwnedByRequest, isOwnedByResource } from '../lightsail/ownership';

type Request = ResourceRequest<DeclaredDistribution>;

/** Which distribution the request is about: one to make, one to take over, or one to change. */
export async function choose(memo: DistributionMemo, request: Request, dependencies: DistributionDependencies): Promise<Outcome> {
  return request.type === 'Update' ? chooseForUpdate(memo, request, dependencies) : chooseForCreate(memo, request, dependencies);
}

async function chooseForCreate(memo: DistributionMemo, request: Request, { distributions, stacks }: DistributionDependencies): Promise<Outcome> {
  const existing = request.properties.adoptExisting ? await distributions.get(memo.target) : undefined;
  if (!existing) return next();
  if (isOwnedByResource(existing.tags, request)) {
    const adopted = existing.tags[ADOPTED_TAG] !== undefined;
    const byThisRequest = isOwnedByRequest(existing.tags, request);
    memo.adopted = adopted && byThisRequest;
    memo.wasThereBefore = !adopted && await isOfEarlierDeployment(request, memo.target, existing.tags, stacks);
    // One that this request made meets itself when it is made again.
    memo.mode = byThisRequest && !adopted ? 'create' : 'change';
    return next();
  }
  refuseIfOwned(`distribution '${memo.target}'`, existing.tags);
  memo.mode = 'adopt';
  return next();
}

async function chooseForUpdate(memo: DistributionMemo, request: Request, dependencies: DistributionDependencies): Promise<Outcome> {
  const { properties: { name }, oldProperties: before, physicalId: current = '' } = request;
  const { distributions, stacks } = dependencies;
  memo.rollingBack = isRollingBack((await unlessUnknown(request.log, async () => stacks.stack(request.stackId)))?.status);
  memo.target = current;
  memo.mode = 'change';
  if (name === current) return next();
  if (name !== undefined) {
    const former = await distributions.get(name);
    memo.target = name;
    // The rollback of a replacement finds the one that was replaced.
    memo.mode = former && isOwnedByResource(former.tags, request) && !isOwnedByRequest(former.tags, request) ? 'change' : 'create';
    memo.wasThereBefore = former && !memo.rollingBack && former.tags[ADOPTED_TAG] === undefined
      && await isOfEarlierDeployment(request, name, former.tags, stacks);
    return next();
  }
  // Leaving the name out changes nothing, unless it goes back to a generated one that is still there.
  if (!memo.rollingBack || before?.name !== current) return next();
  const replaced = (await distributions.get(current))?.tags[OwnershipTag.REPLACES];
  const former = replaced === undefined ? undefined : await distributions.get(replaced);
  if (former && isOwnedByResource(former.tags, request)) memo.target = former.name;
  return next();
}
