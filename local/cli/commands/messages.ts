import { showMessages } from '../messages';
import { UsageError } from '../user-error';
import type { Command } from './command';

export const messages: Command = {
  options: [],
  readOnly: true,

  check(operands) {
    if (operands.length > 0) throw new UsageError(`messages shows all that anybody was told and takes nothing, but got '${operands.join(' ')}'.`);
  },

  async run({ cloud, terminal }) {
    showMessages(cloud, terminal.out);
    return true;
  },
};
