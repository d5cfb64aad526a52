import { parseDuration } from '../duration';
import { showFailedRuns } from '../failed-runs';
import { UsageError } from '../user-error';
import type { Command } from './command';

export const advance: Command = {
  options: ['fault', 'report', 'since'],

  check(operands) {
    if (operands.length !== 1) throw new UsageError('advance needs one duration, such as 36h.');
    parseDuration(operands[0]);
  },

  async run({ cloud, operands, terminal }) {
    const since = cloud.account.clock.now();
    await cloud.advance(parseDuration(operands[0]));
    terminal.out.write(`It is ${new Date(cloud.account.clock.now()).toISOString()} now.\n`);
    return !showFailedRuns(cloud, terminal, since);
  },
};
