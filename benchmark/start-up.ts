import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { median } from './statistics';
import type { Table } from './table';

const ROOT = path.join(__dirname, '..');
const RUNS = 15;

/** Prints how many milliseconds a file takes to load. */
const TIMER = 'const begin = process.hrtime.bigint(); require(process.argv[1]); console.log(Number(process.hrtime.bigint() - begin) / 1e6)';

/** The function's bundle beside the Lightsail client alone, bundled as anybody would: size, and time until it is loaded. */
export async function startUp(): Promise<Table> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-lightsail-benchmark-'));
  try {
    const client = path.join(folder, 'client.js');
    const contents = "const { GetInstanceCommand, LightsailClient } = require('@aws-sdk/client-lightsail'); exports.client = new LightsailClient(); exports.GetInstanceCommand = GetInstanceCommand;";
    buildSync({ stdin: { contents, resolveDir: ROOT }, outfile: client, bundle: true, minify: true, platform: 'node', target: 'node20', logLevel: 'error' });
    const files = [['the Lightsail client alone, bundled with its defaults', client], ['the whole function', path.join(ROOT, 'assets', 'lightsail-provider', 'index.js')]];
    // In turns: a machine that is busy for a while is busy for both.
    const times = new Map<string, number[]>();
    for (let run = 0; run <= RUNS; run++) {
      for (const [, file] of files) {
        const time = Number(execFileSync(process.execPath, ['-e', TIMER, file], { env: { AWS_REGION: 'eu-central-1' }, encoding: 'utf8' }));
        // The first run of each warms the machine's caches.
        if (run > 0) times.set(file, [...times.get(file) ?? [], time]);
      }
    }
    return {
      header: ['', 'bytes', `loaded after (median of ${RUNS})`],
      rows: files.map(([name, file]) => [name, String(fs.statSync(file).size), `${median(times.get(file) ?? []).toFixed(0)} ms`]),
    };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
