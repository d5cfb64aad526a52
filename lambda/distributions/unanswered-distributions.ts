import type { DistributionServices } from './services';
import { isDeployed } from './wait-for-deployment';
import { ADOPTED_TAG } from '../../src/distributions/distribution-contract';
import type { ResourceRequest } from '../cloudformation/resource-handler';
import { type Creation, unansweredCreations } from '../cloudformation/unanswered-creations';

/** The distributions of this resource that cancelled requests made. One that is deploying may be an old one that was changed. */
export async function unansweredDistributions(request: ResourceRequest<unknown>, services: DistributionServices): Promise<Creation[]> {
  const made = (await services.distributions.list()).filter(({ tags }) => tags[ADOPTED_TAG] === undefined);
  const found = await unansweredCreations(request, made.map(({ name, tags, settings, status }) => (
    { name, tags, createdAt: settings.createdAt, isBeingMade: false, isDeployed: isDeployed({ status }) }
  )), services);
  return found.map((creation) => ({ ...creation, isBeingMade: !creation.isDeployed }));
}
