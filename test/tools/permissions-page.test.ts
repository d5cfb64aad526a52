import * as fs from 'node:fs';
import { LightsailFamily } from '../../src';
import { PERMISSIONS_PAGE, permissionsPage } from '../../tools/permissions-page';

test('docs/permissions.md is current: otherwise run npm run permissions-page', () => {
  expect(fs.readFileSync(PERMISSIONS_PAGE, 'utf8')).toBe(permissionsPage());
});

test('each family has its section, and each wildcard its reason', () => {
  const page = permissionsPage();
  for (const family of Object.values(LightsailFamily)) expect(page).toContain(`## ${family}\n`);
  const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| statement')).map((line) => line.split(' | '));
  expect(rows.length).toBeGreaterThan(40);
  expect(rows.filter(([, , resources, , reason]) => resources.includes('*') && reason === ' |')).toEqual([]);
});
