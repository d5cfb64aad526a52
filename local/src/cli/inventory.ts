import type { Writable } from 'node:stream';
import type { Cloud } from '../cloud';
import { minute } from './minute';

/** Shows what exists in the account: the stacks, what Lightsail holds in each Region, what runs when, and CloudWatch's alarms. */
export function showAccount(cloud: Cloud, out: Writable): void {
  const { account } = cloud;
  out.write(`Account ${account.id}, ${new Date(account.clock.now()).toISOString()}\n`);

  table(out, 'Stacks', cloud.cloudFormation.existingStacks().map((stack) => [stack.region, stack.stackName, stack.status]));

  const items = cloud.lightsail.regions().flatMap((region) => cloud.lightsail.inventory(region).map((item) => [
    region, item.kind, item.name, item.state, minute(item.createdAt.getTime()),
  ]));
  table(out, 'Lightsail', items);

  const schedules = cloud.scheduler.upcoming();
  if (schedules.length > 0) {
    table(out, 'Schedules, and their next runs (UTC)', schedules.map(({ schedule, next }) => [
      schedule.region, schedule.name, schedule.expression, schedule.timeZone, next === undefined ? 'never' : minute(next),
    ]));
  }

  const alarms = [...cloud.cloudWatch.alarms(), ...cloud.cloudWatch.compositeAlarms()];
  if (alarms.length > 0) table(out, 'CloudWatch alarms', alarms.map(({ region, name, state }) => [region, name, state]));

  const running = cloud.stepFunctions.executions().filter((execution) => execution.status === 'RUNNING').length;
  if (running > 0) out.write(`\nWaiters at work: ${running}\n`);
}

function table(out: Writable, title: string, rows: string[][]): void {
  out.write(`\n${title}:${rows.length === 0 ? ' none' : ''}\n`);
  const widths = rows.reduce<number[]>((sofar, row) => row.map((cell, column) => Math.max(cell.length, sofar[column] ?? 0)), []);
  for (const row of rows) out.write(`  ${row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()}\n`);
}
