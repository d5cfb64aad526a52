import { Cloud } from '../cloud';
import { HELP, parseCommandLine } from './arguments';
import { COMMANDS } from './commands';
import { colorsFor, type Terminal } from './console';
import { StateFolder } from './state-folder';
import { UsageError } from './usage-error';

/** Carries out one command line. Returns the exit code. */
export async function runCli(words: readonly string[], terminal: Terminal): Promise<0 | 1> {
  try {
    const { command, operands, options } = parseCommandLine(words, terminal.env);
    if (command === 'help') {
      terminal.out.write(HELP);
      return 0;
    }
    const carryOut = COMMANDS[command];
    if (!carryOut) throw new UsageError(`There is no command '${command}', but ${Object.keys(COMMANDS).join(', ')} and help.`);

    const folder = new StateFolder(options.state);
    const cloud = new Cloud({ state: folder.read(), codeFolder: folder.codeFolder });
    for (const fault of options.faults) cloud.account.faults.inject(fault);
    try {
      const save = () => folder.write(cloud.account.state);
      const well = await carryOut({ cloud, options, operands, terminal, save });
      save();
      return well ? 0 : 1;
    } finally {
      await cloud.close();
    }
  } catch (error) {
    const colors = colorsFor(terminal.err, terminal.env);
    terminal.err.write(`${colors.red(error instanceof Error ? error.message : String(error))}\n`);
    return 1;
  }
}
