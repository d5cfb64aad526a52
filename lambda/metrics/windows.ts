import { DAY, HOUR, MEMORY, MINUTE } from './timing';

/**
 * Which datapoints a run looks at. PutMetricData adds: a datapoint that is put twice counts twice, and what was put shows
 * only after some time. So time is dealt out: each run owns the time since the run before it, and looks at the datapoints that
 * have come of an age in it. Of each age a datapoint is looked at once, by one run; and the ages are so far apart that at
 * each look CloudWatch shows what was put at the one before.
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
  /** How much time a run makes up for at most, if the runs before it did not take place. */
  readonly reach: number;
  /** Likewise, if there was none for so long that nobody knows when. */
  readonly firstReach: number;
  readonly ask: boolean;
}

interface Timing {
  /** How long after its period Lightsail may take to publish a datapoint as a rule. */
  readonly delay: number;
  readonly looks: readonly Look[];
}

/**
 * CloudWatch shows what is younger than 3 hours within minutes, and what is younger than a day within 2 hours. From a look to the
 * next one at the same datapoint it is at least 30 minutes, 3 hours, 3 hours, less the quarter of an hour that a throttled run
 * may take. Nothing is put that is older than a day.
 */
const MINUTES: Timing = {
  delay: 5 * MINUTE,
  looks: [
    { age: 0, reach: 30 * MINUTE, firstReach: 30 * MINUTE, ask: false },
    { age: HOUR, reach: HOUR, firstReach: HOUR, ask: true },
    { age: 6 * HOUR, reach: 2 * HOUR, firstReach: 2 * HOUR, ask: true },
    { age: 12 * HOUR, reach: 2 * HOUR, firstReach: 10 * HOUR, ask: true },
  ],
};

/**
 * A value a day, published in the course of the next one. What is older than a day CloudWatch shows after two days or more,
 * and what is older than two weeks it does not take.
 */
const DAYS: Timing = {
  delay: DAY,
  looks: [
    { age: 0, reach: MEMORY, firstReach: MEMORY, ask: false },
    { age: 5 * DAY, reach: MEMORY, firstReach: MEMORY, ask: true },
  ],
};

/**
 * @param period of the metric, in milliseconds
 * @param run when the run was to begin
 * @param previous when the one before it was; undefined: none in the last two hours
 */
export function windowsOf(period: number, run: number, previous: number | undefined): Window[] {
  const { delay, looks } = period < DAY ? MINUTES : DAYS;
  return looks.flatMap(({ age, reach, firstReach, ask }, look) => {
    // The later looks need not be taken every few minutes: one call an hour does.
    const now = age === 0 ? run : floor(run, HOUR);
    const since = previous === undefined ? now - firstReach : Math.max(age === 0 ? previous : floor(previous, HOUR), now - reach);
    const window = { look, from: floor(since - delay - age, period), to: floor(now - delay - age, period), ask: ask || previous === undefined };
    return window.from < window.to ? [window] : [];
  });
}

function floor(time: number, unit: number): number {
  return Math.floor(time / unit) * unit;
}
