import pc from 'picocolors';
import { ScheduleAction, type ScheduleResult } from '../../src/schedules/schedule-contract';

export interface WeekOptions {
  /** When the calendar begins. Milliseconds. */
  readonly begin: number;
  readonly days: number;
  /** The zone in which days begin and times are shown. */
  readonly timeZone: string;
  /** The snapshots that are there now. */
  readonly snapshots: ReadonlySet<string>;
}

type Cells = Map<string, string>;

/** What schedules did, as a calendar: a row for each thing that was done to each target, a column for each day. */
export function drawWeek(results: readonly ScheduleResult[], options: WeekOptions): string {
  const days = daysOf(options);
  const rows = new Map<string, Cells>();
  const enter = (row: string, day: string, text: string) => {
    const cells: Cells = rows.get(row) ?? new Map<string, string>();
    rows.set(row, cells.set(day, text));
  };
  for (const result of results.filter(({ target }) => target !== undefined)) {
    const day = dayName(Date.parse(result.scheduledTime), options.timeZone);
    const name = result.target?.name ?? '';
    const takesAny = result.action === ScheduleAction.TAKE_SNAPSHOT;
    if (!takesAny) enter(`${name} ${VERBS[result.action]}`, day, outcome(result, options.timeZone));
    if (takesAny || result.snapshot !== undefined) enter(`${name} snapshot`, day, fate(result, options.snapshots));
  }
  const labels = Math.max(...[...rows.keys()].map((label) => label.length));
  const line = (label: string, cell: (day: string) => string) => `${label.padEnd(labels)}  ${days.map((day) => cell(day)).join('')}`.trimEnd();
  return [
    pc.bold(line('', (day) => day.padEnd(WIDTH))),
    ...[...rows].sort(([one], [other]) => one.localeCompare(other)).map(([label, cells]) => line(label, (day) => cells.get(day) ?? cellOf('·', pc.dim))),
  ].join('\n');
}

const WIDTH = 8;

const VERBS: Readonly<Record<ScheduleAction, string>> = {
  [ScheduleAction.START_DATABASE]: 'started',
  [ScheduleAction.STOP_DATABASE]: 'stopped',
  [ScheduleAction.KEEP_DATABASE_STOPPED]: 'stopped again',
  [ScheduleAction.TAKE_SNAPSHOT]: 'snapshot',
  [ScheduleAction.REPORT_SNAPSHOT_AGE]: 'age',
};

/** The space behind the text has no colour, and can be left out at the end of a line. */
function cellOf(text: string, paint: (text: string) => string): string {
  return paint(text) + ' '.repeat(WIDTH - text.length);
}

/** When it was done. */
function outcome({ result, endedTime, changed }: ScheduleResult, timeZone: string): string {
  if (result !== 'succeeded') return cellOf(result, pc.red);
  const time = new Date(endedTime).toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  return changed ? cellOf(time, pc.green) : cellOf('already', pc.dim);
}

/** What became of a snapshot. */
function fate({ result, snapshot }: ScheduleResult, left: ReadonlySet<string>): string {
  if (result !== 'succeeded' || snapshot === undefined) return cellOf(result, pc.red);
  return left.has(snapshot) ? cellOf('kept', pc.green) : cellOf('pruned', pc.yellow);
}

function daysOf({ begin, days, timeZone }: WeekOptions): string[] {
  // By noons: an hour more or less, when the clocks change, makes no other day of them.
  const noon = begin + 12 * 3_600_000;
  return Array.from({ length: days }, (_, day) => dayName(noon + day * 86_400_000, timeZone));
}

/** `Mon 30`: no two of a month are the same. */
function dayName(at: number, timeZone: string): string {
  const date = new Date(at);
  return `${date.toLocaleDateString('en-GB', { timeZone, weekday: 'short' })} ${date.toLocaleDateString('en-GB', { timeZone, day: 'numeric' })}`;
}
