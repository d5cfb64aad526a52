import * as fs from 'node:fs';
import * as path from 'node:path';
import { UserError } from './user-error';
import { NotSupportedError } from '../core/service';
import { type AssemblyStack, readAssembly } from '../services/cloudformation';

export function isAssembly(folder: string): boolean {
  return fs.existsSync(path.join(folder, 'manifest.json'));
}

/** The stacks of an assembly, in the order in which they have to be deployed. */
export function assemblyStacks(folder: string, accountId: string, region: string): AssemblyStack[] {
  if (!fs.existsSync(folder)) throw new UserError(`There is no folder '${folder}'. Synthesize the app first (npx cdk synth).`);
  if (!isAssembly(folder)) {
    throw new UserError(`'${folder}' is no synthesized assembly: it has no manifest.json. Synthesize the app first (npx cdk synth).`);
  }
  try {
    return readAssembly(folder, { accountId, region });
  } catch (error) {
    if (error instanceof NotSupportedError) throw error;
    throw new UserError(`The assembly in '${folder}' cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** The stacks of these names, or all if there are none. */
export function chosenStacks(stacks: readonly AssemblyStack[], names: readonly string[]): readonly AssemblyStack[] {
  const isCalled = (name: string) => ({ stackName, displayName }: AssemblyStack) => [stackName, displayName].includes(name);
  for (const name of names) {
    if (stacks.some(isCalled(name))) continue;
    throw new UserError(`The assembly has no stack '${name}', but ${stacks.map(({ displayName }) => displayName).join(', ')}.`);
  }
  return names.length === 0 ? stacks : stacks.filter((stack) => names.some((name) => isCalled(name)(stack)));
}
