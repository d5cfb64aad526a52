import { waitSeconds } from '../../../lambda/engine/wait-policy';

const seeds = Array.from({ length: 50 }, (_, index) => `request-${index}`);

/** When an operation is looked at, in seconds after it began. */
function looks(seed: string, end: number, pace: 'operation' | 'unhurried' = 'operation'): number[] {
  const times: number[] = [];
  let age = 0;
  for (let attempt = 0; age < end; attempt++) {
    age += waitSeconds({ pace, attempt, age, remaining: 36_000 - age, seed }) ?? Number.NaN;
    times.push(age);
  }
  return times;
}

test.each(seeds.slice(0, 20))('an operation of five minutes is looked at nine times and found done in time (%s)', (seed) => {
  const times = looks(seed, 310);
  expect(times.length).toBeLessThanOrEqual(9);
  // The state follows the operation's end by ten seconds.
  expect(times[times.length - 1]).toBeGreaterThanOrEqual(310);
  expect(times[times.length - 1]).toBeLessThanOrEqual(330);
});

test('the first look comes early, the later ones a tenth of the age apart', () => {
  const times = looks('x', 3000);
  expect(times[0]).toBeLessThanOrEqual(38);
  for (let index = 1; index < times.length; index++) {
    expect(times[index] - times[index - 1]).toBeLessThanOrEqual(Math.max(36, times[index - 1] / 10 + 1));
  }
});

test.each(seeds.slice(0, 20))('what nobody waits for is looked at four times in five minutes (%s)', (seed) => {
  const times = looks(seed, 300, 'unhurried');
  expect(times).toHaveLength(4);
  expect(times[0]).toBeGreaterThanOrEqual(56);
  expect(times[0]).toBeLessThanOrEqual(68);
  // The state follows the operation's end by ten seconds.
  expect(times[3]).toBeGreaterThanOrEqual(310);
  expect(times[3]).toBeLessThanOrEqual(340);
});

test('what nobody waits for is found done a quarter late at most, and ten minutes late at most', () => {
  const times = looks('x', 20_000, 'unhurried');
  const waits = times.slice(1).map((time, index) => time - times[index]);
  expect(Math.min(...waits)).toBe(90);
  expect(Math.max(...waits)).toBe(600);
  waits.forEach((wait, index) => expect(wait).toBeLessThanOrEqual(Math.max(90, times[index] / 4 + 1)));
});

test('neighbours do not look in step', () => {
  expect(new Set(seeds.map((seed) => looks(seed, 300)[0])).size).toBeGreaterThan(5);
});

test('setbacks are met with longer and longer waits, up to a limit', () => {
  const waits = [0, 1, 2, 3, 4, 20].map((attempt) => waitSeconds({ pace: 'setback', attempt, age: 0, remaining: 3600, seed: 'a' }) ?? 0);
  expect(waits[0]).toBeLessThanOrEqual(9);
  expect(waits[3]).toBeGreaterThan(waits[0]);
  expect(Math.max(...waits)).toBeLessThanOrEqual(84);
});

test('what is about to happen is looked at after a few seconds', () => {
  expect(waitSeconds({ pace: 'soon', attempt: 0, age: 0, remaining: 3600, seed: 'a' })).toBeLessThanOrEqual(6);
});

test('the last look comes just before the deadline, and none after it', () => {
  const wait = (remaining: number) => waitSeconds({ pace: 'operation', attempt: 5, age: 600, remaining, seed: 'a' });
  expect(wait(40.5)).toBe(37);
  expect(wait(4)).toBe(1);
  expect(wait(3)).toBeUndefined();
  expect(wait(-100)).toBeUndefined();
});

test('the same request waits alike each time', () => {
  expect(looks('a', 900)).toEqual(looks('a', 900));
});

test.each([
  ['unhurried', 24], ['soon', 24], ['setback', 24], ['operation', 1],
] as const)("waits at the pace '%s' for %d hours stay within an execution's history", (pace, hours) => {
  let age = 0;
  let count = 0;
  for (; age < hours * 3600; count++) age += waitSeconds({ pace, attempt: count, age, remaining: 86_400, seed: 'a' }) ?? Number.NaN;
  // Wait, task and choice: entered and exited, and what the task itself writes; and each call fails five times before it gets through.
  const events = count * (9 + 5 * 3);
  expect(events).toBeLessThan(20_000);
});
