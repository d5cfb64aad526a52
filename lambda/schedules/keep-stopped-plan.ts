import { changeDatabaseState, type Objection } from './change-database-state';
import { holdReason } from './database-state';
import type { DatabaseDependencies } from './databases';
import { pruneSteps } from './prune-steps';
import { leaveToWaiter, type Run, type RunPlan } from './run';
import { snapshotBeforeStop } from './snapshot-before-stop';
import { discardStep } from './snapshot-steps';
import { DatabaseTag } from '../../src/schedules/schedule-contract';
import { NEXT_RUN } from '../engine/explanation';
import { finish } from '../engine/plan';

/** A start may have come in between, and taken the tag away. */
const startedOrHeld: Objection = ({ tags }, now) => (DatabaseTag.KEEP_STOPPED in tags ? holdReason(tags, now) : 'the database is no longer kept stopped');

/**
 * Stops a database that runs although a stop schedule left it stopped: AWS starts what has been stopped for seven days.
 * It only acts on what is `available`; the next hour sees to the rest.
 */
export function keepStoppedPlan(run: Run, dependencies: DatabaseDependencies): RunPlan {
  const { request, target: { Name: name } } = run;
  const withSnapshot = request.SnapshotBeforeStop === true;
  return {
    subject: `the repeated stop of the database '${name}'`,
    retryAdvice: NEXT_RUN,
    memo: {},
    steps: [
      {
        name: 'look',
        run: async (_memo, { now }) => {
          const database = await dependencies.databases.get(name);
          return database?.state === 'available' && startedOrHeld(database, now) === undefined ? leaveToWaiter(database.state) : finish();
        },
      },
      ...withSnapshot ? snapshotBeforeStop(run, dependencies, startedOrHeld) : [],
      changeDatabaseState(dependencies, name, 'stopped', startedOrHeld),
      ...withSnapshot ? pruneSteps(run, [dependencies.snapshots]) : [],
    ],
    onFailure: withSnapshot ? [discardStep(run, dependencies.snapshots)] : [],
  };
}
