import path from 'node:path';

/**
 * The runtime that a function's process starts with: `node <program> <virtual time>`. One file, which the package's build
 * bundles from `process/main.ts`.
 */
export const PROCESS_PROGRAM = path.join(__dirname, '..', '..', '..', 'lib', 'function-process.cjs');
