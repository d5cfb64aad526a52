import type { LightsailClient } from '@aws-sdk/client-lightsail';
import { CacheResetHandler } from './cache-reset-handler';
import { DistributionHandler } from './distribution-handler';
import { LightsailDistributions } from './lightsail-distributions';
import type { DistributionServices } from './services';
import { DISTRIBUTION_REGION } from '../../src/distributions/distribution-contract';
import type { Stacks } from '../aws/cloudformation';
import type { AnyResourceHandler } from '../cloudformation/resource-handler';
import { LightsailOperations } from '../lightsail/operations';
import { LightsailTagging } from '../lightsail/tagging';

/** The handlers of the family, with Lightsail in us-east-1 behind them, wherever the function runs. */
export function distributionHandlers(clientOf: (region: string) => LightsailClient, stacks: Stacks): AnyResourceHandler[] {
  let services: DistributionServices | undefined;
  // Made when it is needed: a stack without distributions does not pay for a client of another region.
  const servicesWhenNeeded = () => services ??= distributionServices(clientOf(DISTRIBUTION_REGION), stacks);
  return [new DistributionHandler(servicesWhenNeeded), new CacheResetHandler(servicesWhenNeeded)];
}

function distributionServices(client: LightsailClient, stacks: Stacks): DistributionServices {
  return {
    distributions: new LightsailDistributions(client),
    operations: new LightsailOperations(client),
    tagging: new LightsailTagging(client),
    stacks,
  };
}
