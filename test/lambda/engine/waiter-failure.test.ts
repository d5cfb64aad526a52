import { DEPLOYMENT, NEXT_RUN } from '../../../lambda/engine/explanation';
import { waiterFailureText } from '../../../lambda/engine/waiter';
import type { WaiterFailure } from '../../../src/provider/waiter-contract';

const text = (cause: string, retryAdvice = DEPLOYMENT) => waiterFailureText({ Error: 'Lambda.Unknown', Cause: cause }, retryAdvice);
const BEGINNING = "The provider's function failed repeatedly: Lambda.Unknown:";

test.each([
  ['what Lambda says of an error', JSON.stringify({ errorMessage: 'a "quoted"\nword', errorType: 'Error' }), 'a "quoted"\nword'],
  ['a cause that was cut', '{"errorMessage":"too long","trace":["at x', 'too long'],
  ['a cause that is no JSON', 'out of memory', 'out of memory'],
  ['one whose message can not be read', '{"errorMessage":"\\x"}', '{"errorMessage":"\\x"}'],
])('%s', (_, cause, shown) => {
  expect(text(cause)).toBe(`${BEGINNING} ${shown}. Read its log, and deploy again.`);
});

test('of a schedule, it says what helps there; what is long is cut', () => {
  expect(text('x'.repeat(9000), NEXT_RUN)).toBe(`${BEGINNING} ${'x'.repeat(500)}. Read its log; the next run of the schedule tries again.`);
});

test.each([[{ Error: {} }], [{ Error: null }], [{}]])('what is no name of an error is not shown: %j', (failure) => {
  expect(waiterFailureText({ ...failure, Cause: 'killed' } as WaiterFailure, DEPLOYMENT)).toMatch(/^The provider's function failed repeatedly: unknown error: killed\./);
});

test('what is no cause is not shown', () => {
  expect(waiterFailureText({ Error: 'Runtime.ExitError', Cause: {} } as unknown as WaiterFailure, DEPLOYMENT)).not.toContain('[object');
});
