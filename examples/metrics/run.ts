import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App } from 'aws-cdk-lib';
import pc from 'picocolors';
import { MonitoredShop } from './app';
import { drawChart } from './draw';
import { Cloud } from '../../local/cloud';
import { readAssembly } from '../../local/cloudformation';

/**
 * A busy afternoon of the example app on the local cloud: what Lightsail measures, what arrives in CloudWatch, and what
 * the alarm makes of it.
 *
 *     tsx examples/metrics/run.ts
 */
const REGION = 'eu-central-1';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = Date.UTC(2026, 0, 5, 12);

/** Quiet, a rush at three, and a gap of half an hour in which nothing is measured. */
function load(minute: number): number | undefined {
  if (minute >= 90 && minute < 120) return undefined;
  return Math.round(20 + 75 * Math.exp(-(((minute - 200) / 25) ** 2)) + 5 * Math.sin(minute / 3));
}

async function main(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-lightsail-metrics-'));
  const cloud = new Cloud({ codeFolder: path.join(folder, 'code'), beginning: NOON - 10 * MINUTE });
  try {
    const app = new App({ outdir: path.join(folder, 'cdk.out') });
    new MonitoredShop(app, 'MonitoredShop');
    const [stack] = readAssembly(app.synth().directory, { accountId: cloud.account.id, region: REGION });
    const { result } = await cloud.deploy(stack);
    if (result !== 'deployed') throw new Error(`The deployment ended with: ${result}.`);

    const minutes = Array.from({ length: 300 }, (_, minute) => minute);
    for (const minute of minutes) {
      const value = load(minute);
      if (value === undefined) continue;
      cloud.lightsail.monitoring.measure(REGION, {
        resourceName: 'shop-web', metricName: 'CPUUtilization', value, from: NOON + minute * MINUTE, lateness: minute % 7 === 0 ? 40 * MINUTE : MINUTE,
      });
    }
    await cloud.advance(NOON + 8 * HOUR - cloud.account.clock.now());
    show(cloud, minutes);
  } finally {
    await cloud.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function show({ scheduling: { cloudWatch, sns }, account }: Cloud, minutes: readonly number[]): void {
  const data = cloudWatch.data('Lightsail', 'CPUUtilization', { InstanceName: 'shop-web' });
  const periods = minutes.filter((minute) => minute % 5 === 0);
  const inCloudWatch = periods.map((minute) => {
    const sets = data.filter(({ at }) => at === NOON + minute * MINUTE).map(({ statistics }) => statistics);
    const total = (name: 'sum' | 'sampleCount') => sets.reduce((sum, set) => sum + set[name], 0);
    return sets.length > 0 ? total('sum') / total('sampleCount') : undefined;
  });
  const [alarm] = cloudWatch.alarms();
  const state = (time: number) => alarm.history.filter(({ at }) => at <= time).at(-1)?.state;
  const chart = { begin: NOON, period: 5 * MINUTE, unit: '%' };
  for (const line of drawChart({ ...chart, title: pc.bold('CPUUtilization of shop-web, as Lightsail measures it'), values: periods.map(load) })) say(line);
  for (const line of drawChart({ ...chart, title: pc.bold('the same in CloudWatch'), values: inCloudWatch })) say(line);
  say(`alarm  ${periods.map((minute) => (state(NOON + minute * MINUTE) === 'ALARM' ? pc.red('█') : '·')).join('')}`);
  say(`\n${data.length} statistic sets were put in ${account.calls.filter(({ call }) => call.operation === 'PutMetricData').length} calls.`);
  for (const topicArn of new Set(alarm.actions.ALARM)) {
    for (const message of sns.messages(topicArn)) {
      const { NewStateValue, StateChangeTime } = JSON.parse(message) as { NewStateValue: string; StateChangeTime: string };
      say(`SNS: ${alarm.name} is ${NewStateValue} since ${StateChangeTime}`);
    }
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
