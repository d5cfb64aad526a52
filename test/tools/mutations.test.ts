import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { MUTATIONS } from '../../tools/mutations/all';
import { mutated, ROOT } from '../../tools/mutations/mutation';

test.each(MUTATIONS.map((mutation) => [mutation.name, mutation] as const))('%s still has its place in the code, and its tests', (_, mutation) => {
  expect(mutated(mutation)).not.toContain(mutation.find === mutation.replace ? '' : '\u0000');
  expect(mutation.replace).not.toBe(mutation.find);
  expect(mutation.tests.filter((test) => !existsSync(path.join(ROOT, test)))).toEqual([]);
  expect(mutation.bug).toMatch(/^\p{Lu}.*\.$/su);
});

test('each has a name of its own', () => {
  expect(new Set(MUTATIONS.map(({ name }) => name)).size).toBe(MUTATIONS.length);
});
