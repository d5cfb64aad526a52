import type { ScheduleTarget } from '../../src/schedules/schedule-contract';

/** What a run's steps remember for the later ones, and for its result. Plain data. */
export interface RunMemo {
  /** While the run begins: what it is for. */
  targets?: readonly ScheduleTarget[];
  /** Why nothing was done. */
  skipped?: string;
  /** Something was done. */
  changed?: boolean;
  /** When the call was made that changes the database, and its operation, if the answer arrived. */
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
