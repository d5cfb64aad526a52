import type { Objection } from './change-database-state';
import type { DatabaseDependencies } from './databases';
import type { Run, RunMemo } from './run';
import { snapshotSteps } from './snapshot-steps';
import { finish, next, type Step } from '../engine/plan';

/** Takes a snapshot of a database that is to be stopped. One that is stopped by now gets none: only `available` ones can be snapshotted. */
export function snapshotBeforeStop(run: Run, { databases, snapshots: services }: DatabaseDependencies, objectionTo: Objection): Array<Step<RunMemo>> {
  const [create, ...following] = snapshotSteps(run, services);
  return [
    {
      name: create.name,
      run: async (memo, moment) => {
        const database = await databases.get(run.target.Name);
        if (database?.state === 'stopped') {
          if (memo.snapshot !== undefined && !await services.snapshots.get(memo.snapshot)) memo.snapshot = undefined;
          return next();
        }
        memo.skipped = database && memo.snapshot === undefined ? objectionTo(database, moment.now) : undefined;
        return memo.skipped === undefined ? create.run(memo, moment) : finish();
      },
    },
    ...following.map((step): Step<RunMemo> => ({
      name: step.name, run: async (memo, moment) => (memo.snapshot === undefined ? next() : step.run(memo, moment)),
    })),
  ];
}
