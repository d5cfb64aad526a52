import { changeDatabaseState } from './change-database-state';
import { checkDatabaseState } from './check-database-state';
import { holdReason } from './database-state';
import type { DatabaseDependencies } from './databases';
import { pruneSteps } from './prune-steps';
import type { Run, RunMemo, RunPlan } from './run';
import { snapshotBeforeStop } from './snapshot-before-stop';
import { discardStep } from './snapshot-steps';
import { DatabaseTag } from '../../src/schedules/schedule-contract';
import { NEXT_RUN } from '../engine/explanation';
import { next, type Step } from '../engine/plan';

/** Stops a database: with a snapshot first, and for longer than AWS would leave it stopped, if that is wanted. */
export function stopPlan(run: Run, dependencies: DatabaseDependencies): RunPlan {
  const { request, target: { Name: name } } = run;
  const keepStopped = request.KeepStopped === true;
  const withSnapshot = request.SnapshotBeforeStop === true;
  return {
    subject: `the stop of the database '${name}'`,
    retryAdvice: NEXT_RUN,
    memo: {},
    steps: [
      checkDatabaseState({ name, goal: 'stopped', databases: dependencies.databases, tagsAsWanted: ({ tags }) => !keepStopped || DatabaseTag.KEEP_STOPPED in tags }),
      ...keepStopped && withSnapshot ? [untilSnapshotStep(run, dependencies)] : [],
      ...withSnapshot ? snapshotBeforeStop(run, dependencies, ({ tags }, now) => holdReason(tags, now)) : [],
      // After the snapshot: without one, nothing may stop the database. Before the stop: whatever happens after it, the database
      // stays in the care of this schedule.
      ...keepStopped ? [keepStoppedStep(run, dependencies)] : [],
      changeDatabaseState(dependencies, name, 'stopped'),
      ...withSnapshot ? pruneSteps(run, [dependencies.snapshots]) : [],
    ],
    onFailure: withSnapshot ? [discardStep(run, dependencies.snapshots)] : [],
  };
}

/** A tag of an earlier night would let the hourly run stop the database while there is no snapshot of this night yet. */
function untilSnapshotStep({ target: { Name: name } }: Run, { databases, tagging }: DatabaseDependencies): Step<RunMemo> {
  return {
    name: 'let-run-until-snapshot',
    run: async () => {
      const database = await databases.get(name);
      if (database && database.state !== 'stopped' && DatabaseTag.KEEP_STOPPED in database.tags) await tagging.remove(name, [DatabaseTag.KEEP_STOPPED]);
      return next();
    },
  };
}

function keepStoppedStep({ target: { Name: name }, request }: Run, { databases, tagging }: DatabaseDependencies): Step<RunMemo> {
  return {
    name: 'keep-stopped',
    run: async () => {
      const database = await databases.get(name);
      if (database && !(DatabaseTag.KEEP_STOPPED in database.tags)) await tagging.set(name, { [DatabaseTag.KEEP_STOPPED]: request.ScheduledTime });
      return next();
    },
  };
}
