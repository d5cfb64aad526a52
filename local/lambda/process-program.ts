import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';

/** The files that a function's process needs besides the function's code. */
export interface ProcessProgram {
  /** The runtime: `node <main> <virtual time>`. */
  readonly main: string;
  remove(): void;
}

/** Puts the program together in a temporary folder. */
export function buildProcessProgram(): ProcessProgram {
  const folder = mkdtempSync(path.join(tmpdir(), 'local-cloud-runtime-'));
  const main = path.join(folder, 'main.cjs');
  buildSync({
    entryPoints: [path.join(__dirname, 'process', 'main.ts')],
    outfile: main,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    logLevel: 'error',
    // The compiler's options for the project do not matter to this program.
    tsconfigRaw: {},
  });
  return { main, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
