import type { Cloud } from '../cloud';
import { colorsFor, type Terminal } from './console';

/** What is shown of a log: its end. */
const LINES = 20;

/**
 * Shows the end of the log of each function that failed since then: the logs go with the process. What a function has
 * reported to CloudFormation itself is in the events. Returns whether a failure is left that no later attempt made good.
 */
export function showFailedFunctions({ lambda }: Cloud, { err, env }: Terminal, since?: number): boolean {
  const colors = colorsFor(err, env);
  const failed = lambda.failedFunctions(since);
  for (const { name, times, error, recovered } of failed) {
    const lines = lambda.logs(name).filter((line) => line !== '');
    const count = `${times === 1 ? '' : `${times} times, at last `}with ${error}${recovered ? ', and succeeded when it was tried again' : ''}`;
    err.write(`${colors.bold(name)} failed ${count}. The end of its log:\n`);
    for (const line of lines.slice(-LINES)) err.write(`  ${colors.dim(line)}\n`);
    err.write('\n');
  }
  return failed.some(({ recovered }) => !recovered);
}
