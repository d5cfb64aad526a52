import type { Cloud } from '../cloud';
import { colorsFor, type Terminal } from './console';
import { showFailedFunctions } from './failed-functions';
import { minute } from './minute';

/**
 * Shows what failed since then while time passed and no one waited for it: functions, runs of schedules and events that
 * did not reach their target, executions of state machines. Returns whether there is anything that nothing made good.
 */
export function showFailedRuns(cloud: Cloud, terminal: Terminal, since: number): boolean {
  const functions = showFailedFunctions(cloud, terminal, since);
  const lines = [...undelivered(cloud, since), ...executions(cloud, since)];
  const { red } = colorsFor(terminal.err, terminal.env);
  for (const line of lines) terminal.err.write(`${red(line)}\n`);
  return functions || lines.length > 0;
}

function undelivered({ events, scheduler }: Cloud, since: number): string[] {
  return [...scheduler.failures.since(since), ...events.failures.since(since)]
    .map(({ what, at, error }) => `${what} did not reach its target (${minute(at)}): ${error.code}: ${error.message}`);
}

function executions({ stepFunctions }: Cloud, since: number): string[] {
  return stepFunctions.executions()
    .filter(({ status, stoppedAt }) => (status === 'FAILED' || status === 'TIMED_OUT') && stoppedAt !== undefined && stoppedAt >= since)
    .map(({ arn, status, error, cause }) => `${arn} ${status === 'FAILED' ? 'failed' : 'timed out'}${
      error === undefined ? '' : `: ${error}`}${cause === undefined ? '' : `: ${cause}`}`);
}
