import { Cloud } from '../cloud';
import { HELP, parseCommandLine } from './arguments';
import { COMMANDS } from './commands';
import { colorsFor, type Terminal } from './console';
import { explained } from './explained';
import { faultWords } from './faults';
import { reporting } from './reporting';
import { StateFolder } from './state-folder';
import { UsageError, UserError } from './user-error';

/** Carries out one command line. Returns the exit code. */
export async function runCli(words: readonly string[], terminal: Terminal): Promise<0 | 1> {
  try {
    return await carryOut(words, terminal) ? 0 : 1;
  } catch (error) {
    const colors = colorsFor(terminal.err, terminal.env);
    terminal.err.write(`${colors.red(explained(error))}\n`);
    return 1;
  }
}

async function carryOut(words: readonly string[], terminal: Terminal): Promise<boolean> {
  const { command: name, operands, options, given } = parseCommandLine(words, terminal.env);
  if (name === 'help') {
    terminal.out.write(HELP);
    return true;
  }
  const command = COMMANDS.get(name);
  if (!command) throw new UsageError(`There is no command '${name}', but ${[...COMMANDS.keys()].join(', ')} and help.`);
  const stray = given.find((option) => !command.options.includes(option));
  if (stray) throw new UsageError(`${name} has no option --${stray}.`);
  command.check(operands);
  if (options.since > 0 && options.report === undefined) throw new UsageError('--since says how far back the page of --report goes: give that, too.');

  const folder = new StateFolder(options.state);
  const unlock = command.readOnly ? () => undefined : folder.lock();
  try {
    const cloud = new Cloud({ state: folder.read(), codeFolder: folder.codeFolder });
    try {
      if (!command.readOnly) checkCode(cloud, folder.codeFolder);
      for (const fault of options.faults) {
        if (!cloud.account.services.has(fault.service)) {
          throw new UsageError(`Got '${fault.service}' as a fault's service; expected one of ${[...cloud.account.services.keys()].join(', ')}.`);
        }
        cloud.account.faults.inject(fault);
      }
      const save = () => folder.writeChanges(cloud.account.state);
      const well = await reporting(cloud, { options, title: [name, ...operands].join(' '), terminal },
        () => command.run({ cloud, options, operands, terminal, save }));
      if (!command.readOnly) folder.write(cloud.account.state);
      for (const fault of cloud.account.faults.unused) terminal.err.write(`The fault ${faultWords(fault)} hit no call.\n`);
      return well;
    } finally {
      await cloud.close();
    }
  } finally {
    unlock();
  }
}

/** Without their code functions would fail one by one, and each for a reason that is hard to understand. */
function checkCode({ lambda }: Cloud, folder: string): void {
  const names = lambda.functionsWithoutCode();
  if (names.length === 0) return;
  throw new UserError(`The code of ${names.join(', ')} is not in ${folder}, where the account has it. `
    + 'Bring that folder back (it belongs to the account and moves with it), or begin with a new account: choose another folder with --state.');
}
