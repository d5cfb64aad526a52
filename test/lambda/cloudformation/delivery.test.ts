import { type HttpAnswer, NetworkError } from '../../../lambda/aws/http';
import { deliver } from '../../../lambda/cloudformation/answer';

const SECRET = 'https://bucket.s3.amazonaws.com/path?X-Amz-Signature=5ec2e7';

function put(answers: Array<number | Error>) {
  const pauses: number[] = [];
  const lines: string[] = [];
  let puts = 0;
  const result = deliver(SECRET, '{}', {
    send: async ({ method, url, headers }): Promise<HttpAnswer> => {
      expect({ method, url: url.href, headers }).toEqual({ method: 'PUT', url: SECRET, headers: { 'content-type': '' } });
      puts++;
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      if (answer === undefined) throw new Error('unexpected PUT');
      return { status: answer, body: '' };
    },
    sleep: async (milliseconds) => { pauses.push(milliseconds); },
    log: (entry) => lines.push(JSON.stringify(entry)),
  });
  return { result, pauses, lines, puts: () => puts };
}

test('an answer is delivered once', async () => {
  const { result, puts, lines } = put([200]);
  expect(await result).toBe('delivered');
  expect(puts()).toBe(1);
  expect(lines).toEqual([]);
});

test('server faults, throttling and a dead network are tried again, with longer pauses', async () => {
  const { result, pauses } = put([503, 429, new NetworkError('ECONNRESET', 'bucket.s3.amazonaws.com: ECONNRESET'), 200]);
  expect(await result).toBe('delivered');
  expect(pauses).toEqual([200, 400, 800]);
});

test('after four tries it is left for later, within seconds', async () => {
  const { result, pauses, puts } = put([500, 500, 500, 500, 500]);
  expect(await result).toBe('later');
  expect(puts()).toBe(4);
  expect(pauses.reduce((sum, pause) => sum + pause)).toBeLessThan(2000);
});

test('a refusal is final', async () => {
  const { result, puts } = put([403, 200]);
  expect(await result).toBe('refused');
  expect(puts()).toBe(1);
});

test('the URL is never logged', async () => {
  const { result, lines } = put([500, new NetworkError('TimeoutError', 'no answer'), 403]);
  await result;
  expect(lines.length).toBe(3);
  expect(lines.join()).not.toMatch(/5ec2e7|path/);
});

test('what is no URL is no place to deliver to', async () => {
  const lines: unknown[] = [];
  expect(await deliver('nonsense', '{}', { send: async () => { throw new Error('unexpected'); }, sleep: async () => undefined, log: (line) => lines.push(line) }))
    .toBe('refused');
});
