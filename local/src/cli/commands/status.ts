import { showAccount } from '../inventory';
import { UsageError } from '../user-error';
import type { Command } from './command';

export const status: Command = {
  options: [],
  readOnly: true,

  check(operands) {
    if (operands.length > 0) throw new UsageError(`status takes no arguments, but got '${operands.join(' ')}'.`);
  },

  async run({ cloud, terminal }) {
    showAccount(cloud, terminal.out);
    return true;
  },
};
