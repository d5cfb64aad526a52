import { type CacheResetMemo, cacheResetStep, waitForCacheReset } from './cache-reset-steps';
import type { DistributionDependencies } from './distribution-api';
import { checkedName } from './distribution-properties';
import { type CacheResetProperties, DistributionResourceType } from '../../src/distributions/distribution-contract';
import type { Properties } from '../cloudformation/properties';
import type { ResourceHandler, ResourcePlan, ResourceRequest } from '../cloudformation/resource-handler';
import { next } from '../engine/plan';

export interface DeclaredCacheReset {
  readonly distributionName: string;
  readonly resetCacheOn: string;
  readonly wait: boolean;
  readonly timeoutSeconds: number;
}

type Name = keyof CacheResetProperties;

/** DistributionCacheReset: a reset of the cache of a distribution that something else manages. */
export class CacheResetHandler implements ResourceHandler<DeclaredCacheReset, CacheResetMemo> {
  readonly resourceType = DistributionResourceType.CACHE_RESET;

  constructor(private readonly dependencies: () => DistributionDependencies) {}

  decode(properties: Properties): DeclaredCacheReset {
    return {
      distributionName: checkedName('DistributionName', properties.text('DistributionName' satisfies Name)),
      resetCacheOn: properties.text('ResetCacheOn' satisfies Name),
      wait: properties.optionalFlag('WaitForCacheReset' satisfies Name) ?? true,
      timeoutSeconds: properties.timeoutSeconds(3300),
    };
  }

  timeoutSeconds({ timeoutSeconds }: DeclaredCacheReset): number {
    return timeoutSeconds;
  }

  /** Nothing is left behind by a reset, so there is nothing to undo, and nothing to delete. */
  plan(request: ResourceRequest<DeclaredCacheReset>): ResourcePlan<CacheResetMemo> {
    const { properties: { distributionName, wait }, logicalId, physicalId = `${logicalId}-cache-reset` } = request;
    const props = { name: () => distributionName, dependencies: this.dependencies() };
    return {
      subject: `the cache of the distribution '${distributionName}'`,
      memo: {},
      steps: isDue(request) ? [
        { name: 'reset-cache', run: async (memo, moment) => cacheResetStep(memo, moment, props) },
        { name: 'wait-for-cache-reset', run: async (memo, moment) => (wait ? waitForCacheReset(memo, moment, props) : next()) },
      ] : [],
      onFailure: [],
      success: () => ({ physicalId, attributes: {} }),
      failedCreationId: () => physicalId,
    };
  }
}

function isDue({ type, properties, oldProperties: before }: ResourceRequest<DeclaredCacheReset>): boolean {
  if (type === 'Delete') return false;
  return before?.distributionName !== properties.distributionName || before.resetCacheOn !== properties.resetCacheOn;
}
