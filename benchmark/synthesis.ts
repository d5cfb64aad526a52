import { performance } from 'node:perf_hooks';
import { App, Stack } from 'aws-cdk-lib';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import { median } from './statistics';
import type { Table } from './table';
import { Instance, InstanceSnapshot } from '../src';

const RUNS = 5;
const COUNTS = [100, 200, 400];

const WAYS: ReadonlyArray<readonly [string, (stack: Stack, count: number) => void]> = [
  ['CfnInstanceSnapshot (L1)', (stack, count) => {
    for (let index = 0; index < count; index++) {
      new lightsail.CfnInstanceSnapshot(stack, `Snapshot${index}`, { instanceName: 'web', instanceSnapshotName: `web-${index}` });
    }
  }],
  ['InstanceSnapshot', (stack, count) => {
    const instance = Instance.fromInstanceName(stack, 'Web', 'web');
    for (let index = 0; index < count; index++) new InstanceSnapshot(stack, `Snapshot${index}`, { instance });
  }],
];

/** How long the synthesis of many constructs takes, beside the same number of L1s. */
export async function synthesis(): Promise<Table> {
  const rows = WAYS.map(([name]) => [name]);
  for (const count of COUNTS) {
    const times = WAYS.map(() => [] as number[]);
    for (let run = 0; run <= RUNS; run++) {
      for (const [way, [, define]] of WAYS.entries()) {
        const time = synthesize((stack) => define(stack, count));
        if (run > 0) times[way].push(time);
      }
    }
    for (const [way] of WAYS.entries()) rows[way].push(`${median(times[way]).toFixed(0)} ms`);
  }
  return { header: [`synthesis (median of ${RUNS})`, ...COUNTS.map(String)], rows };
}

function synthesize(define: (stack: Stack) => void): number {
  const begin = performance.now();
  const app = new App({ analyticsReporting: false });
  define(new Stack(app, 'Benchmark', { env: { region: 'eu-central-1' } }));
  app.synth();
  return performance.now() - begin;
}
