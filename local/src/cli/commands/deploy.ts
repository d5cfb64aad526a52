import { withDependencies } from '../../assembly-order';
import { assemblyStacks, chosenStacks } from '../assembly-stacks';
import { showFailedFunctions } from '../failed-functions';
import { report, typesIn } from '../stack-report';
import { UsageError } from '../user-error';
import type { Command } from './command';

export const deploy: Command = {
  options: ['region', 'parameters', 'fault', 'report', 'since'],

  check(operands) {
    if (operands.length === 0) throw new UsageError('deploy needs the folder of a synthesized assembly, such as cdk.out.');
  },

  async run({ cloud, options, operands: [assembly, ...names], terminal, save }) {
    const all = assemblyStacks(assembly, cloud.account.id, options.region);
    const stacks = withDependencies(all, chosenStacks(all, names));
    for (const stack of stacks) {
      const parameters = { ...stack.parameters, ...options.parameters };
      const deployed = await report(terminal, { stackName: stack.stackName, types: typesIn(stack.template) }, 'deploying',
        (listener) => cloud.deploy({ ...stack, parameters }, listener));
      save();
      if (!deployed) {
        showFailedFunctions(cloud, terminal);
        return false;
      }
    }
    return true;
  },
};
