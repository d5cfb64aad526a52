import type { Answer } from './answer';
import { type CloudFormationEvent, isCloudFormationEvent } from './event';
import type { Progress } from '../engine/plan';

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

export function isCloudFormationContinuation(value: unknown): value is CloudFormationContinuation {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'cloudformation'
    && 'event' in value && isCloudFormationEvent(value.event) && 'next' in value;
}
