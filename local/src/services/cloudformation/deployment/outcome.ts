import { STACK_TYPE, type StackEvent, type StackState } from '../state';
import type { Outcome } from './stack-to-deploy';

/** How a deployment ended, by the events that it added. */
export function outcomeOf(stack: StackState, result: Outcome['result'], firstEvent = 0): Outcome {
  const reason = result === 'failed' ? failureOf(stack.events.slice(firstEvent)) : undefined;
  return { result, status: stack.status, reason, stackId: stack.stackId, outputs: stack.outputs };
}

/** What went wrong first; what was cancelled because of it says nothing. */
function failureOf(events: readonly StackEvent[]): string | undefined {
  const failed = events.find(({ type, status, reason }) => type !== STACK_TYPE && status.endsWith('_FAILED') && !reason?.endsWith('cancelled'));
  if (failed) return `${failed.logicalId} (${failed.type}): ${failed.reason ?? failed.status}`;
  return [...events].reverse().find(({ type, reason }) => type === STACK_TYPE && reason !== undefined)?.reason;
}
