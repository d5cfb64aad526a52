import type { Outcome, StackToDeploy, StackEvent } from '../cloudformation';
import { colorsFor, type Terminal, wantsColors } from './console';
import { Progress } from './progress';

/** Carries out a deployment or a deletion and shows it. Returns whether it went well. */
export async function report(
  terminal: Terminal,
  stack: Pick<StackToDeploy, 'stackName'> & { readonly total: number },
  verb: 'deploying' | 'destroying',
  work: (listener: (event: StackEvent) => void) => Promise<Outcome>,
): Promise<boolean> {
  const { out } = terminal;
  const colors = colorsFor(out, terminal.env);
  const bold = colors.bold(stack.stackName);
  const progress = new Progress(out, {
    total: stack.total, colors: wantsColors(out, terminal.env), terminal: out.isTTY === true, columns: out.columns,
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
