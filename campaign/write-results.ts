import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Checked } from './check-life';
import { FAULT_KINDS, type FaultKind } from './life/faults';

const FILE = path.join(__dirname, '..', 'docs', 'reliability-results.md');

export const FAMILIES = [
  'snapshots', 'final snapshots', 'schedules', 'alarms', 'contact methods', 'distributions', 'metrics', 'shared provider',
] as const;

/** Writes what the campaign has shown. No figure there is written by hand. */
export async function writeResults(results: readonly Checked[], classic: number): Promise<void> {
  void classic;
  fs.writeFileSync(FILE, resultsPage(results));
}

export function resultsPage(results: readonly Checked[]): string {
  const failed = results.filter(({ failure }) => failure !== undefined);
  const seeds = results.map(({ seed }) => seed);
  const deployments = results.reduce((sum, each) => sum + Math.max(0, each.deployments), 0);
  return `# Results of the campaign

<!-- Written by \`npm run campaign\`. Do not edit. -->

${results.length} lives (seeds ${Math.min(...seeds)} to ${Math.max(...seeds)}) with ${deployments} deployments. ${failed.length === 0
  ? 'All of them kept every invariant.' : `${failed.length} of them broke an invariant: the seeds ${failed.map(({ seed }) => seed).join(', ')}.`}

Each cell: in how many lives with something of the family the fault hit a call.${failed.length === 0 ? '' : ' In brackets: how many of them failed.'}

${table(results)}
`;
}

function table(results: readonly Checked[]): string {
  const cell = (of: readonly Checked[]) => {
    const broken = of.filter(({ failure }) => failure !== undefined).length;
    return `${of.length}${broken === 0 ? '' : ` (${broken})`}`;
  };
  const row = (name: string, of: readonly Checked[]) => `| ${name} | ${FAMILIES.map((family) => cell(of.filter(({ families }) => families.includes(family)))).join(' | ')} |`;
  const rows = (Object.keys(FAULT_KINDS) as FaultKind[]).map((kind) => row(FAULT_KINDS[kind], results.filter(({ struck }) => struck.includes(kind))));
  return [
    `| fault | ${FAMILIES.join(' | ')} |`,
    `|---|${FAMILIES.map(() => '--:').join('|')}|`,
    ...rows,
    row('**any or none**', results),
  ].join('\n');
}
