import * as fs from 'node:fs';
import * as path from 'node:path';
import { LightsailFamily } from '../../src';

const page = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'provider.md'), 'utf8');

/** What is in the first column of the page's tables. */
const rows = [...page.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));

test('the page on the provider names every family', () => {
  expect(rows.filter((name) => name in LightsailFamily).sort()).toEqual(Object.keys(LightsailFamily).sort());
});

test('it names every option', () => {
  const source = fs.readFileSync(path.join(__dirname, '..', '..', 'src', 'provider', 'lightsail-provider-props.ts'), 'utf8');
  const options = [...source.matchAll(/^ {2}readonly (\w+)\?/gm)].map(([, name]) => name);
  expect(options.length).toBeGreaterThan(10);
  expect(rows.filter((name) => !(name in LightsailFamily)).sort()).toEqual(options.sort());
});
