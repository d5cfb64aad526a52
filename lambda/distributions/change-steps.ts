import { cacheResetStep, waitForCacheReset } from './cache-reset-steps';
import { desiredSettings } from './desired-settings';
import { beforeTheSettings, differences } from './differences';
import type { Distribution, DistributionDependencies } from './distribution-api';
import { attributesOf } from './distribution-attributes';
import type { Change, DistributionMemo } from './distribution-memo';
import type { DeclaredDistribution } from './distribution-properties';
import { isDeployed, waitForDeployment, waitUntilDeployed } from './wait-for-deployment';
import type { ResourceRequest } from '../cloudformation/resource-handler';
import { again, type Moment, next, type Outcome, RequestError, type Step } from '../engine/plan';
import type { OperationStatus } from '../lightsail/operations';
import { tagChanges } from '../lightsail/ownership';

export interface ChangeProps {
  readonly request: ResourceRequest<DeclaredDistribution>;
  readonly dependencies: DistributionDependencies;
}

/**
 * The steps that bring a distribution in line with its declaration, in the order that is safe. Each compares anew before it
 * calls: after a crash, or in a rollback, it finds how far it was.
 */
export function changeSteps({ request, dependencies }: ChangeProps): Array<Step<DistributionMemo>> {
  const { properties: declared, oldProperties: before } = request;
  const { distributions, tagging } = dependencies;

  type Call = (actual: Distribution) => Promise<OperationStatus | undefined> | undefined;
  const differing = ({ settings }: Distribution) => differences(settings, desiredSettings(declared, before, settings));

  const bundle: Call = (actual) => {
    const { bundleId } = differing(actual);
    return bundleId === undefined ? undefined : distributions.updateBundle(actual.name, bundleId);
  };
  const calls: Readonly<Record<Exclude<Change, 'tags' | 'cache-reset'>, Call>> = {
    'ip-address-type': (actual) => {
      const { ipAddressType } = differing(actual);
      return ipAddressType === undefined ? undefined : distributions.setIpAddressType(actual.name, ipAddressType);
    },
    'rules-first': ({ name, settings }) => {
      const { rules } = beforeTheSettings(settings, desiredSettings(declared, before, settings));
      return rules && distributions.update(name, { enableWaf: true, wafRules: rules });
    },
    'bundle-first': bundle,
    'settings': (actual) => {
      const { settings } = differing(actual);
      return settings === undefined ? undefined : distributions.update(actual.name, settings);
    },
    'bundle': bundle,
    'certificate': (actual) => {
      const { certificate } = differing(actual);
      return certificate === undefined ? undefined : distributions.update(actual.name, certificate);
    },
  };

  async function ready(memo: DistributionMemo): Promise<Distribution | Outcome> {
    const actual = await distributions.get(memo.target);
    if (!actual) throw new RequestError(`The distribution '${memo.target}' was deleted while it was being changed. Deploy again.`);
    if (!isDeployed(actual)) return again(waitForDeployment(memo.target, actual.status));
    return actual;
  }

  function change(name: keyof typeof calls): Array<Step<DistributionMemo>> {
    return [
      {
        name: `change-${name}`,
        run: async (memo) => {
          if (!memo.todo.includes(name)) return next();
          const actual = await ready(memo);
          if ('type' in actual) return actual;
          const operation = await calls[name](actual);
          if (!operation) {
            request.log({ decision: 'is-so-already', change: name });
            memo.attributes = attributesOf(actual);
            return next();
          }
          memo.underWay = true;
          memo.operationId = operation.id;
          return next(waitForDeployment(memo.target, 'started'));
        },
      },
      { name: `wait-for-${name}`, run: async (memo: DistributionMemo, moment: Moment) => waitUntilDeployed(memo, moment, dependencies) },
    ];
  }

  async function setTags(memo: DistributionMemo): Promise<Outcome> {
    if (!memo.todo.includes('tags')) return next();
    const actual = await ready(memo);
    if ('type' in actual) return actual;
    const changes = tagChanges(actual.tags, before?.tags ?? {}, declared.tags);
    if (changes.remove.length > 0) await tagging.remove(memo.target, changes.remove);
    if (Object.keys(changes.set).length > 0) await tagging.set(memo.target, changes.set);
    return next();
  }

  const reset = { name: (memo: DistributionMemo) => memo.target, dependencies };
  return [
    ...change('ip-address-type'),
    ...change('rules-first'),
    ...change('bundle-first'),
    ...change('settings'),
    ...change('bundle'),
    ...change('certificate'),
    { name: 'set-tags', run: setTags },
    { name: 'reset-cache', run: async (memo, moment) => (memo.todo.includes('cache-reset') ? cacheResetStep(memo, moment, reset) : next()) },
    {
      name: 'wait-for-cache-reset',
      run: async (memo, moment) => (memo.todo.includes('cache-reset') && declared.waitForCacheReset ? waitForCacheReset(memo, moment, reset) : next()),
    },
  ];
}
