import type { DistributionDependencies } from './distribution-api';
import { isDeployed, waitForDeployment } from './wait-for-deployment';
import { type FollowMemo, followOperation } from '../engine/creation';
import { again, type Moment, next, type Outcome, RequestError, type Wait } from '../engine/plan';

export type CacheResetMemo = FollowMemo;

export interface CacheResetSteps<Memo> {
  readonly dependencies: Pick<DistributionDependencies, 'distributions' | 'operations'>;
  /** The distribution's name. */
  name(memo: Memo): string;
}

/**
 * Resets the cache, unless it was reset since the request was sent: by this request, most likely, before a crash. Only the
 * waiter has it done. There is one execution for a request, however many copies of its event come at the same moment.
 */
export async function cacheResetStep<Memo extends CacheResetMemo>(memo: Memo, moment: Moment, props: CacheResetSteps<Memo>): Promise<Outcome> {
  const { distributions } = props.dependencies;
  const name = props.name(memo);
  const actual = await distributions.get(name);
  if (!actual) throw new RequestError(`There is no distribution '${name}' whose cache could be reset. Check its name, and deploy again.`);
  const latest = await distributions.latestCacheReset(name);
  // Lightsail's times are in seconds.
  const sent = Math.floor((moment.now - moment.requestAge) / 1000) * 1000;
  if (latest && latest.createdAt >= sent) return next();
  if (!isDeployed(actual)) return again(waitForDeployment(name, actual.status));
  if (moment.attempt === 0) return again({ pace: 'soon', until: `the cache of the distribution '${name}' to be reset`, seen: 'not begun' });
  memo.operationId = (await distributions.resetCache(name))?.id;
  return next(waitForReset(name, 'started'));
}

export async function waitForCacheReset<Memo extends CacheResetMemo>(memo: Memo, moment: Moment, props: CacheResetSteps<Memo>): Promise<Outcome> {
  const { distributions, operations } = props.dependencies;
  const name = props.name(memo);
  const wait = await followOperation(memo, moment, {
    operations, pace: 'operation', wait: (seen) => waitForReset(name, seen), failure: (reason) => notReset(name, reason),
  });
  if (wait) return again(wait);
  const latest = await distributions.latestCacheReset(name);
  if (latest && /fail|error/i.test(latest.status)) throw notReset(name, `its status is '${latest.status}'`);
  // A free string: what is not under way is done.
  if (latest && /progress|pending|started/i.test(latest.status)) return again(waitForReset(name, latest.status));
  return next();
}

function waitForReset(name: string, seen: string): Wait {
  return {
    pace: 'operation',
    seen,
    until: `the cache of the distribution '${name}' to be reset`,
    advice: 'Lightsail goes on with it. Set waitForCacheReset to false if the deployment need not wait for it, and deploy again.',
  };
}

function notReset(name: string, reason: string): RequestError {
  return new RequestError(`Lightsail could not reset the cache of the distribution '${name}': ${reason}. Reset it in the Lightsail console, or deploy again.`);
}
