import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { median } from './statistics';
import type { Table } from './table';
import { WAITER_ARN_VARIABLE } from '../src/provider/waiter-contract';
import { ScheduleAction, type ScheduleEvent } from '../src/schedules/schedule-contract';

const ROOT = path.join(__dirname, '..');
const RUNS = 15;

/** Prints how many milliseconds a file takes from its loading until it has a request to send, which is then not sent. */
const TIMER = `
  const begin = process.hrtime.bigint();
  require('node:http').request = () => {
    console.log(Number(process.hrtime.bigint() - begin) / 1e6);
    process.exit();
  };
  require(process.argv[1]).handler(JSON.parse(process.argv[2]));
`;

const ENVIRONMENT = {
  AWS_REGION: 'eu-central-1',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
  AWS_ACCESS_KEY_ID: 'AKIALOCAL',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_LAMBDA_FUNCTION_NAME: 'provider',
  [WAITER_ARN_VARIABLE]: 'arn:aws:states:eu-central-1:123456789012:stateMachine:waiter',
  NODE_NO_WARNINGS: '1',
};

/** The first thing that the function does about it is to ask Lightsail for the instance. */
function event(): ScheduleEvent {
  return {
    CdkLightsailSchedule: {
      StackId: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/shop/1',
      StackName: 'shop',
      LogicalId: 'Nightly',
      ScheduleArn: 'arn:aws:scheduler:eu-central-1:123456789012:schedule/default/nightly',
      ScheduledTime: new Date().toISOString(),
      MaxAgeSeconds: 3600,
      TimeoutSeconds: 3600,
      Calendars: [],
      Action: ScheduleAction.TAKE_SNAPSHOT,
      Targets: [{ Kind: 'instance', Name: 'web' }],
      TargetTags: [],
    },
  };
}

/** What that takes with the client alone. */
const CLIENT = `
  const { GetInstanceCommand, LightsailClient } = require('@aws-sdk/client-lightsail');
  exports.handler = () => new LightsailClient().send(new GetInstanceCommand({ instanceName: 'web' }));
`;

/** The function's bundle beside the Lightsail client alone, bundled as anybody would: size, and time until its first call. */
export async function startUp(): Promise<Table> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-lightsail-benchmark-'));
  try {
    const client = path.join(folder, 'client.js');
    buildSync({ stdin: { contents: CLIENT, resolveDir: ROOT }, outfile: client, bundle: true, minify: true, platform: 'node', target: 'node20', logLevel: 'error' });
    const files = [['the Lightsail client alone, bundled with its defaults', client], ['the whole function', path.join(ROOT, 'assets', 'lightsail-provider', 'index.js')]];
    // In turns: a machine that is busy for a while is busy for both.
    const times = new Map<string, number[]>();
    for (let run = 0; run <= RUNS; run++) {
      for (const [, file] of files) {
        const output = execFileSync(process.execPath, ['-e', TIMER, file, JSON.stringify(event())], { env: ENVIRONMENT, encoding: 'utf8' });
        // The function's own log comes before.
        const time = Number(output.trim().split('\n').at(-1));
        // The first run of each warms the machine's caches.
        if (run > 0) times.set(file, [...times.get(file) ?? [], time]);
      }
    }
    return {
      header: ['', 'bytes', `first call after (median of ${RUNS})`],
      rows: files.map(([name, file]) => [name, String(fs.statSync(file).size), `${median(times.get(file) ?? []).toFixed(0)} ms`]),
    };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
