import { UsageError, UserError } from '../user-error';
import type { Command } from './command';

/** What a person does with the mail that Lightsail sends to a new email address: click its link. */
export const verify: Command = {
  options: ['region'],

  check(operands) {
    if (operands.length > 0) throw new UsageError(`verify takes options only, but got '${operands.join(' ')}'.`);
  },

  async run({ cloud, options: { region }, terminal }) {
    const waiting = cloud.lightsail.inventory(region).find(({ kind, state }) => kind === 'ContactMethod' && state === 'PendingVerification');
    if (!waiting) throw new UserError(`No email address waits for its verification in ${region}. Say where with --region.`);
    cloud.lightsail.monitoring.verify(region);
    terminal.out.write(`${waiting.name} of ${region} is verified.\n`);
    return true;
  },
};
