/**
 * Plants each deliberate bug of `tools/mutations/list` in a copy of the repository, and checks that a test fails.
 *
 *     npm run mutations                      # all whose result is not known yet; writes docs/mutation-results.md
 *     npm run mutations -- --only NAME       # one; may be repeated
 *     npm run mutations -- --minutes 30      # begins no other one after that time; the next call goes on there
 *     npm run mutations -- --quick           # only the tests that are expected to catch it
 *     npm run mutations -- --share 1/2       # every second one: for two at a time
 */
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { MUTATIONS } from './mutations/all';
import type { Mutation } from './mutations/mutation';
import { Results } from './mutations/results';
import type { FailedTest, TestRun } from './mutations/run-jest';
import { Workspace } from './mutations/workspace';

const MINUTE = 60_000;
/** A bug can make a test hang. */
const LONGEST_RUN = 20 * MINUTE;
const HUNG = `not ended after ${LONGEST_RUN / MINUTE} minutes`;

const { values: options } = parseArgs({
  options: { only: { type: 'string', multiple: true }, minutes: { type: 'string' }, quick: { type: 'boolean' }, share: { type: 'string', default: '1/1' } },
});

async function main(): Promise<void> {
  const end = options.minutes === undefined ? Number.POSITIVE_INFINITY : Date.now() + Number(options.minutes) * MINUTE;
  const chosen = choose();
  const part = options.only ? `only-${process.pid}` : options.share.replace('/', '-of-');
  const workspace = new Workspace(`mutated-${part}`, LONGEST_RUN);
  const clean = new Workspace(`clean-${part}`, LONGEST_RUN);
  const results = new Results(path.join(path.dirname(workspace.folder), 'results'), clean.folder);
  const good = new Set<string>();

  const survivors: string[] = [];
  for (const mutation of chosen) {
    if (options.only === undefined && results.of(mutation)) continue;
    if (Date.now() > end) {
      console.log(`The time is over: ${chosen.filter((other) => !results.of(other)).length} are left. The next call goes on there.`);
      process.exitCode = 1;
      break;
    }
    const found = await check(mutation, workspace);
    if (found) await mustPass(found, clean, good);
    else survivors.push(mutation.name);
    results.record(mutation, found);
    console.log(`${found ? 'caught  ' : 'SURVIVED'} ${mutation.name}${found ? ` by ${found.file}: ${found.name}` : ''}`);
  }
  if (survivors.length > 0) {
    console.error(`No test fails with ${survivors.join(', ')}. Write the test that does; then name it in tools/mutations/list.`);
    process.exitCode = 1;
  }
  results.writeTable(MUTATIONS);
}

function choose(): readonly Mutation[] {
  const unknown = options.only?.filter((name) => !MUTATIONS.some((mutation) => mutation.name === name)) ?? [];
  if (unknown.length > 0) throw new Error(`Got ${unknown.join(', ')} as --only; expected names of tools/mutations/list.`);
  const [share, shares] = options.share.split('/').map(Number);
  return MUTATIONS.filter(({ name }, index) => (options.only?.includes(name) ?? true) && index % shares === share - 1);
}

/** The test that catches it: of those that are expected to, or else of all. */
async function check(mutation: Mutation, workspace: Workspace): Promise<FailedTest | undefined> {
  return workspace.with(mutation, async () => {
    const expected = caughtBy(await workspace.test(mutation.tests), mutation.tests.join(', '));
    return expected ?? (options.quick ? undefined : caughtBy(await workspace.test(['test']), 'all tests'));
  });
}

function caughtBy(run: TestRun, tests: string): FailedTest | undefined {
  switch (run.type) {
    case 'passed': return undefined;
    case 'failed': return run.by;
    case 'hung': return { file: tests, name: HUNG };
  }
}

/** A test that fails without the bug, too, has caught nothing. */
async function mustPass({ file, name }: FailedTest, clean: Workspace, good: Set<string>): Promise<void> {
  if (good.has(file) || name === HUNG) return;
  const run = await clean.test([file]);
  if (run.type !== 'passed') throw new Error(`${file} fails without the bug, too. Make the tests pass first.`);
  good.add(file);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
