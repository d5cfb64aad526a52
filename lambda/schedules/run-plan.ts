import type { RunMemo } from './run-memo';
import type { ScheduleRequest, ScheduleTarget } from '../../src/schedules/schedule-contract';
import { next, type Outcome, type Plan } from '../engine/plan';
import type { Log } from '../log';

/** One run of a schedule for one of its targets. */
export interface Run {
  readonly request: ScheduleRequest;
  readonly target: ScheduleTarget;
  readonly log: Log;
}

export type RunPlan = Plan<RunMemo>;

/**
 * Something is to be done, but not by the call that comes from the schedule: that one may come twice. The waiter's
 * execution is named after the run, so whatever follows this is done by one of them alone.
 */
export function handOver(seen: string): Outcome {
  return next({ pace: 'soon', until: 'the waiter to take the run over', seen });
}
