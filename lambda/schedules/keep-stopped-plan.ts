import { changeDatabaseState } from './change-database-state';
import type { DatabaseDependencies, Database } from './databases';
import { heldUntil } from './hold';
import { leaveToWaiter, type Run, type RunPlan } from './run';
import { DatabaseTag } from '../../src/schedules/schedule-contract';
import { finish, next } from '../engine/plan';
import { NEXT_RUN } from '../engine/retry-advice';

/**
 * Stops a database that runs although a stop schedule left it stopped: AWS starts what has been stopped for seven days.
 * It only acts on what is `available`; the next hour sees to the rest.
 */
export function keepStoppedPlan({ target: { Name: name } }: Run, dependencies: DatabaseDependencies): RunPlan {
  const runsAgainstIntent = (database: Database | undefined, now: number) => database?.state === 'available'
    && DatabaseTag.KEEP_STOPPED in database.tags && heldUntil(database.tags, now) === undefined;
  return {
    subject: `the repeated stop of the database '${name}'`,
    retryAdvice: NEXT_RUN,
    memo: {},
    steps: [
      {
        name: 'look',
        run: async (_memo, { now }) => (runsAgainstIntent(await dependencies.databases.get(name), now) ? leaveToWaiter('available') : finish()),
      },
      {
        // A start may have come in between, and taken the tag away.
        name: 'look-again',
        run: async (_memo, { now }) => (runsAgainstIntent(await dependencies.databases.get(name), now) ? next() : finish()),
      },
      changeDatabaseState(dependencies, name, 'stopped'),
    ],
    onFailure: [],
    onAbandon: [],
  };
}
