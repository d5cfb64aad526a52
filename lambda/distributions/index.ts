import { CacheResetHandler } from './cache-reset-handler';
import type { DistributionDependencies } from './distribution-api';
import { DistributionHandler } from './distribution-handler';
import { LightsailDistributions } from './lightsail-distributions';
import { DISTRIBUTION_REGION } from '../../src/distributions/distribution-contract';
import type { Stacks } from '../aws/cloudformation';
import type { WaiterExecutions } from '../aws/step-functions';
import type { AnyResourceHandler } from '../cloudformation/resource-handler';
import type { LightsailClients } from '../lightsail/client';
import { LightsailOperations } from '../lightsail/operations';
import { LightsailTagging } from '../lightsail/tagging';

interface Cloud {
  readonly stacks: Stacks;
  readonly executions: WaiterExecutions;
}

/** The handlers of the family, with Lightsail in us-east-1 behind them, wherever the function runs. */
export function distributionHandlers(clientsOf: (region: string) => LightsailClients, cloud: Cloud): AnyResourceHandler[] {
  let dependencies: DistributionDependencies | undefined;
  // Made when it is needed: a stack without distributions does not pay for a client of another region.
  const dependenciesWhenNeeded = () => dependencies ??= distributionDependencies(clientsOf(DISTRIBUTION_REGION), cloud);
  return [new DistributionHandler(dependenciesWhenNeeded), new CacheResetHandler(dependenciesWhenNeeded)];
}

function distributionDependencies(client: LightsailClients, cloud: Cloud): DistributionDependencies {
  return {
    distributions: new LightsailDistributions(client),
    operations: new LightsailOperations(client),
    tagging: new LightsailTagging(client),
    ...cloud,
  };
}
