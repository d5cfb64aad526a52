import * as fs from 'node:fs';
import * as path from 'node:path';
import { UserError } from './user-error';
import type { AccountState } from '../core/account';

/** The folder in which an account lies between calls. */
export class StateFolder {
  readonly codeFolder: string;
  private readonly file: string;
  private written?: string;

  constructor(private readonly folder: string) {
    try {
      fs.mkdirSync(folder, { recursive: true });
    } catch (error) {
      throw new UserError(`'${folder}' cannot be the account's folder (${(error as Error).message}): choose another one with --state.`);
    }
    this.file = path.join(folder, 'account.json');
    this.codeFolder = path.join(folder, 'code');
  }

  read(): AccountState | undefined {
    if (!fs.existsSync(this.file)) return undefined;
    const state = this.parse();
    if (isAccount(state)) {
      this.written = withoutTime(state);
      return state;
    }
    throw new UserError(`${this.file} holds no account. Delete it to begin with a new one, or choose another folder with --state.`);
  }

  /** Whole or not at all: a process that dies while it writes leaves the old state. */
  write(state: AccountState): void {
    const draft = `${this.file}.new`;
    fs.writeFileSync(draft, JSON.stringify(state));
    fs.renameSync(draft, this.file);
    this.written = withoutTime(state);
  }

  /** As `write`, unless only time has passed since. */
  writeChanges(state: AccountState): void {
    if (withoutTime(state) !== this.written) this.write(state);
  }

  /** Keeps other processes out, which would write over what this one does. Returns what lets them in again. */
  lock(): () => void {
    const lock = path.join(this.folder, 'in-use-by');
    const owner = fs.existsSync(lock) ? ownerOf(fs.readFileSync(lock, 'utf8')) : undefined;
    if (owner !== undefined && owner !== process.pid && isRunning(owner)) {
      throw new UserError(`The account in '${this.folder}' is in use by another command (process ${owner}). Wait for it, end it, or choose another folder with --state.`);
    }
    // Left by a process that is no more, or could not write it.
    fs.rmSync(lock, { force: true });
    // Written beside, and put in place as a whole: there is no moment at which it says nothing, and a full disk leaves none.
    const draft = `${lock}.${process.pid}`;
    try {
      fs.writeFileSync(draft, String(process.pid));
      fs.linkSync(draft, lock);
    } catch (error) {
      throw new UserError((error as NodeJS.ErrnoException).code === 'EEXIST'
        ? `Another command has just taken the account in '${this.folder}'. Wait for it, or choose another folder with --state.`
        : `The account in '${this.folder}' cannot be kept from other commands (${(error as Error).message}). Make room, or choose another folder with --state.`);
    } finally {
      fs.rmSync(draft, { force: true });
    }
    return () => fs.rmSync(lock, { force: true });
  }

  private parse(): unknown {
    try {
      return JSON.parse(fs.readFileSync(this.file, 'utf8'));
    } catch (error) {
      throw new UserError(`The account in ${this.file} cannot be read (${String(error)}). Delete it to begin with a new one.`);
    }
  }
}

function withoutTime({ now: _now, ...state }: AccountState): string {
  return JSON.stringify(state);
}

function isAccount(state: unknown): state is AccountState {
  return typeof state === 'object' && state !== null
    && 'id' in state && typeof state.id === 'string' && 'now' in state && typeof state.now === 'number';
}

/** The process that a lock names; nothing if it names none. */
function ownerOf(text: string): number | undefined {
  return /^[1-9]\d*$/.test(text.trim()) ? Number(text) : undefined;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process: it runs.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
