import * as fs from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Cloud } from '../cloud';
import { type AssemblyStack, cloudFormationState, readAssembly } from '../cloudformation';
import type { CliOptions } from './arguments';
import type { Terminal } from './console';
import { parseDuration } from './duration';
import { showAccount } from './inventory';
import { report } from './stack-report';
import { UsageError } from './usage-error';

export interface CommandContext {
  readonly cloud: Cloud;
  readonly options: CliOptions;
  readonly operands: readonly string[];
  readonly terminal: Terminal;
  /** Writes the account to its folder now. */
  readonly save: () => void;
}

/** A command returns whether it went well. */
export type Command = (context: CommandContext) => Promise<boolean>;

export const COMMANDS: Readonly<Record<string, Command>> = { deploy, destroy, advance, status, serve };

async function deploy(context: CommandContext): Promise<boolean> {
  const { cloud, options, terminal } = context;
  const [assembly, ...names] = context.operands;
  if (assembly === undefined) throw new UsageError('deploy needs the folder of a synthesized assembly (cdk.out).');
  for (const stack of chosen(stacksOf(assembly, context), names)) {
    const parameters = { ...stack.parameters, ...options.parameters };
    const deployed = await report(terminal, { stackName: stack.stackName, total: resourceCount(stack) }, 'deploying',
      (listener) => cloud.deploy({ ...stack, parameters }, listener));
    context.save();
    if (!deployed) return false;
  }
  return true;
}

async function destroy(context: CommandContext): Promise<boolean> {
  const { cloud, options, terminal } = context;
  const [first, ...names] = context.operands;
  if (first === undefined) throw new UsageError('destroy needs the folder of a synthesized assembly (cdk.out), or the names of stacks.');
  const stacks = fs.existsSync(first)
    ? [...chosen(stacksOf(first, context), names)].reverse()
    : [first, ...names].map((stackName) => ({ stackName, region: regionOf(stackName, context) ?? options.region }));
  for (const { stackName, region } of stacks) {
    const deployed = cloudFormationState(cloud.account).stacks.find((stack) =>
      stack.stackName === stackName && stack.region === region && stack.status !== 'DELETE_COMPLETE');
    const destroyed = await report(terminal, { stackName, total: Object.keys(deployed?.resources ?? {}).length }, 'destroying',
      (listener) => cloud.destroy(stackName, region, listener));
    context.save();
    if (!destroyed) return false;
  }
  return true;
}

async function advance({ cloud, operands, terminal }: CommandContext): Promise<boolean> {
  if (operands.length !== 1) throw new UsageError('advance needs one duration, such as 36h.');
  await cloud.advance(parseDuration(operands[0]));
  terminal.out.write(`It is ${new Date(cloud.account.clock.now()).toISOString()} now.\n`);
  return true;
}

async function status({ cloud, terminal }: CommandContext): Promise<boolean> {
  showAccount(cloud, terminal.out);
  return true;
}

/** Time passes as fast as outside, or faster, until somebody stops it. */
async function serve({ cloud, options, terminal, save }: CommandContext): Promise<boolean> {
  const stop = interrupted();
  await cloud.endpoint.listen(options.port);
  terminal.out.write(`Serving the account at ${cloud.endpoint.url} (Ctrl-C ends it).\n`
    + `  export AWS_ENDPOINT_URL=${cloud.endpoint.url} AWS_REGION=${options.region}\n`
    + `  export AWS_ACCESS_KEY_ID=${cloud.account.root.accessKeyId} AWS_SECRET_ACCESS_KEY=local\n`);
  const TICK = 250;
  while (!stop.aborted) {
    await wait(TICK, undefined, { signal: stop }).catch(() => undefined);
    await cloud.advance(TICK * options.speed);
    save();
  }
  return true;
}

/** Aborted when somebody presses Ctrl-C or ends the process in good manner. */
function interrupted(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  return stopping.signal;
}

function stacksOf(assembly: string, { cloud, options }: CommandContext): AssemblyStack[] {
  if (!fs.existsSync(assembly)) throw new UsageError(`There is no folder '${assembly}'. Synthesize the app first (cdk synth).`);
  return readAssembly(assembly, { accountId: cloud.account.id, region: options.region });
}

function chosen(stacks: readonly AssemblyStack[], names: readonly string[]): readonly AssemblyStack[] {
  for (const name of names) {
    if (stacks.some(({ stackName, displayName }) => name === stackName || name === displayName)) continue;
    throw new UsageError(`The assembly has no stack '${name}', but ${stacks.map(({ displayName }) => displayName).join(', ')}.`);
  }
  return names.length === 0 ? stacks : stacks.filter(({ stackName, displayName }) => names.includes(stackName) || names.includes(displayName));
}

function regionOf(stackName: string, { cloud }: CommandContext): string | undefined {
  return cloudFormationState(cloud.account).stacks.find((stack) => stack.stackName === stackName && stack.status !== 'DELETE_COMPLETE')?.region;
}

function resourceCount(stack: AssemblyStack): number {
  return Object.keys((stack.template.Resources ?? {}) as object).length;
}
