import { validationError } from './errors';
import { cloudFormationState, type OutputState, type StackState } from './state';
import type { Account } from '../../core/account';

function living(account: Account, region: string): StackState[] {
  return cloudFormationState(account).stacks.filter((stack) => stack.region === region && stack.status !== 'DELETE_COMPLETE');
}

/** An export of the account in this region: names are unique in it. */
export function findExport(account: Account, region: string, name: string): { stack: StackState; output: OutputState } | undefined {
  for (const stack of living(account, region)) {
    const output = stack.outputs.find(({ exportName }) => exportName === name);
    if (output) return { stack, output };
  }
  return undefined;
}

function importers(account: Account, region: string, name: string): string {
  return living(account, region).filter(({ imports }) => imports.includes(name)).map(({ stackName }) => stackName).join(', ');
}

/** Refuses to take away or to change what another stack imports, and names that another stack exports already. */
export function checkExports(account: Account, stack: StackState, names: readonly string[], values?: readonly OutputState[]): void {
  for (const name of names) {
    const owner = findExport(account, stack.region, name)?.stack;
    if (owner && owner.stackId !== stack.stackId) throw validationError(`Export with name ${name} is already exported by stack ${owner.stackName}`);
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw validationError(`Duplicate Export names: ${twice}`);
  for (const { exportName: name, value } of stack.outputs) {
    if (name === undefined) continue;
    const users = importers(account, stack.region, name);
    if (!users) continue;
    if (!names.includes(name)) throw validationError(`Export ${name} cannot be deleted as it is in use by ${users}`);
    if (values && values.find(({ exportName }) => exportName === name)?.value !== value) {
      throw validationError(`Export ${name} cannot be updated as it is in use by ${users}`);
    }
  }
}
