import { AwsError } from '../../../lambda/aws/aws-error';
import { handOver } from '../../../lambda/engine/hand-over';
import { DEPLOYMENT, NEXT_RUN } from '../../../lambda/engine/retry-advice';

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
  const go = (age: number, retryAdvice = DEPLOYMENT) => handOver(STATE, {
    waiter, id: 'request-1', age, retryAdvice, log: (line) => lines.push(line), sleep: async () => undefined,
  });
  return { started, lines, go };
}

const DENIED = new AwsError('AccessDeniedException', 'not authorized', 403);

test('the waiter gets the work under the name of the request', async () => {
  const { started, lines, go } = stage();
  expect(await go(0)).toBeUndefined();
  expect(started).toEqual([['request-1', STATE]]);
  expect(lines).toEqual([{ decision: 'wait', seconds: 30 }]);
});

test('a start that is refused for now is tried again at once', async () => {
  const { started, go } = stage(DENIED, new AwsError('ThrottlingException', 'Rate exceeded', 400));
  expect(await go(0)).toBeUndefined();
  expect(started).toHaveLength(1);
});

test.each([0, 60_000, 149_000])('as long as Lambda tries again, it rejects (%d ms)', async (age) => {
  await expect(stage(DENIED, DENIED, DENIED).go(age)).rejects.toThrow('not authorized');
});

test.each([
  [DEPLOYMENT, 'and that the function\'s role may start it, and deploy again.'],
  [NEXT_RUN, 'and that the function\'s role may start it; the next run of the schedule tries again.'],
])('the last try tells why', async (retryAdvice, advice) => {
  const { go, lines } = stage(DENIED, DENIED, DENIED);
  const reason = await go(180_000, retryAdvice);
  expect(reason).toMatch(/^The provider's waiter \(a Step Functions state machine\) could not be started: AccessDeniedException: not authorized\. Check/);
  expect(reason).toContain(advice);
  expect(lines).toEqual([{ decision: 'waiter-not-started', error: 'AccessDeniedException: not authorized' }]);
});
