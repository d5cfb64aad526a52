import type { Answer } from './answer';
import { type CloudFormationEvent, isCloudFormationEvent } from './event';
import { isProgress, type Progress } from '../engine/plan';
import { either, number, object, oneOf, text } from '../shapes';

/** What the waiter carries for a CloudFormation request: the request, and how far it has got. */
export interface CloudFormationContinuation {
  readonly kind: 'cloudformation';
  readonly event: CloudFormationEvent;
  /** When the request was sent, or first seen. Milliseconds. */
  readonly begun: number;
  readonly sentAtKnown: boolean;
  /** Of an Update: whether a rollback sent it; absent: not known. */
  readonly sentByRollback?: boolean;
  readonly next:
    | { readonly type: 'work'; readonly progress: Progress<unknown> }
    /** All is done, but the answer could not be delivered yet. */
    | { readonly type: 'answer'; readonly answer: Answer; readonly attempt: number };
}

const CONTINUATION = object({ kind: oneOf('cloudformation'), event: isCloudFormationEvent, begun: number });

const NEXT = either(
  object({ type: oneOf('work'), progress: isProgress }),
  object({ type: oneOf('answer'), answer: object({ status: oneOf('SUCCESS', 'FAILED'), physicalId: text }), attempt: number }),
);

/** Whether there is an event to answer; how far its work has got, another version of the function may have said in other words. */
export function isCloudFormationContinuation(value: unknown): value is Omit<CloudFormationContinuation, 'next'> {
  return CONTINUATION(value);
}

export function isNext(value: unknown): value is CloudFormationContinuation['next'] {
  return NEXT(value);
}
