import type { DistributionServices } from './services';
import { isDeployed } from './wait-for-deployment';
import { ADOPTED_TAG } from '../../src/distributions/distribution-contract';
import type { ResourceRequest } from '../cloudformation/resource-handler';
import { type Creation, unansweredCreations } from '../cloudformation/unanswered-creations';

/**
 * The distributions of this resource that cancelled requests made, or adopted. One that is deploying may be an old one that was
 * changed.
 */
export async function unansweredDistributions(request: ResourceRequest<unknown>, services: DistributionServices): Promise<Creation[]> {
  const found = await unansweredCreations(request, (await services.distributions.list()).map(({ name, tags, settings, status }) => {
    const adoptedAt = tags[ADOPTED_TAG] as string | undefined;
    const createdAt = adoptedAt === undefined ? settings.createdAt : new Date(adoptedAt);
    return { name, tags, createdAt, isBeingMade: false, isDeployed: isDeployed({ status }) };
  }), services);
  return found.map((creation) => ({ ...creation, isBeingMade: !creation.isDeployed }));
}
