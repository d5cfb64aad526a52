import { doesNotExist, wrongState } from '../errors';
import type { Handlers, Output, Request } from '../request';
import type { StoredResource } from '../state';
import { operationOutput } from '../views';

const KIND = 'Distribution';
const NAME = 'distributionName';

interface CacheReset {
  readonly createdAt: number;
  /** `null`: never. */
  readonly endsAt: number | null;
  readonly failed: boolean;
}

export const cacheResetHandlers: Handlers = {
  ResetDistributionCache: (request) => {
    const distribution = request.region.get(KIND, request.text(NAME));
    const status = request.region.stateOf(distribution);
    if (status !== 'Deployed') throw wrongState('reset the cache of this distribution', KIND, status);
    const activity = request.begin(request.durations.cacheReset);
    const reset: CacheReset = { createdAt: request.now, endsAt: activity.endsAt, failed: activity.failure !== undefined };
    distribution.details.cacheReset = { ...reset };
    return { ...output(request, reset), operation: operationOutput(request.record(distribution, activity), request.region.name, request.now) };
  },
  GetDistributionLatestCacheReset: (request) => {
    const name = request.optionalText(NAME);
    const distributions = name === undefined ? request.region.all(KIND) : [request.region.get(KIND, name)];
    const [latest] = distributions.map(latestReset).filter((reset) => reset !== undefined).sort((one, other) => other.createdAt - one.createdAt);
    if (!latest) throw doesNotExist('cache reset of the distribution', name ?? '(any)');
    return output(request, latest);
  },
};

function latestReset(distribution: StoredResource): CacheReset | undefined {
  return distribution.details.cacheReset as unknown as CacheReset | undefined;
}

function output(request: Request, { createdAt, endsAt, failed }: CacheReset): Output {
  const ended = endsAt !== null && endsAt <= request.now;
  return { status: ended ? (failed ? 'Failed' : 'Completed') : 'InProgress', createTime: new Date(createdAt) };
}
