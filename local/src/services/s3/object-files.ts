import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The bytes of the account's objects: a file each, in a folder that belongs to the account's state. */
export class ObjectFiles {
  constructor(private readonly folder: string) {}

  /** Writes a new file, and gives its name. */
  write(bytes: Uint8Array): string {
    mkdirSync(this.folder, { recursive: true });
    const name = randomUUID();
    writeFileSync(this.pathOf(name), bytes);
    return name;
  }

  read(name: string): Buffer {
    return readFileSync(this.pathOf(name));
  }

  /** A file that is gone already is as good as removed: an earlier process may have ended before it wrote its state. */
  remove(name: string): void {
    if (name !== '' && existsSync(this.pathOf(name))) rmSync(this.pathOf(name));
  }

  pathOf(name: string): string {
    return path.join(this.folder, name);
  }
}
