/** The command line is wrong: the message says how, and what would be right. */
export class UsageError extends Error {
  constructor(message: string) {
    super(`${message} See: npm run local -- help`);
    this.name = 'UsageError';
  }
}
