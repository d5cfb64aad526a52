import * as fs from 'node:fs';
import * as path from 'node:path';
import type { AccountState } from '../account';

/** The folder in which an account lies between calls. */
export class StateFolder {
  readonly codeFolder: string;
  private readonly file: string;

  constructor(folder: string) {
    fs.mkdirSync(folder, { recursive: true });
    this.file = path.join(folder, 'account.json');
    this.codeFolder = path.join(folder, 'code');
  }

  read(): AccountState | undefined {
    if (!fs.existsSync(this.file)) return undefined;
    try {
      return JSON.parse(fs.readFileSync(this.file, 'utf8')) as AccountState;
    } catch (error) {
      throw new Error(`The account's state in ${this.file} cannot be read (${String(error)}). Delete the folder to begin with a new account.`);
    }
  }

  /** Whole or not at all: a process that dies while it writes leaves the old state. */
  write(state: AccountState): void {
    const draft = `${this.file}.new`;
    fs.writeFileSync(draft, JSON.stringify(state));
    fs.renameSync(draft, this.file);
  }
}
