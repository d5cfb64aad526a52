import type { Account } from '../../../core/account';
import { storedParameter } from '../../ssm/parameters';
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
  return {
    exportedValue: (name) => findExport(account, region, name)?.output.value,
    stackOutput: (stackName, outputName, otherRegion) => findStack(account, otherRegion, stackName)?.outputs
      .find(({ name }) => name === outputName)?.value,
    ssmParameter: (name) => ssmValues[name] ?? storedParameter(account, region, name) ?? (BOOTSTRAP_VERSION.test(name) ? '30' : undefined),
  };
}
