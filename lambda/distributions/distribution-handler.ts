import { deletePlan } from './delete-plan';
import type { DistributionDependencies } from './distribution-api';
import { decodeDistribution, type DeclaredDistribution } from './distribution-properties';
import { makePlan } from './make-plan';
import { DistributionResourceType } from '../../src/distributions/distribution-contract';
import type { Properties } from '../cloudformation/properties';
import type { ResourceHandler, ResourcePlan, ResourceRequest } from '../cloudformation/resource-handler';

/** Distribution: made, taken over, changed, removed. */
export class DistributionHandler implements ResourceHandler<DeclaredDistribution, unknown> {
  readonly resourceType = DistributionResourceType.DISTRIBUTION;

  constructor(private readonly dependencies: () => DistributionDependencies) {}

  decode(properties: Properties): DeclaredDistribution {
    return decodeDistribution(properties);
  }

  timeoutSeconds({ timeoutSeconds }: DeclaredDistribution): number {
    return timeoutSeconds;
  }

  plan(request: ResourceRequest<DeclaredDistribution>): ResourcePlan<unknown> {
    return request.type === 'Delete' ? deletePlan(request, this.dependencies()) : makePlan(request, this.dependencies());
  }
}
