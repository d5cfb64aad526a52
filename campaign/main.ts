import type { Checked } from './check-life';
import { type CampaignOptions, readOptions } from './options';
import { Progress } from './progress';
import { replay } from './replay';
import { ResultsStore } from './results-store';
import type { Order } from './worker';
import { inWorkers } from './workers';
import { writeResults } from './write-results';

/** How long a failure is shrunk, in real time. */
const SHRINK_MILLISECONDS = 60_000;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.replay !== undefined) {
    const isOk = await replay(options.replay, { report: options.report, processes: false });
    process.exitCode = isOk ? 0 : 1;
    return;
  }
  const failed = await campaign(options);
  process.exitCode = failed === 0 ? 0 : 1;
}

async function campaign(options: CampaignOptions): Promise<number> {
  const store = new ResultsStore('lives');
  if (options.fresh) store.forget();
  const known = new Map(store.read().map((result) => [result.seed, result]));
  const missing = seeds(options).filter((seed) => !known.has(seed));
  if (known.size > 0) process.stderr.write(`${known.size} lives of the same code are known: --fresh lives them again.\n`);
  const progress = new Progress(missing.length);
  await inWorkers(options.workers, orders(missing, options), (result) => {
    store.add(result);
    known.set(result.seed, result);
    progress.add(result.failure !== undefined);
    if (result.failure) tell(result.seed, result.failure);
  });
  progress.end();
  const results = seeds(options).flatMap((seed) => known.get(seed) ?? []);
  const failures = results.filter(({ failure }) => failure !== undefined);
  process.stdout.write(`${results.length} lives, ${results.reduce((sum, { deployments }) => sum + Math.max(0, deployments), 0)} deployments, ${failures.length} failed.\n`);
  for (const { seed, failure } of failures) if (failure && known.has(seed) && !missing.includes(seed)) tell(seed, failure);
  await writeResults(results, options.classic);
  return failures.length;
}

function seeds({ first, seeds: count }: CampaignOptions): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

function* orders(missing: readonly number[], { minutes, processesEvery }: CampaignOptions): Generator<Order> {
  const end = minutes === undefined ? Number.POSITIVE_INFINITY : Date.now() + minutes * 60_000;
  for (const seed of missing) {
    if (Date.now() > end) return;
    yield { seed, processes: processesEvery > 0 && seed % processesEvery === 0, shrinkFor: SHRINK_MILLISECONDS };
  }
}

function tell(seed: number, { replay: which, message }: NonNullable<Checked['failure']>): void {
  process.stdout.write(`\nThe life of the seed ${seed} failed.\n${message}\nReplay: npm run campaign -- --replay ${which}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
