import { DESIGNS } from './designs';
import { CLASSIC_FAULTS, playClassic } from './play-classic';
import { FAULT_KINDS } from '../life/faults';

/** Lives the same short lives with each design, and shows on which seeds each fails. */
export async function classicTable(lives: number, progress: (text: string) => void): Promise<string> {
  const rows: string[] = [];
  const examples: string[] = [];
  for (const kind of CLASSIC_FAULTS) {
    const what = kind === 'event-twice' ? 'an event delivered twice' : FAULT_KINDS[kind];
    const cells: string[] = [];
    for (const design of DESIGNS) {
      const failed: number[] = [];
      for (let seed = 1; seed <= lives; seed++) {
        const broken = await playClassic(design, kind, seed);
        if (broken === undefined) continue;
        if (failed.length === 0) examples.push(`- ${design.name}, ${what}, seed ${seed}: ${brief(broken)}`);
        failed.push(seed);
      }
      cells.push(failed.length === 0 ? '0' : `${failed.length} (${failed.join(', ')})`);
      progress(`${design.name}, ${what}: ${failed.length} of ${lives} failed`);
    }
    rows.push(`| ${what} | ${cells.join(' | ')} |`);
  }
  return [
    `Failed lives of ${lives}, and their seeds:`,
    '',
    `| fault | ${DESIGNS.map(({ name }) => name).join(' | ')} |`,
    `|---|${DESIGNS.map(() => '---').join('|')}|`,
    ...rows,
    '',
    ...examples.length === 0 ? [] : ['The first failure of each:', '', ...examples],
  ].join('\n');
}

function brief(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
  return line.length > 240 ? `${line.slice(0, 239)}…` : line;
}
