import { withDependencies } from '../../assembly-order';
import type { Cloud } from '../../cloud';
import { type AssemblyStack, findStack, isPlaceholder } from '../../services/cloudformation';
import { assemblyStacks, chosenStacks } from '../assembly-stacks';
import type { Terminal } from '../console';
import { showFailedFunctions } from '../failed-functions';
import { report, typesIn } from '../stack-report';
import { UsageError } from '../user-error';
import type { Command } from './command';

export const deploy: Command = {
  options: ['region', 'parameters', 'fault', 'unknown', 'report', 'since'],

  check(operands) {
    if (operands.length === 0) throw new UsageError('deploy needs the folder of a synthesized assembly, such as cdk.out.');
  },

  async run({ cloud, options, operands: [assembly, ...names], terminal, save }) {
    const choose = () => {
      const all = assemblyStacks(assembly, cloud.account.id, options.region);
      return withDependencies(all, chosenStacks(all, names));
    };
    takeAccountId(cloud, choose());
    const stacks = choose();
    cloud.cloudFormation.deployer.useForUnknownTypes(options.unknown);
    for (const stack of stacks) {
      const parameters = { ...stack.parameters, ...options.parameters };
      const deployed = await report(terminal, { stackName: stack.stackName, types: typesIn(stack.template) }, 'deploying',
        (listener) => cloud.deploy({ ...stack, parameters }, listener));
      save();
      showPlaceholders(cloud, stack, terminal);
      if (!deployed) {
        showFailedFunctions(cloud, terminal);
        return false;
      }
    }
    return true;
  },
};

/** A new account takes the id that stacks ask for, if they agree. Otherwise the deployment says which of them does not fit. */
function takeAccountId({ account }: Cloud, stacks: readonly AssemblyStack[]): void {
  const ids = new Set(stacks.flatMap((stack) => stack.account === undefined || stack.account === account.id ? [] : [stack.account]));
  const [id] = ids;
  if (id !== undefined && ids.size === 1) account.takeId(id);
}

function showPlaceholders({ account }: Cloud, { stackName, region }: AssemblyStack, { out }: Terminal): void {
  const resources = Object.values(findStack(account, region, stackName)?.resources ?? {}).filter(isPlaceholder);
  if (resources.length === 0) return;
  out.write(`Placeholders, which do nothing: ${resources.map(({ logicalId, type }) => `${logicalId} (${type})`).join(', ')}\n`);
}
