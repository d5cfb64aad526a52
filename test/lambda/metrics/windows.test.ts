import * as fc from 'fast-check';
import { DAY, HOUR, MINUTE, START } from './stage';
import { windowsOf } from '../../../lambda/metrics/windows';

const PERIODS = [MINUTE, 5 * MINUTE, DAY];
const show = (period: number, run: number, previous?: number) => windowsOf(period, run, previous)
  .map(({ look, from, to, ask }) => `${look}: ${(from - run) / MINUTE} to ${(to - run) / MINUTE}${ask ? ', asks' : ''}`);

test('a run within an hour looks only at what is fresh', () => {
  const run = START + 35 * MINUTE;
  expect(show(MINUTE, run, run - 5 * MINUTE)).toEqual(['0: -10 to -5']);
  expect(show(5 * MINUTE, run, run - 5 * MINUTE)).toEqual(['0: -10 to -5']);
  expect(show(DAY, run, run - 5 * MINUTE)).toEqual([]);
});

test('the first run of an hour looks once more at an hour of older ones', () => {
  const run = START + HOUR;
  expect(show(MINUTE, run, run - 5 * MINUTE)).toEqual(['0: -10 to -5', '1: -125 to -65, asks', '2: -425 to -365, asks', '3: -785 to -725, asks']);
});

test('a run makes up for those that did not take place', () => {
  const run = START + 30 * MINUTE;
  expect(show(MINUTE, run, run - 20 * MINUTE)).toEqual(['0: -25 to -5']);
  expect(show(MINUTE, run, run - 90 * MINUTE)).toEqual(['0: -35 to -5', '1: -155 to -95, asks', '2: -455 to -395, asks', '3: -815 to -755, asks']);
});

test('an hour after the run before, a run has the whole hour to itself', () => {
  const run = START + HOUR;
  expect(show(5 * MINUTE, run, run - HOUR)).toEqual(['0: -65 to -5', '1: -125 to -65, asks', '2: -425 to -365, asks', '3: -785 to -725, asks']);
});

test('a run that knows of none before it looks at nothing', () => {
  for (const period of PERIODS) expect(show(period, START, undefined)).toEqual([]);
});

test('a run makes up for ten hours, and reads nothing that is nearly a day old', () => {
  expect(show(MINUTE, START + 55 * MINUTE, START - 10 * HOUR).slice(-1)).toEqual(['3: -1380 to -780, asks']);
});

test('a value a day is looked at a day and six days after its day', () => {
  const run = START + 5 * MINUTE;
  expect(show(DAY, START, START - 5 * MINUTE)).toEqual(['0: -2880 to -1440', '1: -10080 to -8640, asks']);
  expect(show(DAY, run, START)).toEqual([]);
});

/** Runs of one chain or several, whatever lies between them; a chain's first run knows of none before it. */
const RUNS = fc.array(fc.record({
  steps: fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, fc.constantFrom(2, 3, 4, 6, 12), fc.integer({ min: 1, max: 120 })),
  restart: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
}), { minLength: 50, maxLength: 300 });

test('whatever the runs, each look passes each datapoint once at most, and what was put at one look shows at the next', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 11 }), RUNS, (offset, runs) => {
    const latest = new Map<number, { readonly look: number; readonly run: number }>();
    const wrong: string[] = [];
    let run = START + offset * 5 * MINUTE;
    for (const { steps, restart } of runs) {
      const previous = run;
      run += steps * 5 * MINUTE;
      for (const { look, from, to, ask } of windowsOf(5 * MINUTE, run, restart ? undefined : previous)) {
        // What is put is younger than a day, even if the run takes a quarter of an hour.
        expect(run - from).toBeLessThanOrEqual(DAY - 30 * MINUTE);
        for (let at = from; at < to; at += 5 * MINUTE) {
          const before = latest.get(at);
          latest.set(at, { look, run });
          if (!before) continue;
          // A throttled run may take a quarter of an hour; after it CloudWatch needs minutes, or two hours.
          const pause = run - before.run - 15 * MINUTE;
          if (!ask || look <= before.look || pause < (look === 1 ? 15 * MINUTE : 2.5 * HOUR)) wrong.push(`look ${look} ${pause / MINUTE} minutes after look ${before.look}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  }), { numRuns: 100 });
});

test('without a restart, each datapoint is looked at four times, whatever the interval', () => {
  for (const interval of [5, 10, 15, 20, 30, 60]) {
    const seen = new Map<number, number>();
    for (let run = START; run < START + DAY; run += interval * MINUTE) {
      for (const { from, to } of windowsOf(5 * MINUTE, run, run - interval * MINUTE)) {
        for (let at = from; at < to; at += 5 * MINUTE) seen.set(at, (seen.get(at) ?? 0) + 1);
      }
    }
    for (let at = START; at < START + 10 * HOUR; at += 5 * MINUTE) expect(seen.get(at)).toBe(4);
  }
});
