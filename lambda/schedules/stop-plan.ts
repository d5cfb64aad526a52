import { changeDatabaseState } from './change-database-state';
import { checkDatabaseState } from './check-database-state';
import type { DatabaseDependencies } from './databases';
import { pruneSteps } from './prune-steps';
import type { RunMemo, Run, RunPlan } from './run';
import { discardStep, snapshotSteps } from './snapshot-steps';
import { DatabaseTag } from '../../src/schedules/schedule-contract';
import { next, type Step } from '../engine/plan';
import { NEXT_RUN } from '../engine/retry-advice';

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
      // Before the stop: whatever happens after it, the database stays in the care of this schedule.
      ...keepStopped ? [keepStoppedStep(run, dependencies)] : [],
      ...withSnapshot ? beforeStop(run, dependencies) : [],
      changeDatabaseState(dependencies, name, 'stopped'),
      ...withSnapshot ? pruneSteps(run, dependencies.snapshots) : [],
    ],
    onFailure: withSnapshot ? [discardStep(run, dependencies.snapshots)] : [],
    onAbandon: [],
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

/** A database that is stopped by now gets none: Lightsail takes snapshots of available ones alone. */
function beforeStop(run: Run, { databases, snapshots }: DatabaseDependencies): Array<Step<RunMemo>> {
  const [create, ...following] = snapshotSteps(run, snapshots);
  return [
    {
      name: create.name,
      run: async (memo, moment) => {
        if (memo.snapshot === undefined && (await databases.get(run.target.Name))?.state === 'stopped') return next();
        return create.run(memo, moment);
      },
    },
    ...following.map((step): Step<RunMemo> => ({
      name: step.name, run: async (memo, moment) => (memo.snapshot === undefined ? next() : step.run(memo, moment)),
    })),
  ];
}
