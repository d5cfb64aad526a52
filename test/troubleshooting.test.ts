import * as fs from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');
const page = fs.readFileSync(path.join(ROOT, 'docs', 'troubleshooting.md'), 'utf8');
const MESSAGES = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, message]) => message);
const code = (fs.readdirSync(path.join(ROOT, 'lambda'), { recursive: true }) as string[]).filter((file) => file.endsWith('.ts'))
  .map((file) => fs.readFileSync(path.join(ROOT, 'lambda', file), 'utf8')).join('\n');

test.each(MESSAGES)('the function still says: %s', (message) => expect(code).toContain(message));

test('there are some', () => expect(MESSAGES.length).toBeGreaterThan(10));
