import type { Lane } from '../run-record';
import { clock, shortDay } from './words';

/** Where moments lie on the page, in percent of its width. */
export interface Axis {
  readonly place: (at: number) => number;
  readonly ticks: readonly Tick[];
  /** Stretches in which nothing began or ended: drawn short. */
  readonly quiet: readonly QuietStretch[];
}

export interface Tick {
  readonly at: number;
  readonly left: number;
  readonly label: string;
  /** Set where a day begins to be shown. */
  readonly day?: string;
  /** There is room for it on a narrow screen. */
  readonly major: boolean;
}

export interface QuietStretch {
  readonly left: number;
  readonly width: number;
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly quiet: boolean;
  readonly left: number;
  readonly width: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  1000, 5000, 15_000, 30_000, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE,
  HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 91 * DAY,
];
/** Less than that is never quiet. */
const SHORTEST_QUIET = 30 * MINUTE;
/** What is longer than this part of the time that is drawn to scale is quiet. */
const QUIET_PART = 40;
const MOST_QUIET = 40;
/** How far apart labels are at least, in percent. */
const APART = 8;
const FAR_APART = 24;

/** One scale for all times at which something happens; long times at which nothing does are drawn short. */
export function axisFor(lanes: readonly Lane[], began: number, ended: number): Axis {
  const pieces = piecesOf(momentsOf(lanes, began, ended));
  return {
    place: (at) => placeIn(pieces, at),
    ticks: ticksOf(pieces),
    quiet: pieces.filter(({ quiet }) => quiet).map(({ left, width }) => ({ left, width })),
  };
}

function momentsOf(lanes: readonly Lane[], began: number, ended: number): number[] {
  const moments = new Set([began, ended]);
  const add = (at: number) => { if (at > began && at < ended) moments.add(at); };
  for (const { spans, marks } of lanes) {
    for (const { from, to, tone } of spans) {
      // Waiting is what quiet times are made of.
      if (tone === 'wait') continue;
      add(from);
      if (to !== undefined) add(to);
    }
    for (const { at } of marks) add(at);
  }
  return [...moments].sort((one, other) => one - other);
}

function piecesOf(moments: readonly number[]): Piece[] {
  const gaps = moments.slice(1).map((to, index) => ({ from: moments[index], to, quiet: false }));
  let scaled = gaps.reduce((sum, { from, to }) => sum + to - from, 0);
  // What is quiet beside a week need not be quiet beside what is left of it, and the other way round.
  for (let before = Number.POSITIVE_INFINITY; scaled < before;) {
    before = scaled;
    const limit = Math.max(SHORTEST_QUIET, scaled / QUIET_PART);
    for (const gap of gaps) gap.quiet ||= gap.to - gap.from > limit;
    scaled = gaps.reduce((sum, { from, to, quiet }) => sum + (quiet ? 0 : to - from), 0);
  }
  const count = gaps.filter(({ quiet }) => quiet).length;
  if (count > MOST_QUIET || scaled === 0) {
    for (const gap of gaps) gap.quiet = false;
    scaled = gaps.reduce((sum, { from, to }) => sum + to - from, 0);
  }
  const short = Math.min(2.5, 40 / Math.max(1, count));
  const forScaled = 100 - (gaps.some(({ quiet }) => quiet) ? short * count : 0);
  let left = 0;
  const pieces: Piece[] = [];
  for (const { from, to, quiet } of gaps) {
    const width = quiet ? short : scaled === 0 ? 0 : forScaled * (to - from) / scaled;
    const last = pieces.at(-1);
    if (last && !last.quiet && !quiet) pieces[pieces.length - 1] = { ...last, to, width: last.width + width };
    else pieces.push({ from, to, quiet, left, width });
    left += width;
  }
  return pieces;
}

function placeIn(pieces: readonly Piece[], at: number): number {
  const piece = pieces.find(({ to }) => at <= to) ?? pieces.at(-1);
  if (!piece) return 0;
  const part = piece.to === piece.from ? 0 : (Math.min(Math.max(at, piece.from), piece.to) - piece.from) / (piece.to - piece.from);
  return piece.left + part * piece.width;
}

function ticksOf(pieces: readonly Piece[]): Tick[] {
  const ticks: Tick[] = [];
  let lastDay = '';
  let lastMajor = Number.NEGATIVE_INFINITY;
  const add = (at: number, left: number, seconds: boolean) => {
    const last = ticks.at(-1);
    if (left > 100 - APART / 2 || (last && left - last.left < APART)) return;
    const day = shortDay(at);
    const major = left - lastMajor >= FAR_APART && left <= 100 - FAR_APART;
    if (major) lastMajor = left;
    ticks.push({ at, left, label: clock(at).slice(0, seconds ? 8 : 5), ...day === lastDay ? {} : { day }, major });
    lastDay = day;
  };
  for (const { from, to, quiet, left, width } of pieces) {
    if (quiet) continue;
    const step = STEPS.find((size) => size / (to - from) * width >= APART) ?? STEPS[STEPS.length - 1];
    add(from, left, step < MINUTE);
    for (let at = Math.ceil((from + 1) / step) * step; at < to; at += step) add(at, left + (at - from) / (to - from) * width, step < MINUTE);
  }
  return ticks;
}
