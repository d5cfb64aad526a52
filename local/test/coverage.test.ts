import * as fs from 'node:fs';
import * as path from 'node:path';
import { coveragePage } from '../tools/coverage-page';

test('the page of what is covered is what the services say now', async () => {
  expect(fs.readFileSync(path.join(__dirname, '..', 'COVERAGE.md'), 'utf8')).toBe(await coveragePage());
});
