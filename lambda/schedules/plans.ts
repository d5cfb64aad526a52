import type { DatabaseDependencies } from './databases';
import { keepStoppedPlan } from './keep-stopped-plan';
import type { Run, RunPlan } from './run';
import type { SnapshotCopies } from './snapshot-copies';
import { snapshotPlan } from './snapshot-plan';
import { startPlan } from './start-plan';
import { stopPlan } from './stop-plan';
import { ScheduleAction, type ScheduleTarget } from '../../src/schedules/schedule-contract';
import { RequestError } from '../engine/plan';
import type { SnapshotTaking } from '../snapshots/snapshot-api';

/** What the plans of all schedules call. */
export interface ScheduleDependencies {
  readonly databases: DatabaseDependencies;
  snapshots(kind: ScheduleTarget['Kind']): SnapshotTaking;
  copies(kind: Exclude<ScheduleTarget['Kind'], 'database'>): SnapshotCopies;
}

/** The plan of a run for one of its targets. */
export function planOf(run: Run, dependencies: ScheduleDependencies): RunPlan {
  const { request: { Action: action, CopyTo: regions = [] }, target: { Kind: kind } } = run;
  switch (action) {
    case ScheduleAction.START_DATABASE: return startPlan(run, dependencies.databases);
    case ScheduleAction.STOP_DATABASE: return stopPlan(run, dependencies.databases);
    case ScheduleAction.KEEP_DATABASE_STOPPED: return keepStoppedPlan(run, dependencies.databases);
    case ScheduleAction.TAKE_SNAPSHOT:
      return snapshotPlan(run, dependencies.snapshots(kind), kind !== 'database' && regions.length > 0 ? dependencies.copies(kind) : undefined);
    case ScheduleAction.REPORT_SNAPSHOT_AGE: throw new RequestError('The age of snapshots is reported at once: there is no plan for it.');
  }
}
