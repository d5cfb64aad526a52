import { showMessages } from '../messages';
import { UsageError } from '../user-error';
import type { Command } from './command';

export const messages: Command = {
  options: [],
  readOnly: true,

  check(operands) {
    if (operands.length > 0) throw new UsageError(`messages takes no arguments, but got '${operands.join(' ')}'.`);
  },

  async run({ cloud, terminal }) {
    showMessages(cloud, terminal.out);
    return true;
  },
};
