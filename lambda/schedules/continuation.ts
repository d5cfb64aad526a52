import type { Unpublished } from './result-publisher';
import type { RunMemo } from './run';
import { isScheduleRequest } from './schedule-event';
import type { ScheduleRequest, ScheduleTarget } from '../../src/schedules/schedule-contract';
import type { Progress } from '../engine/plan';

/** What a part of a run is. */
export interface RunOrigin {
  readonly request: ScheduleRequest;
  /** Absent while the run itself begins: it is not known yet what it is for. */
  readonly target?: ScheduleTarget;
  /** When this part began. Milliseconds. */
  readonly begun: number;
}

/** What the waiter carries for a run of a schedule: one target, and how far it has got. */
export interface ScheduleContinuation extends RunOrigin {
  readonly kind: 'schedule';
  readonly next:
    | { readonly type: 'work'; readonly progress: Progress<RunMemo> }
    /** It has ended, and not every channel has taken the result yet. */
    | { readonly type: 'publish'; readonly unpublished: Unpublished };
}

export function isScheduleContinuation(value: unknown): value is ScheduleContinuation {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'schedule'
    && 'request' in value && isScheduleRequest(value.request) && 'next' in value;
}
