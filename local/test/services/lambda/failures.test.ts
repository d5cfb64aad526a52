import { TestCloud } from './cloud';

let cloud: TestCloud;
beforeEach(() => { cloud = new TestCloud({ patience: 1500 }); });
afterEach(() => cloud.close());

test('an error that the handler throws comes back as Lambda reports it', async () => {
  await cloud.function('Thrower', "exports.handler = async () => { throw new TypeError('no such thing'); };");
  const { payload, error } = await cloud.invoke('Thrower');
  expect(error).toBe('Unhandled');
  expect(payload).toMatchObject({ errorType: 'TypeError', errorMessage: 'no such thing', trace: expect.arrayContaining(['TypeError: no such thing']) });
  expect(cloud.lambda.logs('Thrower').join('\n')).toContain('Invoke Error');
});

test('a process that exits is Runtime.ExitError, and the next event gets a new one', async () => {
  await cloud.function('Exit', 'let n = 0; exports.handler = async (code) => { if (code !== null) process.exit(code); return ++n; };');
  expect((await cloud.invoke('Exit', null)).payload).toBe(1);
  expect((await cloud.invoke('Exit', 7)).payload).toEqual({
    errorType: 'Runtime.ExitError', errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with error: exit status 7$/),
  });
  expect((await cloud.invoke('Exit', null)).payload).toBe(1);
});

test('a function that takes too long is killed at its time-out', async () => {
  await cloud.function('Slow', 'exports.handler = () => new Promise((resolve) => setTimeout(resolve, 60_000));', { Timeout: 5 });
  const start = cloud.account.clock.now();
  expect((await cloud.invoke('Slow')).payload).toEqual({
    errorType: 'Sandbox.Timedout', errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 5.00 seconds$/),
  });
  expect(cloud.account.clock.now()).toBe(start + 5000);
});

test('a process that never pauses counts as timed out', async () => {
  await cloud.function('Spinner', 'exports.handler = async () => { for (;;); };');
  expect((await cloud.invoke('Spinner')).payload).toMatchObject({ errorType: 'Sandbox.Timedout' });
});

test('a promise that is never settled ends the invocation', async () => {
  await cloud.function('Forgetful', 'exports.handler = () => new Promise(() => {});');
  expect((await cloud.invoke('Forgetful')).payload).toMatchObject({ errorType: 'Runtime.NodeJsExit' });
  // The process lives on.
  expect((await cloud.invoke('Forgetful')).payload).toMatchObject({ errorType: 'Runtime.NodeJsExit' });
});

test('what nobody catches kills the process, and is reported', async () => {
  await cloud.function('Careless', `
    exports.handler = async (how) => {
      if (how === 'rejection') void Promise.reject(new Error('forgotten'));
      else setTimeout(() => { throw new RangeError('late'); }, 1000);
      await new Promise((resolve) => setTimeout(resolve, 2000));
    };
  `);
  expect((await cloud.invoke('Careless', 'rejection')).payload).toMatchObject({
    errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'Error: forgotten',
  });
  expect((await cloud.invoke('Careless', 'exception')).payload).toMatchObject({ errorType: 'RangeError', errorMessage: 'late' });
});

test.each([
  ['exports.other = 1;', {}, 'Runtime.HandlerNotFound'],
  ["require('not-there');", {}, 'Runtime.ImportModuleError'],
  ['exports.handler = ;', {}, 'Runtime.UserCodeSyntaxError'],
  ["throw new Error('at start');", {}, 'Error'],
  ['exports.handler = async () => 1;', { Handler: 'other.handler' }, 'Runtime.ImportModuleError'],
])('code that does not start: %s', async (code, properties, errorType) => {
  await cloud.function('Broken', code, properties);
  expect(await cloud.invoke('Broken')).toMatchObject({ error: 'Unhandled', payload: { errorType } });
});

test('callbacks work as they did: the answer waits for an empty event loop, unless told otherwise', async () => {
  await cloud.function('Callback', `
    exports.handler = (event, context, callback) => {
      context.callbackWaitsForEmptyEventLoop = event.waits;
      setTimeout(() => {}, 2000);
      if (event.error) callback(new Error(event.error));
      else callback(null, 'done');
    };
  `);
  const start = cloud.account.clock.now();
  expect((await cloud.invoke('Callback', { waits: false })).payload).toBe('done');
  expect(cloud.account.clock.now()).toBe(start);
  expect((await cloud.invoke('Callback', { waits: true })).payload).toBe('done');
  expect(cloud.account.clock.now()).toBe(start + 2000);
  expect((await cloud.invoke('Callback', { waits: true, error: 'no' })).payload).toMatchObject({ errorType: 'Error', errorMessage: 'no' });
});

test('connections to anywhere else are refused, and the run is void', async () => {
  await cloud.function('Caller', `
    exports.handler = async () => {
      const answer = await fetch('https://example.com/').catch((error) => error.cause.message);
      return String(answer);
    };
  `);
  expect((await cloud.invoke('Caller')).payload).toContain('no connection to example.com:443');
  expect(() => cloud.account.defects.assertNone()).toThrow('example.com:443');
});

test('the process has the environment of a function, and nothing of this machine', async () => {
  process.env.SECRET_OF_THIS_MACHINE = 'x';
  await cloud.function('Env', 'exports.handler = async () => ({ ...process.env, sends: typeof process.send });', { Environment: { Variables: { MINE: 'yes' } } });
  delete process.env.SECRET_OF_THIS_MACHINE;
  const { payload } = await cloud.invoke('Env');
  expect(payload).toMatchObject({ MINE: 'yes', AWS_REGION: 'eu-central-1', AWS_LAMBDA_FUNCTION_NAME: 'Env', sends: 'undefined' });
  expect(payload).not.toHaveProperty('SECRET_OF_THIS_MACHINE');
  expect(payload).not.toHaveProperty('HOME');
});
