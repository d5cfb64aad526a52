import { fewAtOnce } from '../../../lambda/engine/concurrency';

test('each item once, in order, and no more than four at a time', async () => {
  const begun: number[] = [];
  let [now, most] = [0, 0];
  await fewAtOnce([1, 2, 3, 4, 5, 6, 7, 8, 9], async (item) => {
    begun.push(item);
    most = Math.max(most, ++now);
    await Promise.resolve();
    now--;
  });
  expect(begun).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(most).toBe(4);
});

test('rejects with the first rejection', async () => {
  await expect(fewAtOnce([1, 2, 3], async (item) => { if (item > 1) throw new Error(`no ${item}`); })).rejects.toThrow('no 2');
});

test('nothing is done for nothing', async () => {
  await expect(fewAtOnce([], async () => { throw new Error('never'); })).resolves.toBeUndefined();
});
