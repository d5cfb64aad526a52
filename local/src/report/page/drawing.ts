import type { Lane, LaneKind, LoggedLine, Mark, MarkKind, Span, Tone } from '../run-record';
import type { Axis } from './axis';
import { cut } from './escape';
import { clock, day, duration, number, plural, stretch } from './words';

/** What is shown when somebody chooses a bar or a mark. Short names: there are many of them on a page. */
export interface Detail {
  /** Title. */
  readonly t: string;
  /** When, in words. */
  readonly w: string;
  /** Facts: label and text. */
  readonly f?: ReadonlyArray<readonly [string, string]>;
  /** Log lines: time and text. */
  readonly l?: ReadonlyArray<readonly [string, string]>;
  /** How many log lines were left out. */
  readonly o?: number;
}

export interface DrawnBar {
  readonly left: number;
  readonly width: number;
  readonly tone: Tone;
  readonly detail: Detail;
}

export interface DrawnMark {
  readonly left: number;
  readonly kind: MarkKind;
  readonly many: boolean;
  readonly detail: Detail;
}

export interface DrawnLane {
  readonly kind: LaneKind;
  readonly group: string;
  readonly name: string;
  readonly note?: string;
  readonly summary: string;
  readonly bars: readonly DrawnBar[];
  readonly waits: ReadonlyArray<{ readonly left: number; readonly width: number }>;
  readonly marks: readonly DrawnMark[];
}

export interface Drawing {
  readonly lanes: readonly DrawnLane[];
  /** What is not shown one by one, in words. */
  readonly leftOut: readonly string[];
}

/** How many lanes of executions there are at most, and of everything else. */
const MOST_EXECUTIONS = 12;
const MOST_LANES = 150;
/** How many bars and marks a page has at most: more are drawn as one where they lie close together. */
const MOST_DRAWN = 1200;
/** How long the texts of all details are at most, in characters: the same. */
const MOST_DETAILS = 300_000;
/** In percent of the page's width. */
const CLOSE = 0.4;
/** The same for the marks of a lane that has many of them: they would be a string of beads. */
const CROWD = 60;
const CROWDED = 0.95;
const MOST_WAITS = 120;
/** Shorter ones would not be seen in their bars. */
const SHORTEST_WAIT = 0.6;
const LONGEST_TEXT = 900;
const LONGEST_LINE = 300;
const MOST_LINES = 40;
/** All log lines of a page together, in characters. */
const LOG_BUDGET = 80_000;
const MOST_ENTRIES = 10;

/** Places everything on the page, and draws as one what would be too much. */
export function draw(all: readonly Lane[], axis: Axis, ended: number): Drawing {
  const { lanes, leftOut } = chosenLanes(all);
  const log = new LogBudget(lanes);
  const drawn = lanes.map((lane) => drawnWithin(lane, { axis, ended, close: CLOSE, log }));
  for (;;) {
    const total = drawn.reduce((sum, { drawings, characters }) => ({ drawings: sum.drawings + drawings, characters: sum.characters + characters }),
      { drawings: 0, characters: 0 });
    if (total.drawings <= MOST_DRAWN && total.characters <= MOST_DETAILS) break;
    // The fullest lane is drawn more coarsely: the others stay as they are.
    const fullest = drawn.reduce((most, other) => other.characters + other.drawings * 100 > most.characters + most.drawings * 100 ? other : most);
    if (fullest.options.close > 50) break;
    drawn[drawn.indexOf(fullest)] = drawnWithin(fullest.source, { ...fullest.options, close: fullest.options.close * 1.5 });
  }
  if (drawn.some(({ lane: { marks } }) => marks.some(({ many }) => many))) {
    leftOut.push('Marks that would lie on top of each other are drawn as one, which lists what it stands for.');
  }
  if (log.left > 0) leftOut.push(`${plural(log.left, 'log line')} of functions that went well or wrote much are left out.`);
  return { lanes: drawn.map(({ lane }) => lane), leftOut };
}

interface DrawOptions {
  readonly axis: Axis;
  readonly ended: number;
  /** What is closer than that is drawn as one, in percent. */
  readonly close: number;
  readonly log: LogBudget;
}

interface Drawn {
  readonly source: Lane;
  readonly options: DrawOptions;
  readonly lane: DrawnLane;
  readonly drawings: number;
  readonly characters: number;
}

function drawnWithin(source: Lane, options: DrawOptions): Drawn {
  const lane = new LaneDrawing(source, options).draw();
  const all = [...lane.bars, ...lane.marks];
  return { source, options, lane, drawings: all.length, characters: all.reduce((sum, { detail }) => sum + JSON.stringify(detail).length, 0) };
}

function chosenLanes(all: readonly Lane[]): { lanes: Lane[]; leftOut: string[] } {
  const leftOut: string[] = [];
  const executions = all.filter(({ kind }) => kind === 'execution');
  let lanes = [...all];
  if (executions.length > MOST_EXECUTIONS) {
    // Those that went wrong are looked for, and then those that took long.
    const interesting = [...executions]
      .sort((one, other) => Number(isBad(other)) - Number(isBad(one)) || length(other) - length(one))
      .slice(0, MOST_EXECUTIONS);
    const rest = executions.filter((lane) => !interesting.includes(lane));
    const groups = [...new Set(rest.map(({ group }) => group))];
    const merged = groups.map((group): Lane => {
      const members = rest.filter((lane) => lane.group === group);
      return {
        kind: 'execution',
        group,
        name: `${members.length} more`,
        note: 'in one lane',
        spans: members.flatMap(({ spans }) => spans),
        marks: members.flatMap(({ marks }) => marks),
      };
    });
    const kept = new Set(interesting);
    lanes = [...all.filter((lane) => lane.kind !== 'execution' || kept.has(lane)), ...merged];
    leftOut.push(`${plural(rest.length, 'execution')} that did not stand out share a lane.`);
  }
  if (lanes.length > MOST_LANES) {
    const chosen = new Set([...lanes].sort((one, other) => Number(isBad(other)) - Number(isBad(one))).slice(0, MOST_LANES));
    leftOut.push(`${plural(lanes.length - MOST_LANES, 'lane')} in which nothing failed are left out.`);
    lanes = lanes.filter((lane) => chosen.has(lane));
  }
  return { lanes, leftOut };
}

function length({ spans }: Lane): number {
  return spans.reduce((longest, { from, to }) => Math.max(longest, (to ?? Number.POSITIVE_INFINITY) - from), 0);
}

function isBad({ spans, marks }: Lane): boolean {
  return spans.some(({ tone }) => tone === 'bad') || marks.some(({ kind }) => kind === 'denied' || kind === 'fault');
}

/** Gives the page's room for log lines to those who need it most: functions that failed. */
class LogBudget {
  left = 0;
  private readonly given = new Map<Span, readonly LoggedLine[]>();

  constructor(lanes: readonly Lane[]) {
    const spans = lanes.flatMap((lane) => lane.spans.filter(({ log }) => log && log.length > 0));
    let budget = LOG_BUDGET;
    for (const span of [...spans].sort((one, other) => Number(other.tone === 'bad') - Number(one.tone === 'bad') || one.from - other.from)) {
      const wanted = (span.log ?? []).slice(-MOST_LINES);
      const size = wanted.reduce((sum, { text }) => sum + Math.min(text.length, LONGEST_LINE) + 14, 0);
      const fits = size <= budget;
      if (fits) {
        budget -= size;
        this.given.set(span, wanted);
      }
      this.left += (span.log?.length ?? 0) - (fits ? wanted.length : 0);
    }
  }

  of(span: Span): readonly LoggedLine[] {
    return this.given.get(span) ?? [];
  }
}

const SEVERITY: readonly MarkKind[] = ['call', 'event', 'delivery', 'error', 'denied', 'fault'];

class LaneDrawing {
  constructor(private readonly lane: Lane, private readonly options: DrawOptions) {}

  draw(): DrawnLane {
    const { kind, group, name, note, spans } = this.lane;
    const waits = spans.filter(({ tone }) => tone === 'wait');
    const bars = this.bars(spans.filter(({ tone }) => tone !== 'wait'), waits);
    return {
      kind, group, name, note, summary: this.summary(), bars, waits: this.waitsOf(waits), marks: this.marks(),
    };
  }

  private summary(): string {
    const { kind, spans, marks } = this.lane;
    const bars = spans.filter(({ tone }) => tone !== 'wait');
    const failed = bars.filter(({ tone }) => tone === 'bad').length;
    const noun = kind === 'function' ? 'invocation' : kind === 'execution' ? 'execution' : 'change';
    const troubled = marks.filter((mark) => ['error', 'denied', 'fault'].includes(mark.kind)).length;
    const marked = kind === 'schedule' || kind === 'rule' ? 'delivery attempt' : kind === 'bus' ? 'event' : 'call';
    return [
      ...bars.length > 0 ? [plural(bars.length, noun) + (failed > 0 ? `, ${failed} failed` : '')] : [],
      ...marks.length > 0 ? [plural(marks.length, marked) + (troubled > 0 ? `, ${troubled} with trouble` : '')] : [],
    ].join('; ');
  }

  private bars(spans: readonly Span[], waits: readonly Span[]): DrawnBar[] {
    const placed = spans.map((span) => this.placed(span)).sort((one, other) => one.left - other.left || other.right - one.right);
    const groups: Array<{ left: number; right: number; spans: Span[] }> = [];
    for (const { left, right, span } of placed) {
      const last = groups.at(-1);
      if (last && left < last.left + this.options.close && left < last.right + this.options.close) {
        last.right = Math.max(last.right, right);
        last.spans.push(span);
      } else {
        groups.push({ left, right, spans: [span] });
      }
    }
    return groups.map(({ left, right, spans: members }) => ({
      left,
      width: right - left,
      tone: (['bad', 'undone', 'open', 'good'] as const).find((tone) => members.some((span) => span.tone === tone)) ?? 'good',
      detail: members.length === 1 ? this.one(members[0], waits) : this.several(members),
    }));
  }

  private placed(span: Span): { left: number; right: number; span: Span } {
    return { left: this.options.axis.place(span.from), right: this.options.axis.place(span.to ?? this.options.ended), span };
  }

  private one(span: Span, waits: readonly Span[]): Detail {
    const own = waits.filter(({ from, to }) => from >= span.from && (to ?? this.options.ended) <= (span.to ?? this.options.ended));
    const waited = own.reduce((sum, { from, to }) => sum + (to ?? this.options.ended) - from, 0);
    const facts = [
      ...span.facts.map(({ label, text }) => [label, cut(text, LONGEST_TEXT)] as const),
      ...own.length > 0 ? [['Waited', `${plural(own.length, 'time')}, ${duration(waited)} in all`] as const] : [],
    ];
    return withLog({ t: cut(span.title, LONGEST_TEXT), w: this.when(span), f: facts }, this.options.log.of(span), span.log?.length ?? 0);
  }

  private several(spans: readonly Span[]): Detail {
    const failed = spans.filter(({ tone }) => tone === 'bad');
    const noun = this.lane.kind === 'function' ? 'invocation' : this.lane.kind === 'execution' ? 'execution' : 'change';
    const shown = (noun === 'change' ? spans : failed).slice(0, MOST_ENTRIES);
    const facts = shown.map((span) => [
      clock(span.from), cut([span.title, ...span.facts.filter(({ label }) => ['Reason', 'Error', 'Cause'].includes(label)).map(({ text }) => text)].join(': '), 300),
    ] as const);
    const lines = spans.flatMap((span) => this.options.log.of(span)).slice(-MOST_LINES);
    return withLog({
      t: `${this.lane.kind === 'execution' ? '' : `${this.lane.name}: `}${plural(spans.length, noun)}${failed.length > 0 ? `, ${failed.length} failed` : ''}`,
      w: stretch(spans[0].from, Math.max(...spans.map(({ to }) => to ?? this.options.ended))),
      f: [...facts, ...failed.length > MOST_ENTRIES ? [['', `and ${plural(failed.length - MOST_ENTRIES, 'more failure')}`] as const] : []],
    }, lines, spans.reduce((sum, { log }) => sum + (log?.length ?? 0), 0));
  }

  private when({ from, to }: Span): string {
    if (to === undefined) return `${day(from)}, since ${clock(from)} UTC; still under way at the end`;
    return to === from ? `${day(from)}, ${clock(from)} UTC` : `${stretch(from, to)}: ${duration(to - from)}`;
  }

  private waitsOf(waits: readonly Span[]): DrawnLane['waits'] {
    return waits.map((span) => this.placed(span)).map(({ left, right }) => ({ left, width: right - left }))
      .filter(({ width }) => width >= SHORTEST_WAIT).slice(0, MOST_WAITS);
  }

  private marks(): DrawnMark[] {
    const groups: Array<{ left: number; marks: Mark[] }> = [];
    const close = this.lane.marks.length > CROWD ? Math.max(CROWDED, this.options.close) : this.options.close;
    const sorted = [...this.lane.marks].sort((one, other) => one.at - other.at || compare(one, other));
    for (const mark of sorted) {
      const left = this.options.axis.place(mark.at);
      const last = groups.at(-1);
      if (last && left - last.left < close) last.marks.push(mark);
      else groups.push({ left, marks: [mark] });
    }
    return groups.map(({ left, marks }) => ({
      left,
      kind: marks.map(({ kind }) => kind).reduce((worst, kind) => SEVERITY.indexOf(kind) > SEVERITY.indexOf(worst) ? kind : worst),
      many: marks.length > 1,
      detail: marks.length === 1 ? detailOf(marks[0]) : detailOfMany(marks),
    }));
  }
}

/** Processes that run at the same moment may call in any order: the page does not show which was first. */
function compare(one: Mark, other: Mark): number {
  const [first, second] = [one, other].map((mark) => JSON.stringify([mark.title, mark.kind, mark.facts]));
  return first < second ? -1 : first > second ? 1 : 0;
}

function detailOf({ at, title, facts }: Mark): Detail {
  return { t: cut(title, LONGEST_TEXT), w: `${day(at)}, ${clock(at)} UTC`, f: facts.map(({ label, text }) => [label, cut(text, LONGEST_TEXT)] as const) };
}

function detailOfMany(marks: readonly Mark[]): Detail {
  const plain = new Map<string, number>();
  const troubled: Array<readonly [string, string]> = [];
  for (const { at, kind, title, facts } of marks) {
    if (kind !== 'denied' && kind !== 'fault') {
      // An error is often an answer that its caller expected: its code is enough.
      const [code] = facts.find(({ label }) => label === 'Error')?.text.split(':') ?? [];
      const what = code === undefined ? title : `${title}: ${code}`;
      plain.set(what, (plain.get(what) ?? 0) + 1);
    } else {
      const why = facts.filter(({ label }) => label === 'Error' || label === 'Injected fault' || label === 'About').map(({ text }) => text);
      troubled.push([clock(at), cut([title, ...why].join(': '), 300)]);
    }
  }
  const counted = [...plain].sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1));
  const facts = [
    ...troubled.slice(0, MOST_ENTRIES),
    ...counted.slice(0, MOST_ENTRIES).map(([title, count]) => [count === 1 ? 'once' : `${count} times`, cut(title, 200)] as const),
  ];
  const trouble = marks.filter(({ kind }) => kind === 'error' || kind === 'denied' || kind === 'fault').length;
  const left = marks.length - troubled.slice(0, MOST_ENTRIES).length - counted.slice(0, MOST_ENTRIES).reduce((sum, [, count]) => sum + count, 0);
  return {
    t: `${plural(marks.length, 'mark')} drawn as one${trouble > 0 ? `, ${number(trouble)} of them trouble` : ''}`,
    w: marks[0].at === marks[marks.length - 1].at ? `${day(marks[0].at)}, ${clock(marks[0].at)} UTC` : stretch(marks[0].at, marks[marks.length - 1].at),
    f: left > 0 ? [...facts, ['', `and ${left} more`] as const] : facts,
  };
}

function withLog(detail: Detail, lines: readonly LoggedLine[], all: number): Detail {
  if (all === 0) return detail;
  return {
    ...detail,
    l: lines.map(({ at, text }) => [clock(at), cut(text, LONGEST_LINE)] as const),
    ...all > lines.length ? { o: all - lines.length } : {},
  };
}
