import type { DistributionApi } from './distribution-api';
import type { Stacks } from '../aws/cloudformation';
import type { WaiterExecutions } from '../aws/step-functions';
import type { Operations } from '../lightsail/operations';
import type { Tagging } from '../lightsail/tagging';

/** What the plans of distributions call: all of Lightsail in us-east-1. */
export interface DistributionServices {
  readonly distributions: DistributionApi;
  readonly operations: Operations;
  readonly tagging: Tagging;
  readonly stacks: Stacks;
  readonly executions: WaiterExecutions;
}
