import { Account } from '../../src/core/account';
import type { Effect } from '../../src/core/faults';
import type { ApiCall } from '../../src/core/service';

const START = Date.UTC(2030, 0, 1);
let account: Account;
let count: number;

beforeEach(() => {
  account = new Account({ id: '123456789012', now: START });
  count = 0;
  account.add({ name: 'counter', authorization: () => [], handle: async () => ({ count: ++count, at: account.clock.now() }) });
});

/** What a call of the service is answered, and when. */
async function call(input: ApiCall['input'] = {}): Promise<{ output?: unknown; error?: string; after: number }> {
  const begun = account.clock.now();
  const work = account.call({ service: 'counter', region: 'eu-central-1', operation: 'Count', input, caller: account.root });
  const result = await account.clock.runUntil(work).then(({ output }) => ({ output }), (error: Error) => ({ error: error.name }));
  return { ...result, after: account.clock.now() - begun };
}

function inject(effect: Effect, times?: number): void {
  account.faults.inject({ service: 'counter', operation: 'Count', effect, times });
}

test('a request that is lost does nothing', async () => {
  inject({ type: 'lose-request' }, 1);
  expect(await call()).toEqual({ error: 'RequestLost', after: 0 });
  expect(await call()).toEqual({ output: { count: 1, at: START }, after: 0 });
});

test('a request that is slow is carried out late, an answer that is slow at once', async () => {
  inject({ type: 'slow', milliseconds: 5000, late: 'request' }, 1);
  inject({ type: 'slow', milliseconds: 5000, late: 'answer' }, 1);
  expect(await call()).toEqual({ output: { count: 1, at: START + 5000 }, after: 5000 });
  expect(await call()).toEqual({ output: { count: 2, at: START + 5000 }, after: 5000 });
});

test('a stale answer is that of the same call before; the first one is as it is', async () => {
  inject({ type: 'stale-answer' }, 2);
  const answers = [await call({ of: 'a' }), await call({ of: 'b' }), await call({ of: 'a' }), await call({ of: 'b' }), await call({ of: 'a' })];
  expect(answers.map(({ output }) => (output as { count: number }).count)).toEqual([1, 2, 1, 2, 3]);
  expect(account.calls.map(({ fault }) => fault)).toEqual([undefined, undefined, 'stale-answer', 'stale-answer', undefined]);
});

test('an altered answer says something else', async () => {
  inject({ type: 'alter-answer', alter: (output) => ({ ...output, count: 'many' }) }, 1);
  expect(await call()).toMatchObject({ output: { count: 'many' } });
  expect(await call()).toMatchObject({ output: { count: 2 } });
});
