import { deployments } from './deployments';
import { startUp } from './start-up';
import { synthesis } from './synthesis';
import { markdown, type Table } from './table';

/**
 * The library beside what a user would pick instead: what deployments cost, how the function starts, how long apps take to
 * be synthesized. Counts are the same everywhere; times are this machine's, and asserted nowhere.
 *
 *     npm run benchmark
 */
async function main(): Promise<void> {
  const benchmarks: ReadonlyArray<readonly [string, () => Promise<Table>]> = [['Deployments', deployments], ['Start-up', startUp], ['Synthesis', synthesis]];
  for (const [title, measure] of benchmarks) process.stdout.write(`## ${title}\n\n${markdown(await measure())}\n\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
