import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { type Mutation, mutated, ROOT } from './mutation';
import { runJest, type TestRun } from './run-jest';

/** The local cloud and the packages are used as they are; everything else is copied. */
const LINKED = ['node_modules', 'local'];

/** A copy of the repository, in which one bug at a time is planted. */
export class Workspace {
  readonly folder: string;
  /** Whether assets/ holds what lambda/ says. */
  private isBundled = false;

  constructor(name: string, private readonly longestRun: number) {
    const id = createHash('sha256').update(ROOT).digest('hex').slice(0, 8);
    this.folder = path.join(os.tmpdir(), `cdk-lightsail-mutations-${id}`, name);
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
    for (const file of git('ls-files', '--cached', '--others', '--exclude-standard')) {
      if (!LINKED.some((folder) => file.startsWith(`${folder}/`)) && existsSync(path.join(ROOT, file))) cpSync(path.join(ROOT, file), path.join(this.folder, file));
    }
    for (const folder of LINKED) symlinkSync(path.join(ROOT, folder), path.join(this.folder, folder));
    this.bundle();
  }

  /** Plants the bug, does something, and takes the bug out again. */
  async with<T>(mutation: Mutation, act: () => Promise<T>): Promise<T> {
    const file = path.join(this.folder, mutation.file);
    const code = readFileSync(file);
    writeFileSync(file, mutated(mutation, this.folder));
    this.isBundled = false;
    try {
      return await act();
    } finally {
      writeFileSync(file, code);
      this.isBundled = false;
    }
  }

  test(paths: readonly string[]): Promise<TestRun> {
    // The tests of lambda/ run its sources in their own process; all others deploy the bundle.
    if (!this.isBundled && paths.some((name) => !name.startsWith('test/lambda/'))) this.bundle();
    return runJest(this.folder, paths, this.longestRun);
  }

  private bundle(): void {
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'tools/bundle.ts'], { cwd: this.folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`The function's code could not be bundled: ${stderr}`);
    this.isBundled = true;
  }
}

function git(...args: string[]): string[] {
  const { status, stdout, stderr } = spawnSync('git', [...args, '-z'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.split('\0').filter(Boolean);
}
