import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Cloud, readAssembly, report, showAccount, typesDeployed, typesIn } from 'cdk-local-cloud/engine';
import pc from 'picocolors';
import { drawWeek } from './week';
import type { ScheduleResult } from '../../src/schedules/schedule-contract';
import { BusyAfternoon } from '../metrics/busy-afternoon';

/**
 * The demo: the life of the example app on the local cloud, in seven acts. Each act says what it is about to do, shows
 * what CloudFormation reports, and then what exists in the account.
 */
class Demo {
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-lightsail-demo-'));
  private readonly cloud = new Cloud({ codeFolder: path.join(this.folder, 'code'), beginning: MONDAY_MORNING });
  private acts = 0;

  async run(): Promise<void> {
    try {
      await this.play();
    } finally {
      await this.cloud.close();
      fs.rmSync(this.folder, { recursive: true, force: true });
    }
  }

  private async play(): Promise<void> {
    await this.act('Deploy to eu-central-1: a database, an instance, an alarm, and a distribution in us-east-1. Nothing exists yet to take snapshots of.', () => this.deploy('1.0'));

    await this.act('Update: release 1.1 takes snapshots of the database and the instance before it changes them, and resets the cache.', () => this.deploy('1.1'));

    await this.act('The CPU is busy for a quarter of an hour: the alarm goes off, and an email is sent.', () => this.raiseCpu());

    await this.act('Break it on purpose: the instance\'s snapshot fails in Lightsail, and the stack rolls back with Lightsail\'s own reason.', async () => {
      this.cloud.account.faults.inject({
        service: 'lightsail',
        operation: 'CreateInstanceSnapshot',
        effect: { type: 'fail-operation', code: 'InternalError', details: 'Unable to take a snapshot of the volume right now.' },
        times: 1,
      });
      return !await this.deploy('1.2');
    });

    await this.act('A busy afternoon: Lightsail\'s metric is exported to CloudWatch, each value once, including late ones.', () => this.exportAfternoon());

    await this.act('A week in seconds: office hours for the database with a snapshot each evening, and nightly snapshots of the instance, one of which fails.', () => this.passWeek());

    await this.act('Destroy: first a final snapshot of the database, then everything except the snapshots is deleted.', () =>
      this.show('destroying', typesDeployed(this.cloud, STACK, REGION), (listener) => this.cloud.destroy(STACK, REGION, listener)));

    say(pc.bold('\nThat was the demo. The snapshots outlive the stack, and the failed deployment left nothing behind.'));
  }

  private async act(title: string, play: () => Promise<boolean>): Promise<void> {
    say(`\n${pc.bold(pc.magenta(`Act ${++this.acts}`))}  ${pc.bold(title)}\n`);
    if (!await play()) throw new Error(`Act ${this.acts} did not end as it should have.`);
    // What was cancelled is still being made, and is cleaned up by whoever began it.
    await this.cloud.advance(TEN_MINUTES);
    say('Ten minutes later:');
    showAccount(this.cloud, process.stdout);
  }

  private async raiseCpu(): Promise<boolean> {
    const { monitoring } = this.cloud.lightsail;
    monitoring.verify(REGION);
    monitoring.measure(REGION, { resourceName: 'shop-web', metricName: 'CPUUtilization', value: 97, duration: QUARTER_OF_AN_HOUR });
    await this.cloud.advance(QUARTER_OF_AN_HOUR);
    const sent = monitoring.messages(REGION);
    for (const { at, endpoint, text } of sent) say(`${new Date(at).toISOString().slice(11, 16)}  to ${endpoint}: ${text}`);
    say('');
    return sent.some(({ type, state }) => type === 'alarm' && state === 'ALARM');
  }

  private async exportAfternoon(): Promise<boolean> {
    const afternoon = new BusyAfternoon(this.cloud, REGION, 'shop-web', MONDAY_MORNING + 4.5 * HOUR);
    afternoon.measure();
    await this.cloud.advance(afternoon.begin + 6 * HOUR - this.cloud.account.clock.now());
    for (const line of afternoon.draw()) say(line);
    say('');
    return afternoon.isComplete;
  }

  private async passWeek(): Promise<boolean> {
    const { account, events, lightsail } = this.cloud;
    account.faults.inject({
      service: 'lightsail',
      operation: 'CreateInstanceSnapshot',
      effect: { type: 'fail-operation', code: 'InternalError', details: 'Unable to take a snapshot of the volume right now.' },
      when: () => account.clock.now() > MONDAY_MORNING + 3 * DAY,
      times: 1,
    });
    await this.cloud.advance(MONDAY_MORNING + 7 * DAY + 3 * HOUR - account.clock.now());
    const results = events.published().map(({ detail }) => detail as unknown as ScheduleResult);
    const snapshots = new Set(lightsail.inventory(REGION).map(({ name }) => name));
    say(drawWeek(results, { begin: MONDAY_MORNING, days: 8, timeZone: 'Europe/Berlin', snapshots }));
    const failures = results.filter(({ result }) => result === 'failed');
    for (const { scheduledTime, reason } of failures) say(`\n${scheduledTime.slice(0, 16)}: ${reason}`);
    say('');
    return failures.length === 1 && results.filter(({ result }) => result === 'succeeded').length === 16;
  }

  private deploy(version: string): Promise<boolean> {
    const outdir = path.join(this.folder, `cdk.out-${version}`);
    synthesize(outdir, version);
    const [stack] = readAssembly(outdir, { accountId: this.cloud.account.id, region: REGION });
    return this.show('deploying', typesIn(stack.template), (listener) => this.cloud.deploy(stack, listener));
  }

  private show(verb: 'deploying' | 'destroying', types: readonly string[], work: Parameters<typeof report>[3]): Promise<boolean> {
    return report({ out: process.stdout, err: process.stderr, env: process.env }, { stackName: STACK, types }, verb, work);
  }
}

const TEN_MINUTES = 10 * 60 * 1000;
const QUARTER_OF_AN_HOUR = 15 * 60 * 1000;
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** Half past eight in Berlin, in the week in which the clocks go forward. */
const MONDAY_MORNING = Date.UTC(2027, 2, 22, 7, 30);
const STACK = 'Shop';
const REGION = 'eu-central-1';

/** As a user does it: with the CDK's own CLI. */
function synthesize(outdir: string, version: string): void {
  const cdk = require.resolve('aws-cdk/bin/cdk');
  // What it writes is shown only if it fails.
  execFileSync(process.execPath, [cdk, 'synth', '--quiet', '--context', `version=${version}`, '--output', outdir], { cwd: __dirname, stdio: 'pipe' });
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

new Demo().run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
