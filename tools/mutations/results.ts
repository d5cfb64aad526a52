import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
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
    return result.caughtBy && result.digest === digestOf(mutation, this.root) ? result : undefined;
  }

  record(mutation: Mutation, caughtBy: FailedTest | undefined): void {
    writeFileSync(this.fileOf(mutation), JSON.stringify({ caughtBy, digest: digestOf(mutation, this.root) } satisfies Result));
  }

  /** Writes docs/mutation-results.md, if there is a result for each. */
  writeTable(mutations: readonly Mutation[]): void {
    const rows = mutations.flatMap((mutation) => {
      const { caughtBy } = this.of(mutation) ?? {};
      return caughtBy ? [[mutation.bug, `\`${mutation.file}\``, mutation.otherDefence ?? '', `\`${caughtBy.file}\`: ${caughtBy.name}`]] : [];
    });
    if (rows.length < mutations.length) return;
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

/** Of the mutation, the code that it is in, and the tests that are to catch it. */
function digestOf(mutation: Mutation, root: string): string {
  const hash = createHash('sha256').update(JSON.stringify(mutation));
  for (const file of [mutation.file, ...mutation.tests.flatMap((test) => filesOf(test, root))]) {
    hash.update(file).update(readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

function filesOf(name: string, root: string): string[] {
  const full = path.join(root, name);
  if (!statSync(full).isDirectory()) return [name];
  return readdirSync(full, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).sort().map((file) => path.join(name, file));
}
