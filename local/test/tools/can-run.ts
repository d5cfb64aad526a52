import { execFile } from 'node:child_process';

/** Whether a program can be run on this machine. */
export function canRun(program: string, ...words: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(program, words, (error) => resolve(!error));
  });
}
