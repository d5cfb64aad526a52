import { type AssemblyStack, readAssembly } from '../services/cloudformation';

/** An `App` or a `Stage` of the CDK. */
export interface SynthesizableApp {
  synth(): { readonly directory: string };
}

/** A `Stack` of the CDK. */
export interface StackOfApp {
  readonly stackName: string;
  readonly node: { readonly path: string; readonly root: unknown };
}

/** What can be deployed: an app, one of its stacks (with those that it depends on), or the folder of a synthesized app. */
export type Deployable = SynthesizableApp | StackOfApp | string;

export interface ChosenStacks {
  /** All stacks of the app, in the order in which they have to be deployed. */
  readonly all: readonly AssemblyStack[];
  /** Those that were asked for. */
  readonly chosen: readonly AssemblyStack[];
}

/** Synthesizes the app and reads its assembly. */
export function stacksOf(target: Deployable, defaults: { readonly accountId: string; readonly region: string }): ChosenStacks {
  const all = readAssembly(folderOf(target), defaults);
  if (typeof target === 'string' || isApp(target)) return { all, chosen: all };
  const chosen = all.filter(({ displayName, stackName }) => displayName === target.node.path || stackName === target.stackName);
  if (chosen.length === 0) throw new Error(`The app has no stack '${target.stackName}', but ${all.map(({ stackName }) => stackName).join(', ')}.`);
  return { all, chosen };
}

function folderOf(target: Deployable): string {
  if (typeof target === 'string') return target;
  if (isApp(target)) return target.synth().directory;
  const { root } = target.node;
  if (!isApp(root)) throw new Error(`Got the stack '${target.stackName}', which is in no App; expected an App, a Stack of an App, or the folder of a synthesized app.`);
  return root.synth().directory;
}

function isApp(target: unknown): target is SynthesizableApp {
  return typeof target === 'object' && target !== null && 'synth' in target && typeof target.synth === 'function';
}
