import { DAY, HOUR, MEMORY, MINUTE } from './timing';

/**
 * Which datapoints a run looks at. PutMetricData adds: a datapoint that is put twice counts twice, and what was put shows
 * only after some time. So each run owns a slice of time: the time since the run before it. It looks at the datapoints that
 * reached one of a few ages in that slice. So each datapoint is looked at once per age, by one run; and the ages are so far
 * apart that at each look CloudWatch shows what was put at the one before.
 */
export interface Window {
  /** Which of the period's looks it is for. */
  readonly look: number;
  /** Of the datapoints' own timestamps: from this moment on, … */
  readonly from: number;
  /** … up to this one. */
  readonly to: number;
  /** Whether CloudWatch has to be asked what it has. If not: none of these was ever put. */
  readonly ask: boolean;
}

interface Look {
  /** How old a datapoint is, from the end of its period on, besides the delay. */
  readonly age: number;
  /** Where the slice begins at the earliest, however long ago the run before was. */
  readonly earliest: (now: number) => number;
  readonly ask: boolean;
}

interface Timing {
  /** How long after its period Lightsail may take to publish a datapoint as a rule. */
  readonly delay: number;
  readonly looks: readonly Look[];
}

/** From the first look at a datapoint to the second one: what is younger than 3 hours CloudWatch shows within minutes. */
const FIRST_PAUSE = 30 * MINUTE;

/**
 * CloudWatch shows what is younger than a day within 2 hours. From a look to the next one at the same datapoint it is at least
 * 30 minutes, 3 hours, 3 hours, less the quarter of an hour that a throttled run may take. Nothing is put that is older than
 * a day.
 */
const MINUTES: Timing = {
  delay: 5 * MINUTE,
  looks: [
    // The second look takes place on the hour. What it reaches in less than half an hour is left to it.
    { age: 0, earliest: (run) => floor(run + FIRST_PAUSE, HOUR) - HOUR, ask: false },
    { age: HOUR, earliest: (now) => now - HOUR, ask: true },
    { age: 6 * HOUR, earliest: (now) => now - 2 * HOUR, ask: true },
    { age: 12 * HOUR, earliest: (now) => now - MEMORY, ask: true },
  ],
};

/**
 * A value a day, published in the course of the next one. What is older than a day CloudWatch shows after two days or more,
 * and what is older than two weeks it rejects.
 */
const DAYS: Timing = {
  delay: DAY,
  looks: [
    { age: 0, earliest: (run) => run - MEMORY, ask: false },
    { age: 5 * DAY, earliest: (now) => now - MEMORY, ask: true },
  ],
};

/**
 * @param period of the metric, in milliseconds
 * @param run when the run was to begin
 * @param previous when the one before it was; undefined: unknown, and so the slice is: it begins with this run, for the next one
 */
export function windowsOf(period: number, run: number, previous: number | undefined): Window[] {
  if (previous === undefined) return [];
  const { delay, looks } = period < DAY ? MINUTES : DAYS;
  return looks.flatMap(({ age, earliest, ask }, look) => {
    // The later looks need not be taken every few minutes: one call an hour does.
    const unit = age === 0 ? 1 : HOUR;
    const now = floor(run, unit);
    const since = Math.max(floor(previous, unit), earliest(now));
    const window = { look, from: floor(since - delay - age, period), to: floor(now - delay - age, period), ask };
    return window.from < window.to ? [window] : [];
  });
}

function floor(time: number, unit: number): number {
  return Math.floor(time / unit) * unit;
}
