import * as fs from 'node:fs';
import * as path from 'node:path';
import type { CliOptions } from './arguments';
import type { Terminal } from './console';
import { UserError } from './user-error';
import type { Cloud } from '../cloud';
import { beginRun, writeReport } from '../report';

interface Reporting {
  readonly options: CliOptions;
  /** What the person typed. */
  readonly title: string;
  readonly terminal: Terminal;
}

/** Does the work, and writes the page that was asked for, however the work ends: a run that broke is looked at most. */
export async function reporting<T>(cloud: Cloud, { options, title, terminal }: Reporting, work: () => Promise<T>): Promise<T> {
  const { report: file, since } = options;
  if (file === undefined) return work();
  checkPlace(file);
  const beginning = beginRun(cloud);
  try {
    return await work();
  } finally {
    try {
      writeReport(cloud, file, { beginning, title, ...since > 0 ? { since: beginning.at - since } : {} });
      terminal.out.write(`What happened: ${file}\n`);
    } catch (error) {
      terminal.err.write(`The report could not be written (${error instanceof Error ? error.message : String(error)}): choose another file with --report.\n`);
    }
  }
}

/** Before anything happens: it would be a pity to notice afterwards. */
function checkPlace(file: string): void {
  const folder = path.dirname(path.resolve(file));
  if (!fs.existsSync(folder)) throw new UserError(`The report cannot be written: there is no folder '${folder}'. Make it, or choose another file with --report.`);
  if (fs.existsSync(file) && fs.statSync(file).isDirectory()) throw new UserError(`The report cannot be written: '${file}' is a folder. Choose a file with --report.`);
}
