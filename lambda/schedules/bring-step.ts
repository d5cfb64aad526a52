import { decide, type Goal } from './database-decision';
import { gone, lost, operationFailed, waitFor } from './database-errors';
import type { DatabaseServices } from './database-services';
import type { RunMemo } from './run-memo';
import type { OperationStatus } from '../lightsail/operations';
import { again, type Moment, next, type Outcome, type Step } from '../operations/plan';

/** Clocks differ: an operation may bear a time that is a little earlier than ours. */
const CLOCK_SKEW = 60_000;

/** How long a database may show its old state after the operation is done. After that it is asked for anew. */
const STATE_LAG = 10 * 60_000;

/**
 * Starts or stops a database once it can be, and waits until the operation is done and the database is as wanted: the one
 * can be before the other. One step, because a database that was busy when it was asked must be asked again.
 */
export function bringStep({ databases, operations }: DatabaseServices, name: string, goal: Goal): Step<RunMemo> {
  async function run(memo: RunMemo, moment: Moment): Promise<Outcome> {
    const operation = await operationOf(memo);
    if (operation?.outcome === 'failed') throw operationFailed(name, goal, operation.reason ?? operation.status);
    const database = await databases.get(name);
    if (!database) throw gone(name);
    if (operation?.outcome === 'running') return again(waitFor(name, goal, `${database.state}, ${operation.type} ${operation.status}`, 'operation'));
    switch (decide(goal, database.state)) {
      case 'there':
        memo.changed ||= operation !== undefined;
        return next();
      case 'lost': throw lost(name, goal, database.state);
      case 'wait': return again(waitFor(name, goal, database.state, memo.actedAt === undefined ? 'soon' : 'operation'));
      case 'act':
        if (operation && moment.now - (memo.actedAt ?? 0) < STATE_LAG) return again(waitFor(name, goal, database.state, 'soon'));
        return act(memo, moment);
    }
  }

  async function act(memo: RunMemo, moment: Moment): Promise<Outcome> {
    memo.actedAt = moment.now;
    memo.operationId = undefined;
    const started = goal === 'available' ? await databases.start(name) : await databases.stop(name);
    memo.changed = true;
    memo.operationId = started.find(({ resourceName }) => resourceName === name)?.id;
    return again(waitFor(name, goal, 'asked for', 'operation'));
  }

  /** The operation that this run started; if the answer to the call was lost, the latest of its type since then. */
  async function operationOf(memo: RunMemo): Promise<OperationStatus | undefined> {
    if (memo.operationId !== undefined) return operations.get(memo.operationId);
    if (memo.actedAt === undefined) return undefined;
    const since = memo.actedAt - CLOCK_SKEW;
    const type = goal === 'available' ? 'StartRelationalDatabase' : 'StopRelationalDatabase';
    return (await operations.ofResource(name)).find((operation) => operation.type === type && operation.createdAt >= since);
  }

  return { name: goal === 'available' ? 'start' : 'stop', run };
}
