import { parseDuration } from '../duration';
import { UsageError } from '../user-error';
import type { Command } from './command';

export const advance: Command = {
  options: ['fault'],

  check(operands) {
    if (operands.length !== 1) throw new UsageError('advance needs one duration, such as 36h.');
    parseDuration(operands[0]);
  },

  async run({ cloud, operands, terminal }) {
    await cloud.advance(parseDuration(operands[0]));
    terminal.out.write(`It is ${new Date(cloud.account.clock.now()).toISOString()} now.\n`);
    return true;
  },
};
