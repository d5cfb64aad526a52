import { withDependents } from '../../assembly-order';
import { assemblyStacks, chosenStacks, isAssembly } from '../assembly-stacks';
import { showFailedFunctions } from '../failed-functions';
import { report, typesDeployed } from '../stack-report';
import { UsageError, UserError } from '../user-error';
import type { Command, CommandContext } from './command';

const STACK_NAME = /^[A-Za-z][A-Za-z0-9-]*$/;

export const destroy: Command = {
  options: ['region', 'fault', 'report', 'since'],

  check(operands) {
    if (operands.length === 0) throw new UsageError('destroy needs the folder of a synthesized assembly, such as cdk.out, or the names of stacks.');
  },

  async run(context) {
    const { cloud, terminal, save } = context;
    for (const { stackName, region } of doomed(context)) {
      const types = typesDeployed(cloud, stackName, region);
      const destroyed = await report(terminal, { stackName, types }, 'destroying', (listener) => cloud.destroy(stackName, region, listener));
      save();
      if (!destroyed) {
        showFailedFunctions(cloud, terminal);
        return false;
      }
    }
    return true;
  },
};

interface Doomed {
  readonly stackName: string;
  readonly region: string;
}

/** In the order in which they can go: who needs another one goes before it. */
function doomed(context: CommandContext): readonly Doomed[] {
  const { cloud, options, operands: [first, ...names] } = context;
  if (!isAssembly(first) && STACK_NAME.test(first)) return [first, ...names].map((name) => stackByName(name, context));
  const all = assemblyStacks(first, cloud.account.id, options.region);
  return [...withDependents(all, chosenStacks(all, names))].reverse();
}

function stackByName(name: string, context: CommandContext): Doomed {
  const { region } = context.options;
  const stacks = context.cloud.cloudFormation.existingStacks();
  const found = stacks.filter(({ stackName }) => stackName === name);
  const [only, ...others] = found;
  if (!only) {
    throw new UserError(`There is no assembly and no stack '${name}'; ${
      stacks.length === 0 ? 'the account has no stack at all' : `the account has ${stacks.map(({ stackName }) => stackName).join(', ')}`}.`);
  }
  if (others.length === 0) return only;
  const here = found.find((stack) => stack.region === region);
  if (here) return here;
  throw new UserError(`There is a stack '${name}' in ${found.map((stack) => stack.region).join(' and in ')}: say which with --region.`);
}
