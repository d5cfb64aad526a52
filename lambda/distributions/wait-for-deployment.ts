import type { Distribution, DistributionDependencies } from './distribution-api';
import { attributesOf } from './distribution-attributes';
import type { DistributionMemo } from './distribution-memo';
import { follow } from '../engine/creation';
import { again, type Moment, next, type Outcome, RequestError, type Wait } from '../engine/plan';

/** A free string; this is the one that all edge locations have the distribution at. */
export function isDeployed({ status }: Pick<Distribution, 'status'>): boolean {
  return status === 'Deployed';
}

export function waitForDeployment(name: string, seen: string, pace: Wait['pace'] = 'operation'): Wait {
  return {
    pace,
    seen,
    until: `the distribution '${name}' to be deployed`,
    advice: 'Lightsail goes on deploying it, which takes an hour at times: wait until the Lightsail console shows it as enabled and not in progress, then '
      + 'deploy again. The next deployment takes it up as it is then.',
  };
}

/** After a call: waits for the operation, then for the distribution, which may be deploying still when the operation is done. */
export async function waitUntilDeployed(
  memo: DistributionMemo, moment: Moment, { distributions, operations }: DistributionDependencies,
): Promise<Outcome> {
  if (!memo.underWay) return next();
  const { target } = memo;
  const result = await follow<Distribution>(memo, moment, {
    operations,
    name: target,
    pace: 'operation',
    get: async () => distributions.get(target),
    stateOf: ({ status }) => status,
    conditionOf: (status) => (isDeployed({ status }) ? 'ready' : 'working'),
    // A deployment takes minutes, also when its operation has ended.
    wait: (seen) => waitForDeployment(target, seen),
    failure: async (reason) => failed(target, reason, { distributions }),
  });
  if ('wait' in result) return again(result.wait);
  memo.attributes = attributesOf(result.ready);
  memo.underWay = false;
  return next();
}

async function failed(target: string, reason: string, { distributions }: Pick<DistributionDependencies, 'distributions'>): Promise<RequestError> {
  const subdomain = (await distributions.get(target))?.settings.subdomain;
  const about = subdomain?.state === 'Error'
    ? ` Its subdomain '${subdomain.name}': ${[subdomain.errorCode, subdomain.errorDetails].filter(Boolean).join(': ') || 'no reason given'}.`
    : '';
  return new RequestError(`Lightsail could not deploy the distribution '${target}': ${reason}.${about} Resolve what it names, and deploy again.`);
}
