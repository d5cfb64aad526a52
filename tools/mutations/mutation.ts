import { readFileSync } from 'node:fs';
import * as path from 'node:path';

export const ROOT = path.join(__dirname, '..', '..');

/** What else would stop the bug in an account: a test must catch it all the same, for that defence may have a hole of its own. */
export type OtherDefence = 'IAM' | 'CloudFormation' | 'Lightsail' | 'EventBridge Scheduler' | 'Step Functions';

/** A deliberate bug: a piece of code, and what stands there instead. */
export interface Mutation {
  /** Unique. For `--only`. */
  readonly name: string;
  /** What the mutated code does wrong: a sentence. */
  readonly bug: string;
  /** Relative to the repository. */
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** Test files, or folders of them, of which at least one test must fail. Tried first. */
  readonly tests: readonly string[];
  readonly otherDefence?: OtherDefence;
}

/** The file with the bug in it. Throws if the place is not to be found: then the mutation is out of date. */
export function mutated({ name, file, find, replace }: Mutation, root = ROOT): string {
  const code = readFileSync(path.join(root, file), 'utf8');
  const places = code.split(find).length - 1;
  if (places !== 1) {
    throw new Error(`The mutation '${name}' does not apply: got ${places} places in ${file} with ${JSON.stringify(find)}, expected exactly one. `
      + 'Bring its search text in tools/mutations/list up to date; remove it only if the code cannot have that bug any more.');
  }
  return code.replace(find, () => replace);
}
