import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Checked } from './check-life';
import { classicTable } from './classic/classic-table';
import { FAULT_KINDS, type FaultKind } from './life/faults';

const FILE = path.join(__dirname, '..', 'docs', 'reliability-results.md');

export const FAMILIES = [
  'snapshots', 'final snapshots', 'schedules', 'alarms', 'contact methods', 'distributions', 'metrics', 'shared provider',
] as const;

const CLASSIC_BEGIN = '<!-- classic designs begin -->';
const CLASSIC_END = '<!-- classic designs end -->';

/** Writes what the campaign has shown. No figure there is written by hand. `classic`: how many lives of each fault and design; 0: the last table stays. */
export async function writeResults(results: readonly Checked[], classic: number): Promise<void> {
  const before = fs.existsSync(FILE) ? fs.readFileSync(FILE, 'utf8') : '';
  const known = before.split(CLASSIC_BEGIN)[1]?.split(CLASSIC_END)[0]?.trim() ?? 'Not compared yet: `npm run campaign -- --classic 5`.';
  const table = classic === 0 ? known : await classicTable(classic, (text) => process.stderr.write(`${text}\n`));
  fs.writeFileSync(FILE, resultsPage(results, table));
}

export function resultsPage(results: readonly Checked[], classic: string): string {
  const failed = results.filter(({ failure }) => failure !== undefined);
  const seeds = results.map(({ seed }) => seed);
  const deployments = results.reduce((sum, each) => sum + Math.max(0, each.deployments), 0);
  return `# Results of the campaign

<!-- Written by \`npm run campaign\`. Do not edit. -->

${results.length} lifecycles (seeds ${Math.min(...seeds)} to ${Math.max(...seeds)}) with ${deployments} deployments. ${failed.length === 0
  ? 'All of them kept every invariant.' : `${failed.length} of them broke an invariant: the seeds ${failed.map(({ seed }) => seed).join(', ')}.`}

## Faults and families

Each cell: in how many lifecycles with something of the family the fault hit a call.${failed.length === 0 ? '' : ' In brackets: how many of them failed.'}

${lifeTable(results)}

## The classic designs

The same short lifecycles (create, replace, delete) with handlers as aws-cdk-lib's documentation shows them. A life fails if a
request is not answered, a deployment fails that need not, or the account does not hold what the stack describes.

${CLASSIC_BEGIN}

${classic}

${CLASSIC_END}
`;
}

function lifeTable(results: readonly Checked[]): string {
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
