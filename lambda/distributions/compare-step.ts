import { checkBundle, checkCertificate, checkSubdomain } from './checks';
import { desiredSettings } from './desired-settings';
import { beforeTheSettings, differences } from './differences';
import type { Distribution, DistributionDependencies } from './distribution-api';
import { attributesOf, attributesOfMissing } from './distribution-attributes';
import { type Change, CHANGES, type DistributionMemo } from './distribution-memo';
import type { DeclaredDistribution } from './distribution-properties';
import { isDeployed, waitForDeployment } from './wait-for-deployment';
import type { ResourceRequest } from '../cloudformation/resource-handler';
import { again, finish, next, type Outcome, RequestError } from '../engine/plan';
import { isOwnedByResource, tagChanges } from '../lightsail/ownership';

/** Finds what there is to do, and refuses what can't be done, before anything is touched. */
export async function compare(
  memo: DistributionMemo, request: ResourceRequest<DeclaredDistribution>, dependencies: DistributionDependencies,
): Promise<Outcome> {
  const { properties: declared, oldProperties: before } = request;
  const { distributions } = dependencies;
  if (memo.mode === 'create') {
    await checkCertificate(declared, distributions);
    // Lightsail makes distributions that are enabled.
    memo.todo = declared.enabled === false ? ['settings'] : [];
    return next();
  }

  const actual = await distributions.get(memo.target);
  if (!actual || (memo.mode === 'change' && !isOwnedByResource(actual.tags, request))) return missing(memo, actual, request);
  memo.attributes = attributesOf(actual);
  const todo = changesOf(actual, memo, declared, before);
  if (todo.size === 0) {
    if (!isDeployed(actual)) return again(waitForDeployment(memo.target, actual.status));
    request.log({ decision: 'nothing-to-change' });
    return memo.mode === 'adopt' || memo.wasThereBefore ? next() : finish();
  }
  if (memo.rollingBack) {
    // What Lightsail does not change any more must not keep everything else from going back.
    if (actual.settings.ableToUpdateBundle === false) for (const name of ['bundle', 'bundle-first'] as const) todo.delete(name);
  } else {
    checkSubdomain(actual, declared);
    if (todo.has('bundle') || todo.has('bundle-first')) checkBundle(actual, declared.bundleId);
  }
  if (todo.has('certificate') || needsOtherDomains(declared, before)) await checkCertificate(declared, distributions);
  if (!isDeployed(actual)) return again(waitForDeployment(memo.target, actual.status));
  memo.todo = CHANGES.filter((change) => todo.has(change));
  request.log({ decision: 'change', changes: memo.todo.join(',') });
  return next();
}

function changesOf(
  actual: Distribution, memo: DistributionMemo, declared: DeclaredDistribution, before: DeclaredDistribution | undefined,
): Set<Change | 'check'> {
  const desired = desiredSettings(declared, before, actual.settings);
  const { ipAddressType, settings, bundleId, certificate } = differences(actual.settings, desired);
  const tags = tagChanges(actual.tags, before?.tags ?? {}, declared.tags);
  const todo = new Set<Change | 'check'>();
  if (ipAddressType !== undefined) todo.add('ip-address-type');
  if (settings !== undefined) todo.add('settings');
  if (bundleId !== undefined) {
    const first = beforeTheSettings(actual.settings, desired);
    if (first.rules) todo.add('rules-first');
    todo.add(first.bundle ? 'bundle-first' : 'bundle');
  }
  if (certificate !== undefined) todo.add('certificate');
  if (tags.remove.length > 0 || Object.keys(tags.set).length > 0) todo.add('tags');
  if (before && declared.resetCacheOn !== undefined && declared.resetCacheOn !== before.resetCacheOn) todo.add('cache-reset');
  if (!memo.rollingBack && declared.subdomainName !== undefined && declared.subdomainName !== actual.settings.subdomain?.name) todo.add('check');
  if (needsOtherDomains(declared, before)) todo.add('check');
  return todo;
}

/** The same certificate, of which more is expected. */
function needsOtherDomains(declared: DeclaredDistribution, before: DeclaredDistribution | undefined): boolean {
  return (declared.domainNames ?? []).some((name) => !before?.domainNames?.includes(name));
}

function missing(
  memo: DistributionMemo, actual: Distribution | undefined, { log }: ResourceRequest<DeclaredDistribution>,
): Outcome {
  if (memo.rollingBack) {
    log({ decision: 'keep-the-name-of-a-missing-distribution', distribution: memo.target });
    memo.attributes = attributesOfMissing(memo.target);
    return finish();
  }
  throw new RequestError(actual
    ? `The distribution '${memo.target}' does not carry the ownership tags of this resource any more (cdk-lightsail:…); it was left as it is. Restore the tags, or `
      + 'change distributionName to create another one.'
    : `There is no distribution '${memo.target}' any more: something else deleted it. Change distributionName to create another one.`);
}
