import { InvocationLog } from '../../../src/services/lambda/invocation-log';

test('of each function the last invocations and lines are kept, and lines keep their numbers', () => {
  const log = new InvocationLog(10);
  for (let i = 0; i < 25; i++) {
    log.begin('f', { requestId: String(i), kind: 'Event', attempt: 1, start: i }).end = i;
    log.write('f', `${i}a\n${i}b\n`, i);
  }
  log.write('f', 'begun', 25);
  expect(log.invocations('f').length).toBeGreaterThanOrEqual(10);
  expect(log.invocations('f').length).toBeLessThanOrEqual(11);
  expect(log.logs('f').length).toBeLessThanOrEqual(12);
  const last = log.invocations('f').at(-1);
  expect(log.linesFrom('f', last?.firstLine ?? 0).map(({ text }) => text)).toEqual(['24a', '24b', 'begun']);
  const before = log.invocations('f').at(-2);
  expect(log.linesFrom('f', before?.firstLine ?? 0, last?.firstLine).map(({ text }) => text)).toEqual(['23a', '23b']);
  expect(log.linesFrom('f', 0, 2)).toEqual([]);
});
