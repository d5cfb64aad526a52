import type { Cloud } from '../cloud';
import { colorsFor, type Terminal } from './console';

/** What is shown of a log: its end. */
const LINES = 20;

/**
 * Shows the end of the log of each function that failed: the logs go with the process. What a function has reported to
 * CloudFormation itself is in the events.
 */
export function showFailedFunctions({ lambda }: Cloud, { err, env }: Terminal): void {
  const colors = colorsFor(err, env);
  for (const name of lambda.failedFunctions()) {
    const lines = lambda.logs(name).filter((line) => line !== '');
    err.write(`${colors.bold(name)} failed. The end of its log:\n`);
    for (const line of lines.slice(-LINES)) err.write(`  ${colors.dim(line)}\n`);
    err.write('\n');
  }
}
