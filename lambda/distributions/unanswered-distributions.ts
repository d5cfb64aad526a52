import type { DistributionDependencies } from './distribution-api';
import { isDeployed } from './wait-for-deployment';
import { ADOPTED_TAG } from '../../src/distributions/distribution-contract';
import type { ResourceRequest } from '../cloudformation/resource-handler';
import { type Creation, unansweredCreations } from '../cloudformation/unanswered-creations';

/**
 * The distributions of this resource that cancelled requests made, or adopted. One that is deploying may be an old one that was
 * changed.
 */
export async function unansweredDistributions(request: ResourceRequest<unknown>, dependencies: DistributionDependencies): Promise<Creation[]> {
  const found = await unansweredCreations(request, (await dependencies.distributions.list()).map(({ name, tags, settings, status }) => {
    const adoptedAt = tags[ADOPTED_TAG] as string | undefined;
    const createdAt = adoptedAt === undefined ? settings.createdAt : new Date(adoptedAt);
    return { name, tags, createdAt, isBeingMade: false, isDeployed: isDeployed({ status }) };
  }), dependencies);
  return found.map((creation) => ({ ...creation, isBeingMade: !creation.isDeployed }));
}
