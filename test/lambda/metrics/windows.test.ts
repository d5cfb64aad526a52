import { DAY, HOUR, MINUTE, START } from './stage';
import { windowsOf } from '../../../lambda/metrics/windows';

const PERIODS = [MINUTE, 5 * MINUTE, DAY];
const show = (period: number, run: number, previous?: number) => windowsOf(period, run, previous)
  .map(({ look, from, to, ask }) => `${look}: ${(from - run) / MINUTE} to ${(to - run) / MINUTE}${ask ? ', asks' : ''}`);

test('a run within an hour looks at what is fresh alone', () => {
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

test('a run that knows of no other one asks about everything, a day back', () => {
  expect(show(MINUTE, START, undefined)).toEqual(['0: -35 to -5, asks', '1: -125 to -65, asks', '2: -485 to -365, asks', '3: -1325 to -725, asks']);
});

test('a value a day is looked at a day and six days after its day', () => {
  const run = START + 5 * MINUTE;
  expect(show(DAY, START, START - 5 * MINUTE)).toEqual(['0: -2880 to -1440', '1: -10080 to -8640, asks']);
  expect(show(DAY, run, START)).toEqual([]);
});

test('whatever the intervals, each look passes each datapoint once, and nothing is put that CloudWatch would show too late', () => {
  for (const period of PERIODS) {
    const seen = new Map<string, number>();
    let previous = START - 5 * MINUTE;
    const end = START + 10 * DAY;
    for (let step = 0, run = START; run < end; run = previous + [5, 5, 10, 30, 60, 15][step++ % 6] * MINUTE) {
      for (const { look, from, to } of windowsOf(period, run, previous)) {
        const since = look === 0 ? 0 : HOUR;
        // From 30 minutes on, the first look leaves some out: the others are for them.
        if (run - previous <= 30 * MINUTE || look > 0) expect(from).toBe(seen.get(`${look}`) ?? from);
        seen.set(`${look}`, to);
        expect(run - from).toBeLessThan(period < DAY ? DAY : 14 * DAY);
        expect(run - to).toBeGreaterThanOrEqual(since);
      }
      previous = run;
    }
    expect(seen.size).toBe(period < DAY ? 4 : 2);
  }
});
