import type { Cloud } from '../cloud';
import { colorsFor, type Terminal, wantsColors } from './console';
import { Progress } from './progress';
import type { Outcome, StackToDeploy, StackEvent } from '../services/cloudformation';

export interface ReportedStack {
  readonly stackName: string;
  /** The type of each resource that the deployment is about. */
  readonly types: readonly string[];
}

/** The types of a template's resources. */
export function typesIn({ Resources }: StackToDeploy['template']): string[] {
  return Object.values((Resources ?? {}) as Record<string, { readonly Type?: string }>).map(({ Type }) => Type ?? '');
}

/** The types of the resources that a stack has now. */
export function typesDeployed({ cloudFormation }: Cloud, stackName: string, region: string): string[] {
  const stack = cloudFormation.existingStacks().find((one) => one.stackName === stackName && one.region === region);
  return Object.values(stack?.resources ?? {}).map(({ type }) => type);
}

/** Carries out a deployment or a deletion and shows it. Returns whether it went well. */
export async function report(
  terminal: Terminal,
  stack: ReportedStack,
  verb: 'deploying' | 'destroying',
  work: (listener: (event: StackEvent) => void) => Promise<Outcome>,
): Promise<boolean> {
  const { out } = terminal;
  const colors = colorsFor(out, terminal.env);
  const bold = colors.bold(stack.stackName);
  const progress = new Progress(out, {
    total: stack.types.length, types: stack.types, colors: wantsColors(out, terminal.env), terminal: out.isTTY === true, columns: out.columns,
  });

  out.write(`${bold}: ${verb}...\n`);
  let outcome: Outcome;
  try {
    outcome = await work((event) => progress.show(event));
  } finally {
    progress.end();
  }

  if (outcome.result === 'failed') {
    out.write(`\n ❌  ${bold} failed: ${outcome.status ?? ''}: ${colors.red(outcome.reason ?? 'no reason given')}\n\n`);
    return false;
  }
  const note = { deployed: '', unchanged: ' (no changes)', deleted: ': destroyed', absent: ' (does not exist)' }[outcome.result];
  out.write(`\n ✅  ${bold}${note}\n`);
  if (verb === 'deploying' && outcome.outputs.length > 0) {
    out.write(`\n${colors.underline('Outputs')}:\n`);
    for (const { name, value } of outcome.outputs) out.write(`${stack.stackName}.${name} = ${colors.cyan(value)}\n`);
  }
  out.write('\n');
  return true;
}
