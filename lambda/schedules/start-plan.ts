import { changeDatabaseState } from './change-database-state';
import { checkDatabaseState } from './check-database-state';
import type { DatabaseDependencies } from './databases';
import type { Run, RunPlan } from './run';
import { DatabaseTag } from '../../src/schedules/schedule-contract';
import { NEXT_RUN } from '../engine/explanation';
import { next } from '../engine/plan';

/** Starts a database, and takes it out of the care of schedules that keep it stopped. */
export function startPlan({ target: { Name: name } }: Run, dependencies: DatabaseDependencies): RunPlan {
  return {
    subject: `the start of the database '${name}'`,
    retryAdvice: NEXT_RUN,
    memo: {},
    steps: [
      checkDatabaseState({ name, goal: 'available', databases: dependencies.databases, tagsAsWanted: ({ tags }) => !(DatabaseTag.KEEP_STOPPED in tags) }),
      {
        name: 'let-run',
        run: async () => {
          const database = await dependencies.databases.get(name);
          if (database && DatabaseTag.KEEP_STOPPED in database.tags) await dependencies.tagging.remove(name, [DatabaseTag.KEEP_STOPPED]);
          return next();
        },
      },
      changeDatabaseState(dependencies, name, 'available'),
    ],
    onFailure: [],
  };
}
