import type {
  CreateDistributionRequest, LightsailDistribution, UpdateDistributionRequest,
} from '@aws-sdk/client-lightsail';
import type { Stacks } from '../aws/cloudformation';
import type { WaiterExecutions } from '../aws/step-functions';
import type { Operations, OperationStatus } from '../lightsail/operations';
import type { Tags } from '../lightsail/ownership';
import type { Tagging } from '../lightsail/tagging';

/** A distribution as Lightsail describes it. */
export interface Distribution {
  readonly name: string;
  readonly status: string;
  readonly tags: Tags;
  readonly settings: LightsailDistribution;
}

export interface CacheReset {
  /** Lightsail's word for it. */
  readonly status: string;
  readonly createdAt: number;
}

export interface Certificate {
  readonly status: string;
  readonly domainNames: readonly string[];
}

export type NewDistribution = Omit<CreateDistributionRequest, 'tags'> & { readonly tags: Tags };
export type DistributionChanges = Omit<UpdateDistributionRequest, 'distributionName'>;

/**
 * Lightsail's calls for distributions. Undefined is what is certainly not there; everything else that fails throws.
 * A change gives the operation that it starts.
 */
export interface DistributionApi {
  get(name: string): Promise<Distribution | undefined>;
  /** All pages. Lightsail leaves some settings out of the list. */
  list(): Promise<Distribution[]>;
  create(distribution: NewDistribution): Promise<OperationStatus | undefined>;
  update(name: string, changes: DistributionChanges): Promise<OperationStatus | undefined>;
  updateBundle(name: string, bundleId: string): Promise<OperationStatus | undefined>;
  setIpAddressType(name: string, type: string): Promise<OperationStatus | undefined>;
  resetCache(name: string): Promise<OperationStatus | undefined>;
  latestCacheReset(name: string): Promise<CacheReset | undefined>;
  delete(name: string): Promise<OperationStatus | undefined>;
  certificate(name: string): Promise<Certificate | undefined>;
}

/** What the plans of distributions call: all of Lightsail in us-east-1. */
export interface DistributionDependencies {
  readonly distributions: DistributionApi;
  readonly operations: Operations;
  readonly tagging: Tagging;
  readonly stacks: Stacks;
  readonly executions: WaiterExecutions;
}
