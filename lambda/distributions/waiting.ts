import type { Distribution } from './distribution-api';
import { attributesOf } from './distribution-attributes';
import type { DistributionMemo } from './distribution-memo';
import type { DistributionServices } from './services';
import { again, type Moment, next, type Outcome, RequestError, type Wait } from '../engine/plan';

/** How long Lightsail may not know yet what it has just accepted. */
const VISIBILITY_GRACE_MILLISECONDS = 120_000;

/** A free string; this is the one that all edge locations have the distribution at. */
export function isDeployed({ status }: Distribution): boolean {
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
export async function waitUntilDeployed(memo: DistributionMemo, moment: Moment, services: DistributionServices): Promise<Outcome> {
  if (!memo.underWay) return next();
  const { target } = memo;
  if (memo.operationId !== undefined) {
    const operation = await services.operations.get(memo.operationId);
    if (operation?.outcome === 'failed') throw await failed(target, operation.reason ?? operation.status, services);
    if (operation?.outcome === 'running') return again(waitForDeployment(target, `operation ${operation.status}`));
    if (!operation && moment.stepAge < VISIBILITY_GRACE_MILLISECONDS) return again(waitForDeployment(target, 'operation not known yet'));
    // Done, or never to be seen: from here on the distribution's own status decides.
    memo.operationId = undefined;
  }
  const found = await services.distributions.get(target);
  if (!found) {
    if (moment.stepAge < VISIBILITY_GRACE_MILLISECONDS) return again(waitForDeployment(target, 'not there yet', 'soon'));
    throw new RequestError(`The distribution '${target}' was deleted while it was being deployed. Deploy again.`);
  }
  if (!isDeployed(found)) return again(waitForDeployment(target, found.status));
  memo.attributes = attributesOf(found);
  memo.underWay = false;
  return next();
}

async function failed(target: string, reason: string, { distributions }: DistributionServices): Promise<RequestError> {
  const subdomain = (await distributions.get(target))?.settings.subdomain;
  const about = subdomain?.state === 'Error'
    ? ` Its subdomain '${subdomain.name}': ${[subdomain.errorCode, subdomain.errorDetails].filter(Boolean).join(': ') || 'no reason given'}.`
    : '';
  return new RequestError(`Lightsail could not deploy the distribution '${target}': ${reason}.${about} Resolve what it names, and deploy again.`);
}
