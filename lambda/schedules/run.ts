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
export function leaveToWaiter(seen: string): Outcome {
  return next({ pace: 'soon', until: 'the waiter to take the run over', seen });
}

/** What a run's steps remember for the later ones, and for its result. Plain data. */
export interface RunMemo {
  /** While the run begins: what it is for. */
  targets?: readonly ScheduleTarget[];
  /** Why nothing was done. */
  skipped?: string;
  /** Something was done. */
  changed?: boolean;
  /** When the call was made for the first time that changes the database. */
  askedAt?: number;
  /** When it was made last, unless it was refused; and its operation, if the answer arrived. */
  actedAt?: number;
  operationId?: string;
  /** The snapshot that this run takes, once it is asked for. */
  snapshot?: string;
  snapshotOperationId?: string;
  /** The snapshot can be used: nothing that fails later takes it away. */
  snapshotUsable?: boolean;
  /** What is to be pruned. */
  prune?: string[];
  /** What was. */
  pruned?: string[];
  copies?: Copy[];
}

/** A copy in another region. */
export interface Copy {
  readonly region: string;
  readonly name: string;
  operationId?: string;
  usable?: boolean;
  prune?: string[];
}
