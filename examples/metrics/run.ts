import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App } from 'aws-cdk-lib';
import { Cloud, readAssembly } from 'cdk-local-cloud/engine';
import pc from 'picocolors';
import { MonitoredShop } from './app';
import { BusyAfternoon } from './busy-afternoon';

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

async function main(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-lightsail-metrics-'));
  const cloud = new Cloud({ codeFolder: path.join(folder, 'code'), beginning: NOON - 10 * MINUTE });
  try {
    const app = new App({ outdir: path.join(folder, 'cdk.out') });
    new MonitoredShop(app, 'MonitoredShop');
    const [stack] = readAssembly(app.synth().directory, { accountId: cloud.account.id, region: REGION });
    const { result } = await cloud.deploy(stack);
    if (result !== 'deployed') throw new Error(`The deployment ended with: ${result}.`);

    const afternoon = new BusyAfternoon(cloud, REGION, 'shop-web', NOON);
    afternoon.measure();
    await cloud.advance(NOON + 8 * HOUR - cloud.account.clock.now());
    show(cloud, afternoon);
  } finally {
    await cloud.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function show({ account, cloudWatch, sns }: Cloud, afternoon: BusyAfternoon): void {
  const [alarm] = cloudWatch.alarms();
  const state = (time: number) => alarm.history.filter(({ at }) => at <= time).at(-1)?.state;
  for (const line of afternoon.draw()) say(line);
  say(`alarm  ${afternoon.periods.map((begin) => (state(begin) === 'ALARM' ? pc.red('█') : '·')).join('')}`);
  say(`\nThey were put in ${account.calls.filter(({ call }) => call.operation === 'PutMetricData').length} calls.`);
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
