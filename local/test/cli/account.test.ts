import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import { Person } from './support';

let person: Person;
beforeEach(() => { person = new Person(); });
afterEach(() => person.leaves());

const lock = () => path.join(person.state, 'in-use-by');
const assembly = () => person.synthesizes((app) => {
  new lightsail.CfnDisk(new Stack(app, 'Shop'), 'Data', { diskName: 'data', sizeInGb: 8 });
});

test('time goes on where it was', async () => {
  const now = async () => Date.parse(/\d{4}-\S+Z/.exec((await person.types('status')).out)?.[0] ?? '');
  await person.types('advance 0s');
  const before = await now();
  expect((await person.types('advance 1d12h')).out).toBe(`It is ${new Date(before + 36 * 3_600_000).toISOString()} now.\n`);
  expect(await now()).toBe(before + 36 * 3_600_000);
});

test('status leaves no trace', async () => {
  expect((await person.types('status')).code).toBe(0);
  expect(fs.readdirSync(person.state)).toEqual([]);
});

test('a folder holds one account: two folders, two accounts', async () => {
  await person.types(`deploy ${assembly()}`);
  expect((await person.types('status')).out).toContain('Shop');
  expect((await person.run(['status', '--state', path.join(person.folder, 'other')])).out).toContain('Stacks: none');
});

describe('two commands at once', () => {
  test('the second one is refused, unless it only looks', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
    try {
      await person.types('advance 0s');
      fs.writeFileSync(lock(), String(other.pid));
      expect(await person.types('advance 1h')).toEqual({
        code: 1,
        out: '',
        err: `The account in '${person.state}' is in use by another command (process ${other.pid}). `
          + 'Wait for it, end it, or choose another folder with --state.\n',
      });
      expect((await person.types('status')).code).toBe(0);
      expect(fs.readFileSync(lock(), 'utf8')).toBe(String(other.pid));
    } finally {
      other.kill();
    }
  });

  test.each(['', '0', '-1', 'x'])('a lock that names no process keeps nothing out: %j', async (content) => {
    await person.types('advance 0s');
    fs.writeFileSync(lock(), content);
    expect(await person.types('advance 1h')).toMatchObject({ code: 0, err: '' });
    expect(fs.readdirSync(person.state)).toEqual(['account.json']);
  });

  test('a command that died stands in nobody\'s way', async () => {
    const dead = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => dead.once('exit', resolve));
    await person.types('advance 0s');
    fs.writeFileSync(lock(), String(dead.pid));
    expect((await person.types('advance 1h')).code).toBe(0);
    expect(fs.existsSync(lock())).toBe(false);
  });
});

test('whoever reads the output may stop reading: the command goes on', async () => {
  const child = spawn(process.execPath, [path.join(__dirname, '../../lib/cli.js'), 'advance', '1h', '--state', person.state]);
  child.stdout.destroy();
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => { err += chunk.toString(); });
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(err).not.toContain('EPIPE');
  expect(code).toBe(0);
  expect(fs.existsSync(path.join(person.state, 'account.json'))).toBe(true);
});

describe('a folder that will not do', () => {
  test('a file', async () => {
    const file = path.join(person.folder, 'file');
    fs.writeFileSync(file, '');
    expect(await person.run(['status', '--state', file])).toMatchObject({ code: 1, err: expect.stringMatching(/cannot be the account's folder \(.*\): choose another one with --state/) });
  });

  test.each([['{', 'cannot be read'], ['[]', 'holds no account']])('something else in the place of the account: %s', async (content, message) => {
    fs.mkdirSync(person.state);
    fs.writeFileSync(path.join(person.state, 'account.json'), content);
    expect(await person.types('advance 1h')).toMatchObject({ code: 1, err: expect.stringContaining(message) });
    // It is left as it is, for whoever it belongs to.
    expect(fs.readFileSync(path.join(person.state, 'account.json'), 'utf8')).toBe(content);
    expect(fs.existsSync(lock())).toBe(false);
  });
});

describe('colours and the bar', () => {
  const ESCAPE = '\u001b';

  test('a pipe gets neither', async () => {
    expect((await person.types(`deploy ${assembly()}`)).out).not.toContain(ESCAPE);
  });

  test('a terminal gets both', async () => {
    const { out } = await person.types(`deploy ${assembly()}`, { columns: 120 });
    expect(out).toContain(`${ESCAPE}[32mCREATE_COMPLETE`);
    expect(out).toContain('█'.repeat(40));
  });

  test('a narrow terminal gets a bar that fits', async () => {
    const { out } = await person.types(`deploy ${assembly()}`, { columns: 20, env: { NO_COLOR: '1' } });
    expect(out).toContain(` [${'█'.repeat(10)}] (1/1)`);
  });

  test('NO_COLOR takes the colours, FORCE_COLOR brings them', async () => {
    expect((await person.types(`deploy ${assembly()}`, { columns: 120, env: { NO_COLOR: '1' } })).out).not.toContain(`${ESCAPE}[3`);
    expect((await person.types('destroy Shop', { env: { FORCE_COLOR: '1' } })).out).toContain(`${ESCAPE}[32mDELETE_COMPLETE`);
    expect((await person.types('nonsense', { env: { FORCE_COLOR: '1' } })).err).toMatch(/^\u001b\[31mThere is no command/);
  });
});
