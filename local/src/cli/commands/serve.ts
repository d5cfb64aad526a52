import { setTimeout as wait } from 'node:timers/promises';
import { colorsFor } from '../console';
import { explained } from '../explained';
import { showFailedRuns } from '../failed-runs';
import { UsageError, UserError } from '../user-error';
import type { Command, CommandContext } from './command';

/** How often time moves on, in milliseconds. */
const TICK = 250;

/** Time passes as fast as outside, or faster, until somebody stops it. */
export const serve: Command = {
  options: ['region', 'port', 'host', 'speed', 'fault'],

  check(operands) {
    if (operands.length > 0) throw new UsageError(`serve takes options only, but got '${operands.join(' ')}'.`);
  },

  async run(context) {
    const { cloud, options, terminal, save } = context;
    const stop = (terminal.interrupted ?? processInterrupted)();
    await listen(context);
    const { url } = cloud.endpoint;
    // The AWS CLI 1 and boto3 read AWS_DEFAULT_REGION, the others AWS_REGION.
    terminal.out.write(`Serving the account at ${url} (Ctrl-C ends it).\n`
      + `  export AWS_ENDPOINT_URL=${url} AWS_REGION=${options.region} AWS_DEFAULT_REGION=${options.region}\n`
      + `  export AWS_ACCESS_KEY_ID=${cloud.account.root.accessKeyId} AWS_SECRET_ACCESS_KEY=local\n`
      + `${pace(options.speed)}\n`);
    let defects = 0;
    let failed = false;
    while (!stop.aborted) {
      await wait(TICK, undefined, { signal: stop }).catch(() => undefined);
      // What has happened at this moment was shown already.
      const since = cloud.account.clock.now() + 1;
      defects += await pass(context, TICK * options.speed);
      failed = showFailedRuns(cloud, terminal, since) || failed;
      save();
    }
    return defects === 0 && !failed;
  },
};

/** How fast time passes: what takes minutes in AWS, such as a deployment, is waited for in seconds. */
function pace(speed: number): string {
  const choose = 'choose another pace with --speed';
  if (speed === 0) return `Time stands still: deployments never end. To let it pass, ${choose}.`;
  if (speed === 1) return `Time passes as outside; ${choose}.`;
  return `Time passes ${speed} times as fast as outside, so that deployments end soon; ${choose}.`;
}

async function listen({ cloud, options }: CommandContext): Promise<void> {
  try {
    await cloud.endpoint.listen(options.port, options.host);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new UserError(`This machine has no address '${options.host}': choose another one with --host, or leave it out.`);
    }
    throw new UserError(code === 'EADDRINUSE'
      ? `Port ${options.port} is in use: choose another one with --port.`
      : `Port ${options.port} cannot be served (${message}): choose another one with --port.`);
  }
}

/**
 * Lets time pass. What the local cloud does not know, and its own defects, have been told to whoever asked, are shown
 * here and end nothing: one bad request is not to stop what others do. Returns how many there were.
 */
async function pass({ cloud, terminal }: CommandContext, milliseconds: number): Promise<number> {
  const failure = await cloud.advance(milliseconds).then(() => undefined, (error: unknown) => error);
  const all = new Set<unknown>(cloud.account.defects.take());
  if (failure !== undefined) all.add(failure);
  for (const defect of all) terminal.err.write(`${colorsFor(terminal.err, terminal.env).red(explained(defect))}\n`);
  return all.size;
}

/** Aborted when somebody presses Ctrl-C or ends the process in good manner. */
function processInterrupted(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  return stopping.signal;
}
