import type { StackEvent, StackState } from '../state';
import type { Outcome } from './stack-to-deploy';

/** How a deployment ended, by the events that it added. */
export function outcomeOf(stack: StackState, result: Outcome['result'], firstEvent = 0): Outcome {
  const reason = result === 'failed' ? failureOf(stack.events.slice(firstEvent)) : undefined;
  return { result, status: stack.status, reason, stackId: stack.stackId, outputs: stack.outputs };
}

/** What went wrong first; what was cancelled because of it says nothing. */
function failureOf(events: readonly StackEvent[]): string | undefined {
  const isOwn = ({ physicalId, stackId }: StackEvent) => physicalId === stackId;
  const failed = events.find((event) => !isOwn(event) && isFailure(event));
  if (failed) return `${failed.logicalId} (${failed.type}): ${failed.reason ?? failed.status}`;
  return [...events].reverse().find((event) => isOwn(event) && event.reason !== undefined)?.reason;
}

function isFailure({ status, reason }: StackEvent): boolean {
  return status.endsWith('_FAILED') && !reason?.endsWith('cancelled');
}
