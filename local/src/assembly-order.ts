import type { AssemblyStack } from './services/cloudformation';

/** With the stacks that have to be there first, in the assembly's order. */
export function withDependencies(all: readonly AssemblyStack[], chosen: readonly AssemblyStack[]): readonly AssemblyStack[] {
  return closure(all, chosen, (stack, member) => member.dependsOn.includes(stack.stackName));
}

/** With the stacks that cannot be without them, in the assembly's order. */
export function withDependents(all: readonly AssemblyStack[], chosen: readonly AssemblyStack[]): readonly AssemblyStack[] {
  return closure(all, chosen, (stack, member) => stack.dependsOn.includes(member.stackName));
}

function closure(
  all: readonly AssemblyStack[], chosen: readonly AssemblyStack[], belongs: (stack: AssemblyStack, member: AssemblyStack) => boolean,
): readonly AssemblyStack[] {
  const members = new Set(chosen);
  // A set's iteration meets what is added on the way.
  for (const member of members) {
    for (const stack of all) if (belongs(stack, member)) members.add(stack);
  }
  return all.filter((stack) => members.has(stack));
}
