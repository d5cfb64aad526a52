import * as fs from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');
const read = (page: string) => fs.readFileSync(path.join(ROOT, page), 'utf8');
/** Pages that are written by a tool, each in its own time. */
const RESULTS = ['reliability-results.md', 'mutation-results.md'];

test.each(['SECURITY.md', 'docs/security.md', 'docs/reliability.md'])('%s names tests and pages that exist', (page) => {
  const text = read(page);
  const tests = [...text.matchAll(/`(test\/[^`]+)`/g)].map(([, file]) => file);
  const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, file]) => file).filter((file) => !RESULTS.includes(file))
    .map((file) => path.join(path.dirname(page), file));
  expect(links.length).toBeGreaterThan(0);
  expect([...tests, ...links].filter((file) => !fs.existsSync(path.join(ROOT, file)))).toEqual([]);
});

test('no figure in docs/reliability.md is typed by hand', () => {
  // The paths of tests may have one.
  expect(read('docs/reliability.md').replace(/`[^`]*`/g, '')).not.toMatch(/\d/);
});

test('the function may not read what holds secrets', () => {
  expect(read('docs/permissions.md')).not.toMatch(/Password|AccessDetails|AccessKey|Secret|KeyPair/);
});
