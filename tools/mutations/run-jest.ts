import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import * as path from 'node:path';

/** A test, by its file and its name. */
export interface FailedTest {
  readonly file: string;
  readonly name: string;
}

export type TestRun =
  | { readonly type: 'passed' }
  | { readonly type: 'failed'; readonly by: FailedTest }
  /** They did not come to their end in time. */
  | { readonly type: 'hung' };

/** What first-failure.cjs writes. */
interface Report {
  readonly passed: number;
  readonly failed?: { readonly path: string; readonly name?: string; readonly message: string };
}

/** Runs tests in a folder until the first one fails, for so many milliseconds at most. */
export async function runJest(folder: string, paths: readonly string[], milliseconds: number): Promise<TestRun> {
  const output = path.join(folder, 'mutation-test-report.json');
  rmSync(output, { force: true });
  const hung = !await comesToItsEnd(folder, [
    require.resolve('jest/bin/jest', { paths: [folder] }), ...paths, '--runInBand', '--bail', '--silent',
    '--config', JSON.stringify({ ...configuration(folder), reporters: [[path.join(__dirname, 'first-failure.cjs'), { output }]] }),
    '--rootDir', folder,
    '--testSequencer', path.join(__dirname, 'small-first.cjs'),
    // Shared by the workspaces: what was compiled for one of them.
    '--cacheDirectory', path.join(path.dirname(folder), 'jest-cache'),
  ], milliseconds);
  if (hung) return { type: 'hung' };
  const { passed, failed } = existsSync(output) ? JSON.parse(readFileSync(output, 'utf8')) as Report : { passed: 0 };
  if (failed) return { type: 'failed', by: { file: path.relative(folder, failed.path), name: failed.name ?? `(is not even loaded) ${failed.message.slice(0, 200)}` } };
  if (passed > 0) return { type: 'passed' };
  throw new Error(`No test ran for ${paths.join(', ')} in ${folder}.`);
}

/** The project's own, without what never has to do with the library: the tests of the local cloud, and those of the mutations themselves. */
function configuration(folder: string): Record<string, unknown> {
  const { testPathIgnorePatterns, ...rest } = JSON.parse(readFileSync(path.join(folder, 'jest.config.json'), 'utf8')) as { testPathIgnorePatterns: string[] };
  return { ...rest, testPathIgnorePatterns: [...testPathIgnorePatterns, '<rootDir>/local/', '<rootDir>/test/tools/mutations'] };
}

function comesToItsEnd(folder: string, args: readonly string[], milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    // A group of its own: the functions that tests run are processes, too.
    const child = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore', detached: true });
    let hung = false;
    const timer = setTimeout(() => {
      hung = true;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, milliseconds);
    child.on('exit', () => {
      clearTimeout(timer);
      resolve(!hung);
    });
  });
}
