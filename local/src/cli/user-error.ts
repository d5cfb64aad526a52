/** Something is wrong that the user can put right: the message says what, and what to do. */
export class UserError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** The command line is wrong. */
export class UsageError extends UserError {
  constructor(message: string) {
    super(`${message} See: npx cdk-local-cloud help`);
  }
}
