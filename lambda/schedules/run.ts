import type { ScheduleRequest, ScheduleTarget } from '../../src/schedules/schedule-contract';
import type { CreateMemo, FollowMemo } from '../engine/creation';
import { type Moment, next, type Outcome, type Plan } from '../engine/plan';
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
 * execution is named after the run, so whatever follows this is done by only one of them.
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
  /** How far the taking of it has got. */
  taking?: CreateMemo;
  /** The snapshot can be used: nothing that fails later takes it away. */
  snapshotUsable?: boolean;
  copies?: Copy[];
  /** How far the pruning has got: in the schedule's own region, then in those of the copies. */
  pruning?: Pruning[];
}

/** A copy in another region. */
export interface Copy extends FollowMemo {
  readonly region: string;
  readonly name: string;
  /** When it was asked for first. */
  askedAt?: number;
  /** It has its tags. */
  tagged?: boolean;
  usable?: boolean;
  /** Why there will be none. */
  failure?: string;
}

/** The pruning in one region. */
export interface Pruning {
  /** Absent: the schedule's own. */
  readonly region?: string;
  done?: boolean;
  /** How many are pruned, and the names of the first of them, if it is the own region. */
  count: number;
  readonly names: string[];
  /** Whose deletion was asked for, without an answer. */
  readonly asked: string[];
  /** What could not be deleted, and why the first of them could not. */
  readonly undeletable: string[];
  failure?: string;
}

/** Kept free at the end of a run's time, for the steps that follow a wait. Milliseconds. */
const RESERVE = 60_000;

/** Whether a step that could go on waiting must let the following ones have the rest of the time. */
export function isTimeUp({ TimeoutSeconds: seconds }: ScheduleRequest, { requestAge }: Moment): boolean {
  return seconds * 1000 - requestAge < RESERVE;
}
