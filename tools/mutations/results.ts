import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type Mutation, ROOT } from './mutation';
import type { FailedTest } from './run-jest';

const TABLE = path.join(ROOT, 'docs', 'mutation-results.md');

export interface Result {
  /** Undefined: no test did. */
  readonly caughtBy?: FailedTest;
  /** What the result depends on. */
  readonly digest: string;
}

/** What is known already: kept beside the workspaces, one file each, so that a check can be stopped and resumed, and shared. */
export class Results {
  /** @param root of the code that is checked */
  constructor(private readonly folder: string, private readonly root: string) {
    mkdirSync(folder, { recursive: true });
  }

  /** Undefined: it has to be found out, perhaps anew. What survived is tried again each time: a test may have come. */
  of(mutation: Mutation): Result | undefined {
    if (!existsSync(this.fileOf(mutation))) return undefined;
    const result = JSON.parse(readFileSync(this.fileOf(mutation), 'utf8')) as Result;
    return result.caughtBy && result.digest === digestOf(mutation, result.caughtBy, this.root) ? result : undefined;
  }

  record(mutation: Mutation, caughtBy: FailedTest | undefined): void {
    writeFileSync(this.fileOf(mutation), JSON.stringify({ caughtBy, digest: digestOf(mutation, caughtBy, this.root) } satisfies Result));
  }

  /** Writes docs/mutation-results.md. */
  writeTable(mutations: readonly Mutation[]): void {
    const rows = mutations.map((mutation) => {
      const { caughtBy } = this.of(mutation) ?? {};
      const test = caughtBy ? `\`${caughtBy.file}\`: ${caughtBy.name}` : '**not known**';
      return [mutation.bug, `\`${mutation.file}\``, mutation.otherDefence ?? '', test];
    });
    writeFileSync(TABLE, `# Deliberate bugs, and the tests that catch them

\`npm run mutations\` plants each of these ${mutations.length} bugs in a copy of the repository, and runs tests until one fails; without the
bug, that test passes. It wrote this table; the bugs are in \`tools/mutations/list\`. The third column says what else would
stop the bug in an account: the tests do not rely on it.

| bug | file | other defence | caught by |
|---|---|---|---|
${rows.map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')}
`);
  }

  private fileOf({ name }: Mutation): string {
    return path.join(this.folder, `${name}.json`);
  }
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');
}

/** Of the mutation, the code that it is in, and the test that catches it. */
function digestOf(mutation: Mutation, caughtBy: FailedTest | undefined, root: string): string {
  const { name, file, find, replace } = mutation;
  const hash = createHash('sha256').update(JSON.stringify([name, file, find, replace]));
  for (const read of [file, caughtBy?.file ?? '']) hash.update(statSync(path.join(root, read), { throwIfNoEntry: false })?.isFile() ? readFileSync(path.join(root, read)) : '');
  return hash.digest('hex');
}
