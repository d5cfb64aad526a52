/**
 * Draws what happens while a stack takes a snapshot, from a deployment on the local cloud, into docs/images/deployment.svg:
 * README.md shows it.
 *
 *     tsx tools/draw-deployment.ts
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { beginRun, Cloud, collectRun, type RunRecord, readAssembly } from 'cdk-local-cloud/engine';
import { Database, DatabaseSnapshot } from '../src';

export const PICTURE = path.join(__dirname, '..', 'docs', 'images', 'deployment.svg');

const REGION = 'eu-central-1';
const DATABASE = 'shop-db';
const MINUTE = 60_000;
const OPERATION = 5 * MINUTE;

interface Deployment {
  /** When CloudFormation asked for the snapshot, and when it had its answer. Milliseconds. */
  readonly asked: number;
  readonly answered: number;
  /** When Lightsail was asked for it; it takes five minutes. */
  readonly began: number;
  readonly invocations: readonly number[];
  /** Calls of Lightsail. */
  readonly calls: readonly number[];
}

/** The picture, the same each time: the local cloud's clock is virtual. */
export async function drawDeployment(): Promise<string> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-lightsail-picture-'));
  const cloud = new Cloud({ codeFolder: path.join(folder, 'code'), beginning: Date.UTC(2026, 0, 1), lightsail: { durations: { databaseSnapshot: OPERATION } } });
  try {
    const beginning = beginRun(cloud);
    await deploy(cloud, path.join(folder, 'cdk.out'));
    return draw(read(collectRun(cloud, { beginning })));
  } finally {
    await cloud.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function deploy(cloud: Cloud, outdir: string): Promise<void> {
  cloud.lightsail.seedDatabase(REGION, DATABASE);
  const app = new App({ outdir });
  const stack = new Stack(app, 'Shop', { env: { region: REGION } });
  new DatabaseSnapshot(stack, 'Release', { database: Database.fromDatabaseName(stack, 'Database', DATABASE) });
  app.synth();
  const [assembly] = readAssembly(outdir, { accountId: cloud.account.id, region: REGION });
  const { result, reason } = await cloud.deploy(assembly, () => undefined);
  if (result !== 'deployed') throw new Error(`The stack could not be deployed: ${reason}`);
}

function read({ lanes }: RunRecord): Deployment {
  const [snapshot] = lanes.filter(({ kind, note }) => kind === 'resource' && note === 'Custom::LightsailDatabaseSnapshot').flatMap(({ spans }) => spans);
  const functions = lanes.filter(({ kind }) => kind === 'function');
  const calls = functions.flatMap(({ marks }) => marks).filter(({ title }) => title.startsWith('lightsail:'));
  const created = calls.find(({ title }) => title === 'lightsail:CreateRelationalDatabaseSnapshot');
  if (!snapshot || snapshot.to === undefined || !created) throw new Error('The run has no snapshot that was made.');
  return {
    asked: snapshot.from,
    answered: snapshot.to,
    began: created.at,
    invocations: functions.flatMap(({ spans }) => spans).map(({ from }) => from),
    calls: calls.map(({ at }) => at),
  };
}

const WIDTH = 820;
const LEFT = 190;
const RIGHT = 30;
const LANE = 62;
const TOP = 34;
const BAR = 16;

const STYLE = `
  text { font: 13px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328; }
  .note { font-size: 11px; fill: #59636e; }
  .lane { stroke: #d1d9e0; }
  .stack { fill: #1a7f37; } .lightsail { fill: #bc4c00; } .waiter { fill: #8250df; opacity: 0.25; }
  .invocation { stroke: #0969da; stroke-width: 3; } .arrow { stroke: #59636e; fill: none; marker-end: url(#head); } .head { fill: #59636e; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; } .note { fill: #9198a1; } .lane { stroke: #3d444d; }
    .stack { fill: #3fb950; } .lightsail { fill: #db6d28; } .waiter { fill: #ab7df8; }
    .invocation { stroke: #4493f8; } .arrow { stroke: #9198a1; } .head { fill: #9198a1; }
  }`;

function draw({ asked, answered, began, invocations, calls }: Deployment): string {
  const end = Math.ceil((answered - asked) / MINUTE) * MINUTE;
  const x = (at: number) => Math.round(LEFT + (at - asked) / end * (WIDTH - LEFT - RIGHT));
  const y = (lane: number) => TOP + lane * LANE + LANE / 2;
  const [stack, code, waiter, lightsail] = [0, 1, 2, 3].map(y);
  const bar = (kind: string, from: number, to: number, at: number) =>
    `<rect class="${kind}" x="${x(from)}" y="${at - BAR / 2}" width="${x(to) - x(from)}" height="${BAR}" rx="3"/>`;
  const lane = (at: number, title: string, note: string) => [
    `<line class="lane" x1="${LEFT}" y1="${at}" x2="${WIDTH - RIGHT}" y2="${at}"/>`,
    `<text x="12" y="${at}">${title}</text><text class="note" x="12" y="${at + 15}">${note}</text>`,
  ];
  const arrow = (at: number, from: number, to: number) => `<line class="arrow" x1="${x(at)}" y1="${from}" x2="${x(at)}" y2="${to}"/>`;
  const label = (at: number, line: number, text: string, anchor = 'start') =>
    `<text class="note" x="${x(at) + (anchor === 'start' ? 6 : -6)}" y="${line}" text-anchor="${anchor}">${text}</text>`;
  const late = Math.round((answered - began - OPERATION) / 1000);
  const height = TOP + 4 * LANE + 30;
  const minutes = Array.from({ length: end / MINUTE + 1 }, (_, minute) => minute);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title">`,
    '<title id="title">A snapshot of five minutes: CloudFormation asks the function, which starts Lightsail\'s operation; the waiter invokes the function until the operation is done; the function answers.</title>',
    `<style>${STYLE}\n</style>`,
    '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0 0 8 4 0 8z"/></marker></defs>',
    `<text x="12" y="20">One snapshot of five minutes: ${invocations.length} invocations, ${calls.length} calls of Lightsail, the answer ${late} s after the operation's end</text>`,
    ...lane(stack, 'CloudFormation', 'custom resource'),
    ...lane(code, 'Function', 'one per stack'),
    ...lane(waiter, 'Waiter', 'Step Functions, no code runs'),
    ...lane(lightsail, 'Lightsail', 'operation'),
    bar('stack', asked, answered, stack),
    bar('waiter', asked, answered, waiter),
    bar('lightsail', began, began + OPERATION, lightsail),
    ...invocations.map((at) => `<line class="invocation" x1="${x(at)}" y1="${code - BAR / 2}" x2="${x(at)}" y2="${code + BAR / 2}"/>`),
    ...invocations.slice(1).map((at) => arrow(at, waiter - BAR / 2, code + BAR / 2 + 2)),
    arrow(asked, stack + BAR / 2, code - BAR / 2 - 2), label(asked, stack + 26, 'request'),
    arrow(began, code + BAR / 2, lightsail - BAR / 2 - 2), label(began, lightsail - 22, 'create snapshot'),
    arrow(answered, code - BAR / 2, stack + BAR / 2 + 2), label(answered, stack + 26, 'answer', 'end'),
    ...minutes.map((minute) => `<text class="note" x="${x(asked + minute * MINUTE)}" y="${height - 10}" text-anchor="middle">${minute} min</text>`),
    '</svg>',
    '',
  ].join('\n');
}

if (require.main === module) {
  drawDeployment().then((picture) => fs.writeFileSync(PICTURE, picture)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
