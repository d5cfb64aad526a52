import { AwsError } from '../../../lambda/aws/aws-error';
import { DEPLOYMENT, NEXT_RUN } from '../../../lambda/engine/explanation';
import { handOver } from '../../../lambda/engine/waiter';

const STATE = { done: false, functionName: 'provider', seconds: 30, continuation: 'what is left' };

function stage(...answers: Array<Error | undefined>) {
  const started: unknown[] = [];
  const lines: Array<Record<string, unknown>> = [];
  const waiter = {
    start: async (name: string, input: unknown) => {
      const answer = answers.shift();
      if (answer) throw answer;
      started.push([name, input]);
    },
  };
  let slept = 0;
  const go = (retryAdvice = DEPLOYMENT, state = STATE, invokedAt = 0) => handOver(state, {
    waiter, id: 'request-1', retryAdvice, log: (line) => lines.push(line), sleep: async (time) => { slept += time; }, now: () => slept, invokedAt,
  });
  return { started, lines, go, slept: () => slept };
}

const DENIED = new AwsError('AccessDeniedException', 'not authorized', 403);

test('the waiter gets the work under the name of the request', async () => {
  const { started, lines, go } = stage();
  expect(await go()).toBeUndefined();
  expect(started).toEqual([['request-1', STATE]]);
  expect(lines).toEqual([{ decision: 'wait', seconds: 30 }]);
});

test('a start that is refused for now is tried again at once', async () => {
  const { started, go } = stage(DENIED, new AwsError('ThrottlingException', 'Rate exceeded', 400));
  expect(await go()).toBeUndefined();
  expect(started).toHaveLength(1);
});

test.each([
  [DEPLOYMENT, 'and that the function\'s role may start it, and deploy again.'],
  [NEXT_RUN, 'and that the function\'s role may start it; the next run of the schedule tries again.'],
])('what is refused for more than a minute is given up, with the reason: no invocation can count on another one', async (retryAdvice, advice) => {
  const { go, lines, started, slept } = stage(...Array.from({ length: 8 }, () => DENIED));
  const reason = await go(retryAdvice);
  expect(reason).toMatch(/^The provider's waiter \(a Step Functions state machine\) could not be started: AccessDeniedException: not authorized\. Check/);
  expect(reason).toContain(advice);
  expect(lines).toEqual([{ decision: 'waiter-not-started', error: 'AccessDeniedException: not authorized' }]);
  expect(started).toEqual([]);
  // Of the two minutes that an invocation has.
  expect(slept()).toBe(71_900);
});

test('what is too big for an execution is not handed over', async () => {
  const { started, go } = stage();
  const reason = await go(DEPLOYMENT, { ...STATE, continuation: 'x'.repeat(200_000) });
  expect(reason).toMatch(/take 2000\d\d bytes; expected 200000 at most\. Use fewer or shorter values, and deploy again\./);
  expect(started).toEqual([]);
});

test('an outage of a minute is outlasted', async () => {
  const { go, started } = stage(...Array.from({ length: 7 }, () => DENIED));
  expect(await go()).toBeUndefined();
  expect(started).toHaveLength(1);
});

test('requests of one invocation share its time', async () => {
  const { go, slept } = stage(DENIED, DENIED, DENIED, DENIED, DENIED);
  expect(await go(DEPLOYMENT, STATE, -70_000)).toContain('could not be started');
  expect(slept()).toBe(3_900);
});

test('a waiter that is not there is not tried again', async () => {
  const { go, slept } = stage(new AwsError('StateMachineDoesNotExist', 'no such state machine', 400));
  expect(await go()).toContain('StateMachineDoesNotExist');
  expect(slept()).toBe(0);
});
