import { existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';

/** What of the AWS SDK the managed runtime has on board: everything in these scopes. */
const SCOPES = ['@aws-sdk', '@smithy'];

/**
 * A folder with what the managed runtime has on board: the AWS SDK, and nothing else. Each package is a link to where it is
 * found on this machine, so that it finds its own dependencies there.
 */
export class SdkFolder {
  private readonly searched = new Set<string>();

  constructor(private readonly folder: string) {}

  /** Adds the packages that code in one of these folders would find, and that are not there yet. */
  provide(folders: readonly string[]): void {
    for (const folder of folders.flatMap(modulesAbove)) {
      if (this.searched.has(folder)) continue;
      this.searched.add(folder);
      for (const scope of SCOPES) this.link(path.join(folder, scope), path.join(this.folder, scope));
    }
  }

  private link(source: string, target: string): void {
    if (!existsSync(source) || path.resolve(source) === path.resolve(target)) return;
    // An earlier version linked the whole scope.
    if (lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(target);
    mkdirSync(target, { recursive: true });
    for (const name of readdirSync(source)) {
      const link = path.join(target, name);
      if (existsSync(link) || !existsSync(path.join(source, name, 'package.json'))) continue;
      // What it led to may have been removed since.
      rmSync(link, { force: true });
      symlinkSync(realpathSync(path.join(source, name)), link, 'dir');
    }
  }
}

/** Every folder of modules from here upwards, the nearest first. */
function modulesAbove(folder: string): string[] {
  const above = path.dirname(folder);
  return [path.join(folder, 'node_modules'), ...above === folder ? [] : modulesAbove(above)];
}
