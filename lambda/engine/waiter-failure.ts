import type { RetryAdvice } from './retry-advice';
import type { WaiterFailure } from '../../src/provider/waiter-contract';

const MAX_LENGTH = 500;

/** Why the waiter gave up calling the function. Step Functions hands on what Lambda says of one that failed: JSON with `errorMessage`. */
export function waiterFailureText({ Error: name, Cause: cause }: WaiterFailure, { after }: RetryAdvice): string {
  return `The provider's function failed again and again: ${name}: ${messageOf(cause).slice(0, MAX_LENGTH)}. ${after('Read its log')}`;
}

/** A cause that is long is cut, and no JSON any more: the message is looked for in its text. Whatever else it is, is shown as it is. */
function messageOf(cause: string): string {
  const literal = /"errorMessage"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(cause)?.[1];
  try {
    return literal === undefined ? cause : String(JSON.parse(literal));
  } catch {
    return cause;
  }
}
