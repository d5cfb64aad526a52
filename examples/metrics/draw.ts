const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const HOUR = 60 * 60 * 1000;

/** A value, or undefined where there is none. */
export type Values = ReadonlyArray<number | undefined>;

export interface Chart {
  readonly title: string;
  readonly values: Values;
  /** The time of the first value, and from one to the next. Milliseconds. */
  readonly begin: number;
  readonly period: number;
  /** Lines of the graph itself. Default: 4. */
  readonly height?: number;
  /** Put behind the lowest and the highest value. */
  readonly unit?: string;
}

/** A series as a graph: a title, bars between the lowest and the highest value, and full hours in UTC below. */
export function drawChart({ title, values, begin, period, height = 4, unit = '' }: Chart): string[] {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return [title, '  no values'];
  const labels = [Math.max(...known), Math.min(...known)].map((value) => `${short(value)}${unit}`);
  const margin = Math.max(...labels.map(({ length }) => length));
  const bars = eighths(values, height);
  const rows = Array.from({ length: height }, (_, index) => {
    const below = (height - 1 - index) * BLOCKS.length;
    const label = index === 0 ? labels[0] : index === height - 1 ? labels[1] : '';
    const cells = bars.map((bar) => (bar === undefined || bar <= below ? ' ' : BLOCKS[Math.min(bar - below, BLOCKS.length) - 1]));
    return `${label.padStart(margin)} ${label ? '┤' : '│'}${cells.join('')}`.trimEnd();
  });
  const { ticks, hours } = axis(values.length, begin, period);
  return [title, ...rows, `${' '.repeat(margin)} └${ticks}`, `${' '.repeat(margin + 2)}${hours}`];
}

/** The heights of bars in eighths of a line: at least one, for the lowest value; all of them the same, if the values are. */
function eighths(values: Values, lines: number): Array<number | undefined> {
  const known = values.filter((value) => value !== undefined);
  const [lowest, highest] = [Math.min(...known), Math.max(...known)];
  return values.map((value) => {
    if (value === undefined) return undefined;
    const share = highest > lowest ? (value - lowest) / (highest - lowest) : 0.5;
    return 1 + Math.round(share * (lines * BLOCKS.length - 1));
  });
}

/** A mark at the first value of each hour, and the hour below it where there is room. */
function axis(count: number, begin: number, period: number): { readonly ticks: string; readonly hours: string } {
  let [ticks, hours] = ['', ''];
  for (let index = 0; index < count; index++) {
    const time = begin + index * period;
    const isFirst = Math.floor(time / HOUR) !== Math.floor((time - period) / HOUR);
    ticks += isFirst ? '┬' : '─';
    if (isFirst && (hours === '' || hours.length < index)) hours = `${hours.padEnd(index)}${new Date(time).toISOString().slice(11, 16)}`;
  }
  return { ticks, hours };
}

function short(value: number): string {
  return String(Math.abs(value) < 100 ? Math.round(value * 10) / 10 : Math.round(value));
}
