import type { Account } from '../../../core/account';
import { findExport } from '../exports';
import { findStack } from '../state';
import type { StackLookups } from '../template/environment';

/** A bootstrapped account has this parameter, and CDK's templates check it. */
const BOOTSTRAP_VERSION = /^\/cdk-bootstrap\/[^/]+\/version$/;

/**
 * What a stack in this region sees of its account. `ssmValues`: what the parameter store said at an earlier time, which
 * counts more than what it says now.
 */
export function stackLookups(account: Account, region: string, ssmValues: Readonly<Record<string, string>> = {}): StackLookups {
  const resolve = (service: string, reference: string) => account.services.get(service)?.dynamicReference?.(region, reference);
  return {
    exportedValue: (name) => findExport(account, region, name)?.output.value,
    stackOutput: (stackName, outputName, otherRegion) => findStack(account, otherRegion, stackName)?.outputs
      .find(({ name }) => name === outputName)?.value,
    ssmParameter: (name) => ssmValues[name] ?? resolve('ssm', name) ?? (BOOTSTRAP_VERSION.test(name) ? '30' : undefined),
    secret: (reference) => resolve('secretsmanager', reference),
  };
}
