import { cloudFormationState, type Cloud, beginRun, writeReport } from 'cdk-local-cloud/engine';
import { lifeOf } from './check-life';
import { play } from './life/play';

export interface ReplayOptions {
  readonly processes: boolean;
  /** The file for the local cloud's page. */
  readonly report?: string;
}

/** Lives a life again, and shows what happened in it, by the account's time. Returns whether it kept every invariant. */
export async function replay(which: string, { report, processes }: ReplayOptions): Promise<boolean> {
  const [seedText, ...rest] = which.split(':');
  const seed = Number(seedText);
  if (!Number.isInteger(seed)) throw new Error(`Got '${which}' to replay; expected SEED or SEED:PATH, as a failure names it.`);
  const path = rest.length === 0 ? undefined : rest.join(':');
  const life = { ...lifeOf(seed, path), processes };
  process.stdout.write(`${JSON.stringify(life, null, 1)}\n\n`);
  let cloud: Cloud | undefined;
  let beginning: ReturnType<typeof beginRun> | undefined;
  const end = await play(life, (made) => {
    cloud = made;
    beginning = beginRun(made);
  }).then(() => undefined, (error: unknown) => error);
  if (!cloud) throw end;
  process.stdout.write(timeline(cloud));
  if (report !== undefined) writeReport(cloud, report, { beginning, title: `The life of the seed ${which}` });
  process.stdout.write(end === undefined ? '\nEvery invariant was kept.\n' : `\n${end instanceof Error ? end.message : String(end)}\n`);
  return end === undefined;
}

/** What happened, a line each, oldest first. */
export function timeline(cloud: Cloud): string {
  const { account, lambda, stepFunctions } = cloud;
  const lines: Array<readonly [number, string]> = [];
  for (const { events } of cloudFormationState(account).stacks) {
    for (const { timestamp, stackName, logicalId, status, reason } of events) {
      lines.push([timestamp, `${stackName} ${logicalId}: ${status}${reason === undefined ? '' : ` (${reason})`}`]);
    }
  }
  for (const { at, call, error, message, fault } of account.calls) {
    const isRead = /^(Get|Describe|List)/.test(call.operation);
    if (fault === undefined && (isRead || call.service !== 'lightsail')) continue;
    lines.push([at, `  ${call.service}:${call.operation} ${JSON.stringify(call.input)}${fault === undefined ? '' : ` ⚡ ${fault}`}${
      error === undefined ? '' : ` → ${error}: ${message ?? ''}`}`]);
  }
  for (const name of lambda.invokedFunctions()) {
    for (const { requestId, start, attempt, error } of lambda.invocations(name)) {
      if (error !== undefined) lines.push([start, `  ${name} (${requestId}, try ${attempt}) ended with ${error}`]);
    }
    for (const { at, text } of lambda.logLines(name)) if (text.startsWith('{')) lines.push([at, `    ${text}`]);
  }
  for (const { name, status, stoppedAt, error } of stepFunctions.executions()) {
    if (stoppedAt !== undefined) lines.push([stoppedAt, `  execution ${name} ${status}${error === undefined ? '' : ` (${error})`}`]);
  }
  return lines.map((line, index) => [...line, index] as const).sort((one, other) => one[0] - other[0] || one[2] - other[2])
    .map(([at, text]) => `${new Date(at).toISOString().slice(5, 23).replace('T', ' ')} ${text}\n`).join('');
}

