import type { RunMemo } from './run-memo';
import { isScheduleRequest } from './schedule-event';
import type { ScheduleRequest, ScheduleTarget } from '../../src/schedules/schedule-contract';
import type { Progress } from '../operations/progress';

/** What the waiter carries for a run of a schedule: one target, and how far it has got. */
export interface ScheduleContinuation {
  readonly kind: 'schedule';
  readonly request: ScheduleRequest;
  readonly target: ScheduleTarget;
  /** When the run began. Milliseconds. */
  readonly begun: number;
  readonly progress: Progress<RunMemo>;
}

export function isScheduleContinuation(value: unknown): value is ScheduleContinuation {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'schedule'
    && 'request' in value && isScheduleRequest(value.request) && 'target' in value && 'progress' in value;
}
