import { CHANNELS, type Unpublished } from './result-publisher';
import type { RunMemo } from './run';
import { isScheduleRequest, isScheduleTarget } from './schedule-event';
import type { ScheduleRequest, ScheduleTarget } from '../../src/schedules/schedule-contract';
import { isProgress, type Progress } from '../engine/plan';
import { date, either, list, number, object, oneOf, optional } from '../shapes';

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

const CONTINUATION = object({
  kind: oneOf('schedule'),
  request: isScheduleRequest,
  target: optional(isScheduleTarget),
  begun: number,
  next: either(
    object({ type: oneOf('work'), progress: isProgress }),
    object({
      type: oneOf('publish'),
      unpublished: object({
        result: object({ endedTime: date, durationSeconds: number }), left: list(oneOf(...CHANNELS)), since: number, attempt: number,
      }),
    }),
  ),
});

export function isScheduleContinuation(value: unknown): value is ScheduleContinuation {
  return CONTINUATION(value);
}
