import type { Writable } from 'node:stream';
import type { Cloud } from '../cloud';
import { cloudFormationState } from '../cloudformation';

/** Shows what exists in the account: the stacks, and what Lightsail holds in each Region. */
export function showAccount(cloud: Cloud, out: Writable): void {
  const { account } = cloud;
  out.write(`Account ${account.id}, ${new Date(account.clock.now()).toISOString()}\n`);

  const stacks = cloudFormationState(account).stacks.filter((stack) => stack.status !== 'DELETE_COMPLETE');
  table(out, 'Stacks', stacks.map((stack) => [stack.region, stack.stackName, stack.status]));

  const items = cloud.lightsail.regions().flatMap((region) => cloud.lightsail.inventory(region).map((item) => [
    region, item.kind, item.name, item.state, item.createdAt.toISOString().slice(0, 16).replace('T', ' '),
  ]));
  table(out, 'Lightsail', items);

  const running = cloud.stepFunctions.executions().filter((execution) => execution.status === 'RUNNING').length;
  if (running > 0) out.write(`\nWaiters at work: ${running}\n`);
}

function table(out: Writable, title: string, rows: string[][]): void {
  out.write(`\n${title}:${rows.length === 0 ? ' none' : ''}\n`);
  const widths = rows.reduce<number[]>((sofar, row) => row.map((cell, column) => Math.max(cell.length, sofar[column] ?? 0)), []);
  for (const row of rows) out.write(`  ${row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()}\n`);
}
