import { TestCloud } from './cloud';

/** Bundled code that needs no process: signs nothing, and calls STS with Node's own client. */
const CALLER = `
const http = require('node:http');
const pause = require('node:timers/promises').setTimeout;
const call = (timeout) => new Promise((resolve, reject) => {
  const request = http.request(new URL(process.env.AWS_ENDPOINT_URL), {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'authorization': 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20300101/eu-central-1/sts/aws4_request, SignedHeaders=host, Signature=0',
    },
  }, (response) => {
    let body = '';
    response.on('data', (chunk) => { body += chunk; });
    response.on('end', () => resolve(response.statusCode + ' ' + /<Arn>([^<]*)</.exec(body)?.[1]));
  });
  if (timeout) request.setTimeout(timeout, () => request.destroy(new Error('too slow')));
  request.on('error', reject);
  request.end('Action=GetCallerIdentity&Version=2011-06-15');
});
let count = 0;
exports.handler = async (event) => {
  const begun = Date.now();
  await pause(event.seconds * 1000);
  const answer = await call(event.timeout).catch((error) => error.code ?? error.message);
  console.log('done', ++count);
  return { answer, count, took: Date.now() - begun, year: new Date().getUTCFullYear() };
};`;

describe.each([['in a process', false], ['in this process', true]])('a function %s', (_where, inProcess) => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = new TestCloud({ inProcess });
    await cloud.function('Caller', CALLER, { Timeout: 60 });
  });
  afterEach(() => cloud.close());

  const fault = (effect: Parameters<typeof cloud.account.faults.inject>[0]['effect']) => cloud.account.faults.inject({ service: 'sts', effect, times: 1 });

  test('has the account\'s time, its own key, and a log', async () => {
    expect((await cloud.invoke('Caller', { seconds: 5 })).payload).toEqual({
      answer: '200 arn:aws:sts::123456789012:assumed-role/Caller-role/Caller', count: 1, took: 5000, year: 2030,
    });
    expect((await cloud.invoke('Caller', { seconds: 0 })).payload).toMatchObject({ count: 2 });
    expect(cloud.lambda.logs('Caller').filter((line) => line.startsWith('done'))).toEqual(['done 1', 'done 2']);
  });

  test('loses its connection', async () => {
    fault({ type: 'lose-request' });
    expect((await cloud.invoke('Caller', { seconds: 1 })).payload).toMatchObject({ answer: 'ECONNRESET', took: 1000 });
  });

  test('waits no longer than its time-out for a slow answer', async () => {
    fault({ type: 'slow', milliseconds: 20_000, late: 'answer' });
    expect((await cloud.invoke('Caller', { seconds: 1, timeout: 12_000 })).payload).toMatchObject({ answer: 'too slow', took: 13_000 });
  });

  test('dies at a call, and the next event finds another one', async () => {
    fault({ type: 'crash-caller' });
    expect((await cloud.invoke('Caller', { seconds: 1 })).payload).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect((await cloud.invoke('Caller', { seconds: 1 })).payload).toMatchObject({ count: 1 });
  });

  test('is killed at its time-out', async () => {
    expect((await cloud.invoke('Caller', { seconds: 70 })).payload).toMatchObject({ errorType: 'Sandbox.Timedout' });
    expect((await cloud.invoke('Caller', { seconds: 0 })).payload).toMatchObject({ count: 1 });
  });

  test('has a clock that is wrong', async () => {
    cloud.lambda.skewClocks(-366 * 86_400_000);
    expect((await cloud.invoke('Caller', { seconds: 2 })).payload).toMatchObject({ took: 2000, year: 2028 });
  });
});

test('code that needs more than this process can give has a process all the same', async () => {
  const cloud = new TestCloud({ inProcess: true });
  await cloud.function('Own', 'exports.handler = async () => { globalThis.left = true; };');
  await cloud.invoke('Own');
  expect('left' in globalThis).toBe(false);
  await cloud.close();
});
