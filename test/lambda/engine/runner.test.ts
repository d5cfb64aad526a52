import { AwsError } from '../../../lambda/aws/aws-error';
import { deadlines } from '../../../lambda/engine/deadline';
import { DEPLOYMENT, NEXT_RUN } from '../../../lambda/engine/explanation';
import { again, finish, next, type Outcome, type Plan, type Progress, RequestError, type RunResult, type Step } from '../../../lambda/engine/plan';
import { type Guard, type Interruption, Runner } from '../../../lambda/engine/runner';

interface Memo {
  trace: string[];
}

const wait = { pace: 'soon', until: 'the thing', seen: 'pending' } as const;
const BEGUN = Date.UTC(2026, 0, 1);

/** A step that does this on its first, second, … go, and nothing unexpected after that. */
function step(name: string, ...goes: Array<Outcome | Error>): Step<Memo> {
  return {
    name,
    run: async (memo) => {
      memo.trace.push(name);
      const go = goes.shift();
      if (go === undefined) throw new TypeError(`unexpected go at ${name}`);
      if (go instanceof Error) throw go;
      return go;
    },
  };
}

function stage(lists: Partial<Pick<Plan<Memo>, 'steps' | 'onFailure' | 'onCancelled' | 'retryAdvice'>>, guard?: Guard<Memo>) {
  const plan: Plan<Memo> = { subject: "the thing 'x'", memo: { trace: [] }, steps: [], onFailure: [], ...lists };
  const lines: Array<Record<string, unknown>> = [];
  let now = BEGUN;
  let left: Progress<Memo> | undefined;
  const runner = () => new Runner(plan, { guard, deadlines: deadlines(BEGUN, 600, 900), now: () => now, seed: 'seed', log: (line) => lines.push(line) }, left);
  const keep = (result: RunResult<Memo>) => {
    if (result.type === 'paused') {
      left = JSON.parse(JSON.stringify(result.progress)) as Progress<Memo>;
      now += result.seconds * 1000;
    }
    return result;
  };
  return {
    lines,
    go: async () => keep(await runner().run()),
    fail: async (reason: string) => keep(await runner().fail(reason)),
    rename: (name: string) => { if (left) left.step = name; },
    seconds: () => (now - BEGUN) / 1000,
  };
}

test('steps run one after the other until one waits, and go on there', async () => {
  const { go } = stage({ steps: [step('a', next()), step('b', again(wait), next()), step('c', next(wait)), step('d', next())] });
  expect(await go()).toMatchObject({ type: 'paused', progress: { step: 'b', memo: { trace: ['a', 'b'] } } });
  expect(await go()).toMatchObject({ type: 'paused', progress: { step: 'd', memo: { trace: ['a', 'b', 'b', 'c'] } } });
  expect(await go()).toEqual({ type: 'ended', ending: { type: 'succeeded', memo: { trace: ['a', 'b', 'b', 'c', 'd'] } } });
});

test('a step can end it all early', async () => {
  const { go } = stage({ steps: [step('a', finish()), step('b')] });
  expect(await go()).toMatchObject({ ending: { type: 'succeeded', memo: { trace: ['a'] } } });
});

test('a plan without steps succeeds', async () => {
  expect(await stage({}).go()).toMatchObject({ ending: { type: 'succeeded' } });
});

test('a failure is cleaned up after, then told', async () => {
  const { go } = stage({ steps: [step('a', new RequestError('No.'))], onFailure: [step('undo', again(wait), next())] });
  expect(await go()).toMatchObject({ type: 'paused', progress: { phase: 'failure', step: 'undo', reason: 'No.' } });
  expect(await go()).toMatchObject({ ending: { type: 'failed', reason: 'No.', memo: { trace: ['a', 'undo', 'undo'] } } });
});

test('a cleanup that fails is a remark on the failure', async () => {
  const { go } = stage({ steps: [step('a', new RequestError('No.'))], onFailure: [step('undo', new RequestError('Neither.'))] });
  expect(await go()).toMatchObject({ ending: { type: 'failed', reason: 'No. Cleaning up also failed: Neither.' } });
});

describe('a guard', () => {
  const guardOf = (...answers: Array<Interruption | undefined>): Guard<Memo> => async () => answers.shift();
  const cancelled = { type: 'cancelled', reason: 'Given up.' } as const;

  test('is asked before each step; what is cancelled is undone, and answered all the same', async () => {
    const { go } = stage({ steps: [step('a', next()), step('b')], onCancelled: [step('undo', again(wait), next())] }, guardOf(undefined, cancelled));
    expect(await go()).toMatchObject({ type: 'paused', progress: { phase: 'cancellation', step: 'undo' } });
    expect(await go()).toEqual({ type: 'ended', ending: { type: 'failed', reason: 'Given up.', memo: { trace: ['a', 'undo', 'undo'] } } });
  });

  test('is asked again after each wait, and not while something is undone', async () => {
    const { go } = stage({ steps: [step('a', again(wait), again(wait))], onCancelled: [step('undo', again(wait), next())] }, guardOf(undefined, undefined, cancelled, cancelled));
    await go();
    await go();
    expect(await go()).toMatchObject({ type: 'paused', progress: { phase: 'cancellation' } });
    expect(await go()).toMatchObject({ ending: { type: 'failed' } });
  });

  test('what was answered already is left as it is', async () => {
    const undo = step('undo');
    const { go } = stage({ steps: [step('a')], onFailure: [undo], onCancelled: [undo] }, guardOf({ type: 'answered', reason: 'Over.' }));
    expect(await go()).toEqual({ type: 'ended', ending: { type: 'failed', reason: 'Over.', memo: { trace: [] } } });
  });
});

test('a defect fails at once, with its frames in the log alone', async () => {
  const { go, lines } = stage({ steps: [step('a', new TypeError('x is not a function'))] });
  expect(await go()).toMatchObject({ ending: { type: 'failed', reason: expect.stringMatching(/Unexpected error.*step 'a'.*x is not a function.*report/) } });
  expect(lines[0].stack).toMatch(/runner\.test/);
});

test('an error that will always come back fails with its code, text, step, subject and advice', async () => {
  const { go } = stage({ steps: [step('a', new AwsError('InvalidInputException', 'Bad name.', 400))] });
  expect(await go()).toMatchObject({
    ending: { reason: "InvalidInputException: Bad name. (step 'a' of the thing 'x'). Correct the property that the message names, and deploy again." },
  });
});

test('setbacks wait longer each time, also where other waits come in between', async () => {
  const busy = new AwsError('ThrottlingException', 'Rate exceeded', 400);
  const { go } = stage({ steps: [step('a', busy, busy, again(wait), busy, next()), step('b', busy)] });
  expect(await go()).toMatchObject({ wait: { pace: 'setback', seen: 'ThrottlingException: Rate exceeded' }, progress: { waits: { setback: 1 } } });
  expect(await go()).toMatchObject({ progress: { waits: { setback: 2 } } });
  expect(await go()).toMatchObject({ wait: { pace: 'soon' }, progress: { attempt: 1, waits: { setback: 2, soon: 1 } } });
  const third = await go();
  expect(third).toMatchObject({ progress: { waits: { setback: 3, soon: 1 } } });
  expect(third.type === 'paused' && third.seconds).toBeGreaterThan(14);
  // The next step begins anew.
  expect(await go()).toMatchObject({ progress: { step: 'b', waits: { setback: 1 } } });
});

test('at the deadline it fails with what it waited for; the cleanup has until the end', async () => {
  const { go, seconds } = stage({
    steps: [{ name: 'a', run: async () => again({ ...wait, advice: 'Pray.' }) }], onFailure: [{ name: 'undo', run: async () => again(wait) }],
  });
  let result = await go();
  while (result.type === 'paused' && result.progress.phase === 'work') result = await go();
  expect(seconds()).toBeGreaterThan(590);
  expect(seconds()).toBeLessThan(620);
  expect(result).toMatchObject({ progress: { reason: expect.stringMatching(/Timed out after 59\d s of waiting for the thing; last seen: pending\. Pray\./) } });
  while (result.type === 'paused') result = await go();
  expect(seconds()).toBeGreaterThan(800);
  expect(seconds()).toBeLessThan(870);
  expect(result).toMatchObject({ ending: { type: 'failed' } });
});

test('a step that this version does not know fails', async () => {
  const { go, rename } = stage({ steps: [step('a', again(wait))] });
  await go();
  rename('old');
  expect(await go()).toMatchObject({ ending: { type: 'failed', reason: expect.stringMatching(/no longer knows the step 'old'/) } });
});

test('what crashes again while it cleans up is given up', async () => {
  const { go, fail } = stage({ steps: [step('a', again(wait))], onFailure: [step('undo', again(wait))] });
  await go();
  expect(await fail('Crashed.')).toMatchObject({ type: 'paused', progress: { phase: 'failure' } });
  expect(await fail('Crashed again.')).toMatchObject({ ending: { type: 'failed', reason: 'Crashed.' } });
});

describe.each([
  ['a deployment', DEPLOYMENT, {
    fatal: 'Resolve what the message names, and deploy again.',
    invalid: 'Correct the property that the message names, and deploy again.',
    unknownStep: 'Deploy again.',
    timeout: 'Deploy again, with a longer timeout if it only needed more time.',
  }],
  ['a schedule', NEXT_RUN, {
    fatal: 'Resolve what the message names; the next run of the schedule tries again.',
    invalid: 'Correct the property that the message names; the next run of the schedule tries again.',
    unknownStep: 'The next run of the schedule tries again.',
    timeout: 'The next run of the schedule tries again; give it a longer timeout if it only needed more time.',
  }],
])('what helps %s', (_, retryAdvice, advice) => {
  const ending = async (steps: Array<Step<Memo>>) => {
    const made = stage({ retryAdvice, steps });
    let result = await made.go();
    while (result.type === 'paused') result = await made.go();
    return result;
  };
  const failsWith = (text: string) => ({ ending: { type: 'failed', reason: expect.stringMatching(new RegExp(`\\. ${text.replace(/\./g, '\\.')}$`)) as string } });

  test('after an error', async () => {
    expect(await ending([step('a', new AwsError('QuotaExceeded', 'No more.', 400))])).toMatchObject(failsWith(advice.fatal));
    expect(await ending([step('a', new AwsError('InvalidInputException', 'Bad.', 400))])).toMatchObject(failsWith(advice.invalid));
  });

  test('after a time-out', async () => {
    expect(await ending([{ name: 'a', run: async () => again(wait) }])).toMatchObject(failsWith(advice.timeout));
  });

  test('after the function was replaced', async () => {
    const made = stage({ retryAdvice, steps: [step('a', again(wait))] });
    await made.go();
    made.rename('old');
    expect(await made.go()).toMatchObject(failsWith(advice.unknownStep));
  });
});
