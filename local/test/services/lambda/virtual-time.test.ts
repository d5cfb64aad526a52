import { TestCloud } from './cloud';

let cloud: TestCloud;
const now = () => cloud.account.clock.now();
beforeEach(() => { cloud = new TestCloud(); });
afterEach(async () => {
  await cloud.close();
  cloud.account.defects.assertNone();
});

test('a handler sees virtual time, and its timers wait for it', async () => {
  await cloud.function('Sleeper', `
    exports.handler = async () => {
      const before = Date.now();
      await new Promise((resolve) => setTimeout(resolve, 600_000));
      return { before, after: Date.now(), text: new Date().toISOString(), elapsed: performance.now() };
    };
  `, { Timeout: 900 });
  const start = now();
  expect(await cloud.invoke('Sleeper')).toEqual({
    payload: { before: start, after: start + 600_000, text: new Date(start + 600_000).toISOString(), elapsed: 600_000 }, error: undefined,
  });
  expect(now()).toBe(start + 600_000);
});

test('every way to wait is on virtual time, in the order of time', async () => {
  await cloud.function('Ways', {
    'index.mjs': `
    import { setTimeout as sleep, setInterval as every, scheduler } from 'node:timers/promises';
    import { promisify } from 'node:util';
    import { createHash, scrypt } from 'node:crypto';
    import { readFile } from 'node:fs/promises';
    export const handler = async () => {
      const start = Date.now();
      const seen = [];
      const note = (what) => seen.push([what, Date.now() - start]);
      const timer = setTimeout(() => note('never'), 50);
      const number = +setTimeout(() => note('never by number'), 50);
      clearTimeout(timer);
      clearTimeout(number);
      setTimeout(() => note('30 s'), 30_000);
      setTimeout((a, b) => note(a + b), 10_000, 'ten', ' s');
      const interval = setInterval(() => { note('tick'); if (Date.now() - start >= 15_000) clearInterval(interval); }, 5_000);
      await readFile(new URL(import.meta.url));
      await promisify(scrypt)('password', 'salt', 64);
      note('real work');
      await sleep(40_000);
      note('slept');
      await promisify(setTimeout)(1_000);
      await scheduler.wait(1_000);
      note('waited');
      for await (const _ of every(2_000)) break;
      note('ticked');
      // The signal alone would not keep the process alive.
      setTimeout(() => {}, 5_000);
      await new Promise((resolve) => AbortSignal.timeout(3_000).addEventListener('abort', resolve));
      note('aborted');
      await sleep(9_000, undefined, { signal: AbortSignal.timeout(500) }).catch((error) => note(error.name));
      return seen;
    };
  `,
  }, { Timeout: 900 });
  const { payload } = await cloud.invoke('Ways');
  expect(payload).toEqual([
    ['real work', 0], ['tick', 5000], ['ten s', 10000], ['tick', 10000], ['tick', 15000], ['30 s', 30000], ['slept', 40000],
    ['waited', 42000], ['ticked', 44000], ['aborted', 47000], ['AbortError', 47500],
  ]);
});

test('a function waits for another one that sleeps', async () => {
  const inner = await cloud.function('Inner', `
    exports.handler = async (event) => {
      await new Promise((resolve) => setTimeout(resolve, 120_000));
      return { slept: event.name, at: Date.now() };
    };
  `, { Timeout: 300 });
  await cloud.function('Outer', `
    const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');
    const client = new LambdaClient();
    exports.handler = async () => {
      const { Payload } = await client.send(new InvokeCommand({ FunctionName: '${inner}', Payload: JSON.stringify({ name: 'x' }) }));
      return { inner: JSON.parse(Buffer.from(Payload)), at: Date.now() };
    };
  `, { Timeout: 300 });
  const start = now();
  expect((await cloud.invoke('Outer')).payload).toEqual({ inner: { slept: 'x', at: start + 120_000 }, at: start + 120_000 });
});

test('time goes on when a function dies that waits for another one', async () => {
  await cloud.function('Inner', 'exports.handler = async () => { await new Promise((resolve) => setTimeout(resolve, 60_000)); };', { Timeout: 300 });
  await cloud.function('Outer', `
    const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');
    exports.handler = async () => new LambdaClient().send(new InvokeCommand({ FunctionName: 'Inner' }));
  `, { Timeout: 5 });
  const start = now();
  expect((await cloud.invoke('Outer')).payload).toMatchObject({ errorType: 'Sandbox.Timedout' });
  expect(now()).toBe(start + 5000);
  await cloud.account.clock.advance(300_000);
  expect(cloud.lambda.invocations('Inner')).toMatchObject([{ end: start + 60_000 }]);
});

test('an SDK client gives up on virtual time', async () => {
  await cloud.function('Inner', 'exports.handler = async () => { await new Promise((resolve) => setTimeout(resolve, 60_000)); };', { Timeout: 300 });
  await cloud.function('Outer', `
    const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');
    const client = new LambdaClient({ maxAttempts: 1, requestHandler: { requestTimeout: 10_000, throwOnRequestTimeout: true } });
    exports.handler = async () => client.send(new InvokeCommand({ FunctionName: 'Inner' })).catch((error) => error.name);
  `, { Timeout: 300 });
  const start = now();
  expect((await cloud.invoke('Outer')).payload).toBe('TimeoutError');
  expect(now()).toBe(start + 10_000);
});

test('functions that wait do not keep each other from running', async () => {
  await cloud.function('Sleeper', `
    exports.handler = async (seconds) => { await new Promise((resolve) => setTimeout(resolve, seconds * 1000)); return Date.now(); };
  `, { Timeout: 300 });
  const start = now();
  const answers = await Promise.all([3, 1, 2, 5, 4, 6].map((seconds) => cloud.invoke('Sleeper', seconds)));
  expect(answers.map(({ payload }) => payload)).toEqual([3, 1, 2, 5, 4, 6].map((seconds) => start + seconds * 1000));
  expect(now()).toBe(start + 6000);
});

test('a frozen process does not see its timers, until it is used again', async () => {
  await cloud.function('Leaver', `
    const fired = [];
    exports.handler = async (wait) => {
      const before = [...fired];
      setTimeout(() => fired.push(Date.now()), 60_000);
      if (wait) await new Promise((resolve) => setTimeout(resolve, 1));
      return { before, fired };
    };
  `);
  await cloud.invoke('Leaver', false);
  await cloud.account.clock.advance(3_600_000);
  const thaw = now();
  expect((await cloud.invoke('Leaver', true)).payload).toMatchObject({ fired: [thaw] });
});
