import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { beginRun, Cloud, readAssembly, report, showAccount, type StackEvent, typesDeployed, typesIn, writeReport } from 'cdk-local-cloud/engine';
import pc from 'picocolors';
import { drawChanges, lightsailResources } from './changes';
import { drawTimeline, span } from './timeline';
import { drawWeek } from './week';
import type { ScheduleResult } from '../../src/schedules/schedule-contract';
import { BusyAfternoon } from '../metrics/busy-afternoon';

interface DemoOptions {
  /** Show every event of CloudFormation and the whole account. Otherwise: a picture and what changed. */
  readonly verbose: boolean;
  /** Where to write the whole run as a page to look at. */
  readonly report?: string;
}

/**
 * The demo: the life of the example app on the local cloud, in seven acts. Each act says what is about to happen, shows a
 * picture of it, and then what changed in the account.
 */
class Demo {
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-lightsail-demo-'));
  private readonly cloud = new Cloud({ codeFolder: path.join(this.folder, 'code'), beginning: MONDAY_MORNING });
  private acts = 0;

  constructor(private readonly options: DemoOptions) {}

  async run(): Promise<void> {
    const beginning = beginRun(this.cloud);
    try {
      await this.play();
      if (this.options.report !== undefined) writeReport(this.cloud, this.options.report, { beginning, title: 'The demo of cdk-lightsail' });
    } finally {
      await this.cloud.close();
      fs.rmSync(this.folder, { recursive: true, force: true });
    }
    say(pc.bold('\nThe snapshots outlive the stack, and the failed deployment left nothing behind.'));
    this.sayWhatNext();
  }

  private async play(): Promise<void> {
    say('The life of a web shop, in an AWS account that exists only in this process. Its clock is virtual: hours pass in seconds.');

    await this.act('Deploy', 'A database, an instance, an alarm and schedules in eu-central-1, a distribution in us-east-1, from one stack.', () => this.deploy('1.0'));

    await this.act('Release 1.1', 'Snapshots are taken of the database and the instance before they change, and the cache is reset.', () => this.deploy('1.1'));

    await this.act('A busy quarter of an hour', 'The CPU is at 97 %: the alarm goes off, and an email is sent.', () => this.raiseCpu());

    await this.act('Release 1.2 fails', 'Lightsail cannot take the instance\'s snapshot. The stack rolls back with Lightsail\'s own reason.', async () => {
      this.cloud.account.faults.inject({
        service: 'lightsail',
        operation: 'CreateInstanceSnapshot',
        effect: { type: 'fail-operation', code: 'InternalError', details: 'Unable to take a snapshot of the volume right now.' },
        times: 1,
      });
      return !await this.deploy('1.2');
    });

    await this.act('Metrics in CloudWatch', 'Lightsail measures the CPU and is late with some values. CloudWatch gets each of them once.', () => this.exportAfternoon());

    await this.act('A week of schedules', 'Office hours for the database, snapshots every night that prune themselves; one of them fails.', () => this.passWeek());

    await this.act('Destroy', 'A final snapshot of the database first; then everything except the snapshots is deleted.', () =>
      this.watch('destroying', typesDeployed(this.cloud, STACK, REGION), (listener) => this.cloud.destroy(STACK, REGION, listener)));
  }

  private async act(title: string, story: string, play: () => Promise<boolean>): Promise<void> {
    const before = lightsailResources(this.cloud);
    say(`\n${pc.bold(pc.magenta(`Act ${++this.acts}`))}  ${pc.bold(title)}\n${story}\n`);
    if (!await play()) throw new Error(`Act ${this.acts} did not end as it should have.`);
    // What was cancelled is still being made, and is cleaned up by whoever began it.
    await this.cloud.advance(TEN_MINUTES);
    if (this.options.verbose) showAccount(this.cloud, process.stdout);
    else this.showChanges(before);
  }

  private showChanges(before: ReadonlyMap<string, string>): void {
    const changes = drawChanges(before, lightsailResources(this.cloud));
    say(changes.length === 0 ? pc.dim('No resource in Lightsail changed, and none was left behind.') : changes.join('\n'));
  }

  private async raiseCpu(): Promise<boolean> {
    const { monitoring } = this.cloud.lightsail;
    monitoring.verify(REGION);
    monitoring.measure(REGION, { resourceName: 'shop-web', metricName: 'CPUUtilization', value: 97, duration: QUARTER_OF_AN_HOUR });
    await this.cloud.advance(QUARTER_OF_AN_HOUR);
    const sent = monitoring.messages(REGION);
    for (const { at, endpoint, text } of sent) say(`${new Date(at).toISOString().slice(11, 16)}  to ${endpoint}: ${text}`);
    return sent.some(({ type, state }) => type === 'alarm' && state === 'ALARM');
  }

  private async exportAfternoon(): Promise<boolean> {
    const afternoon = new BusyAfternoon(this.cloud, REGION, 'shop-web', MONDAY_MORNING + 4.5 * HOUR);
    afternoon.measure();
    await this.cloud.advance(afternoon.begin + 6 * HOUR - this.cloud.account.clock.now());
    for (const line of this.options.verbose ? afternoon.draw() : afternoon.drawExported()) say(line);
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
    return failures.length === 1 && results.filter(({ result }) => result === 'succeeded').length === 16;
  }

  private deploy(version: string): Promise<boolean> {
    const outdir = path.join(this.folder, `cdk.out-${version}`);
    synthesize(outdir, version);
    const [stack] = readAssembly(outdir, { accountId: this.cloud.account.id, region: REGION });
    return this.watch('deploying', typesIn(stack.template), (listener) => this.cloud.deploy(stack, listener));
  }

  /** Carries out a deployment or a deletion, and shows it: on a terminal while it goes on, and then as a picture. */
  private async watch(verb: 'deploying' | 'destroying', types: readonly string[], work: Work): Promise<boolean> {
    if (this.options.verbose) return report({ out: process.stdout, err: process.stderr, env: process.env }, { stackName: STACK, types }, verb, work);
    const events: StackEvent[] = [];
    const outcome = await work((event) => {
      events.push(event);
      showLive(`${verb} ${STACK}  ${new Date(event.timestamp).toISOString().slice(11, 19)}  ${event.status}  ${event.logicalId}`);
    });
    showLive('');
    for (const line of drawTimeline(events, { label: this.pathOf(), rows: 4 })) say(line);
    const took = span(events[events.length - 1].timestamp - events[0].timestamp);
    if (outcome.result === 'failed') say(`${pc.red(`✗ ${outcome.status}`)} after ${took}: ${outcome.reason}`);
    else say(`${pc.green(`✓ ${STACK} ${outcome.result}`)}: ${types.length} resources, ${took} of virtual time`);
    return outcome.result !== 'failed';
  }

  /** What a resource is called in the app, without the CDK's hash. */
  private pathOf(): (logicalId: string) => string {
    return (logicalId) => logicalId.replace(/[0-9A-F]{8}$/, '');
  }

  private sayWhatNext(): void {
    say(`
Next:
  npm run demo -- --verbose              every event of CloudFormation, and the whole account after each act
  npm run demo -- --report demo.html     the same run as a page: resources, executions, schedules, calls and logs
With your own app, in its folder (local/README.md):
  npm install --save-dev cdk-local-cloud
  npx cdk synth --quiet && npx cdk-local-cloud deploy cdk.out && npx cdk-local-cloud advance 7d`);
  }
}

type Work = Parameters<typeof report>[3];

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
  showLive('cdk synth');
  // What it writes is shown only if it fails.
  execFileSync(process.execPath, [cdk, 'synth', '--quiet', '--context', `version=${version}`, '--output', outdir], { cwd: __dirname, stdio: 'pipe' });
  showLive('');
}

/** The last line of a terminal, written anew. Elsewhere, nothing. */
function showLive(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[2K${pc.dim(text.slice(0, process.stdout.columns - 1))}`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function readOptions(): DemoOptions {
  const { values } = parseArgs({ options: { verbose: { type: 'boolean', default: false }, report: { type: 'string' } } });
  return values;
}

async function main(): Promise<void> {
  await new Demo(readOptions()).run();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
