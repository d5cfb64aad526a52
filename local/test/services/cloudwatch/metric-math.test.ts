import { evaluateMath, type Series } from '../../../src/services/cloudwatch/metric-math';

const MINUTE = 60_000;

/** A series with a value each minute; undefined: none. */
const series = (...values: Array<number | undefined>): Series => new Map(
  values.flatMap((value, index) => (value === undefined ? [] : [[index * MINUTE, value]])),
);

const METRICS: Readonly<Record<string, Series>> = {
  a: series(1, 2, undefined, 4),
  b: series(10, undefined, 30, 0),
  m1: series(1, 1, 1, 1),
};

function evaluate(text: string): Array<number | undefined> {
  const found = evaluateMath(text, {
    series: (id) => METRICS[id] ?? new Map(),
    period: () => MINUTE,
    metrics: Object.keys(METRICS),
    times: [0, 1, 2, 3].map((index) => index * MINUTE),
  });
  return [0, 1, 2, 3].map((index) => found.get(index * MINUTE));
}

test.each<[string, Array<number | undefined>]>([
  ['a', [1, 2, undefined, 4]],
  ['a + b', [11, undefined, undefined, 4]],
  ['a / b', [0.1, undefined, undefined, undefined]],
  ['100 - a * 2 ^ 2', [96, 92, undefined, 84]],
  ['-(a - 3)', [2, 1, undefined, -1]],
  ['a >= 2 AND b < 5', [0, undefined, undefined, 1]],
  ['a == 1 || a > 3', [1, 0, undefined, 1]],
  ['IF(a > 1, a, 0)', [0, 2, undefined, 4]],
  ['IF(a > 1, a)', [undefined, 2, undefined, 4]],
  ['FILL(b, 0) + m1', [11, 1, 31, 1]],
  ['FILL(a, b)', [1, 2, 30, 4]],
  ['SUM([a, b])', [11, 2, 30, 4]],
  ['MAX(METRICS()) - MIN(METRICS())', [9, 1, 29, 4]],
  ['SUM(METRICS("m"))', [1, 1, 1, 1]],
  ['a / AVG(m1)', [1, 2, undefined, 4]],
  ['a / PERIOD(a) * 60', [1, 2, undefined, 4]],
  ['CEIL(a / 3) + FLOOR(a / 3) + ABS(0 - a)', [2, 3, undefined, 7]],
  ['7', [7, 7, 7, 7]],
  ['AVG(nothing)', [undefined, undefined, undefined, undefined]],
])('%s', (text, values) => {
  expect(evaluate(text)).toEqual(values);
});

test.each([
  ['a +', /unexpected 'end'/],
  ['a b', /unexpected 'b'/],
  ['(a', /unexpected 'end'/],
  ['a # b', /unexpected '# b'/],
  ['SUM(a, b)', /takes 1 arguments/],
  ['RATE(a)', /does not know the function RATE/],
  ['[a, b]', /several series/],
  ['METRICS(a)', /METRICS takes a text/],
])('%s is refused', (text, message) => {
  expect(() => evaluate(text)).toThrow(message);
});
