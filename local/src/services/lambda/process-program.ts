import path from 'node:path';

/**
 * The runtime that a function's process starts with: `node <program> <virtual time>`. One file, which the package's build
 * bundles from `process/main.ts`.
 */
export const PROCESS_PROGRAM = bundled('function-process.cjs');

/** The module `cfn-response`, bundled from `process/cfn-response.ts`. */
export const CFN_RESPONSE = bundled('cfn-response.cjs');

function bundled(name: string): string {
  return path.join(__dirname, '..', '..', '..', 'lib', name);
}
