import { drawChart } from '../../examples/metrics/draw';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 0, 5, 12);

test.each<[string, Array<number | undefined>, string]>([
  ['from the lowest to the highest', [0, 1, 2, 3, 4, 5, 6, 7], '▁▂▃▄▅▆▇█'],
  ['with a gap', [10, undefined, 20], '▁ █'],
  ['of one value', [5, 5], '▅▅'],
])('a line %s', (_, values, line) => {
  const [, bars] = drawChart({ title: 'x', values, begin: NOON, period: MINUTE, height: 1 });
  expect(bars.replace(/^\d+ ┤/, '')).toBe(line);
});

test('a chart has a title, bars, the lowest and the highest value, and hours', () => {
  const values = [20, 20, undefined, 95, 95, 60, 57.5, 20, 20, 20, 20, 20, 20, 95.04];
  expect(drawChart({ title: 'Processor', values, begin: NOON - 5 * MINUTE, period: 5 * MINUTE, unit: '%', height: 3 })).toEqual([
    'Processor',
    '95% ┤   ██        █',
    '    │   ██▅▄      █',
    '20% ┤▁▁ ████▁▁▁▁▁▁█',
    '    └─┬───────────┬',
    '      12:00       13:00',
  ]);
});

test('hours that have no room are left out, and a chart without values says so', () => {
  const [, , , , axis, hours] = drawChart({ title: 'x', values: [1, 2, 3, 4, 5, 6, 7, 8], begin: NOON, period: 60 * MINUTE, height: 3 });
  expect([axis, hours]).toEqual(['  └┬┬┬┬┬┬┬┬', '   12:00 18:00']);
  expect(drawChart({ title: 'x', values: [undefined, undefined], begin: NOON, period: MINUTE })).toEqual(['x', '  no values']);
});
