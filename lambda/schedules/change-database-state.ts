import { decide, type Goal, gone, holdReason, lost, operationFailed, waitFor } from './database-state';
import type { Database, DatabaseDependencies } from './databases';
import type { RunMemo } from './run';
import { again, finish, type Moment, next, type Outcome, type Step } from '../engine/plan';
import type { OperationStatus } from '../lightsail/operations';
import { wasRefused } from '../lightsail/was-refused';

/** Clocks differ: an operation may bear a time that is a little earlier than ours. */
const CLOCK_SKEW = 60_000;

/** How long a database may show its old state after the operation is done. After that it is asked for anew. */
const STATE_LAG = 10 * 60_000;

/** Why a database is to be left as it is after all; undefined: nothing speaks against the change. */
export type Objection = (database: Database, now: number) => string | undefined;

/** What a hold that was set in the meantime says. */
const held: Objection = ({ tags }, now) => holdReason(tags, now);

/**
 * Starts or stops a database once it can be, and waits until the operation is done and the database is as wanted: the one
 * can be before the other. One step, because a database that was busy when it was asked must be asked again.
 *
 * @param objectionTo asked right before each call: a run may have waited for long
 */
export function changeDatabaseState(
  { databases, operations }: DatabaseDependencies, name: string, goal: Goal, objectionTo: Objection = held,
): Step<RunMemo> {
  async function run(memo: RunMemo, moment: Moment): Promise<Outcome> {
    const operation = memo.operationId === undefined ? undefined : await operations.get(memo.operationId);
    if (operation?.outcome === 'failed') throw operationFailed(name, goal, operation.reason ?? operation.status);
    if (operation?.outcome === 'running') return again(waitFor(name, goal, `the operation ${operation.type} is ${operation.status}`, 'unhurried'));
    const database = await databases.get(name);
    if (!database) throw gone(name);
    switch (decide(goal, database.state)) {
      case 'there':
        memo.changed ||= memo.actedAt !== undefined || await wasOurs(memo);
        return next();
      case 'lost': throw lost(name, goal, database.state);
      case 'wait': return again(waitFor(name, goal, database.state, memo.actedAt === undefined ? 'soon' : 'unhurried'));
      case 'act': return actUnlessDone(memo, moment, database);
    }
  }

  /** It can be started or stopped; this run may have asked for it already. */
  async function actUnlessDone(memo: RunMemo, moment: Moment, database: Database): Promise<Outcome> {
    if (memo.actedAt === undefined) return act(memo, moment, database);
    if (memo.operationId === undefined) {
      const earlier = await operationSince(memo.actedAt - CLOCK_SKEW);
      if (!earlier) return act(memo, moment, database);
      memo.operationId = earlier.id;
    }
    return moment.now - memo.actedAt < STATE_LAG ? again(waitFor(name, goal, database.state)) : act(memo, moment, database);
  }

  async function act(memo: RunMemo, moment: Moment, database: Database): Promise<Outcome> {
    memo.skipped = objectionTo(database, moment.now);
    if (memo.skipped !== undefined) return finish();
    memo.askedAt ??= moment.now;
    memo.actedAt = moment.now;
    memo.operationId = undefined;
    try {
      const started = goal === 'available' ? await databases.start(name) : await databases.stop(name);
      memo.changed = true;
      memo.operationId = started.find(({ resourceName }) => resourceName === name)?.id;
    } catch (error) {
      if (wasRefused(error)) memo.actedAt = undefined;
      throw error;
    }
    return again(waitFor(name, goal, 'asked for', 'unhurried'));
  }

  /**
   * The call was refused, and yet the database came to be as wanted: perhaps because an earlier try of the same call, whose
   * answer was lost, had been accepted.
   */
  async function wasOurs({ askedAt }: RunMemo): Promise<boolean> {
    return askedAt !== undefined && await operationSince(askedAt - CLOCK_SKEW) !== undefined;
  }

  /** The operation of a call whose answer was lost: if it has failed, so has the run. */
  async function operationSince(time: number): Promise<OperationStatus | undefined> {
    const type = goal === 'available' ? 'StartRelationalDatabase' : 'StopRelationalDatabase';
    return (await operations.ofResource(name)).find((operation) => operation.type === type && operation.createdAt >= time);
  }

  return { name: goal === 'available' ? 'start' : 'stop', run };
}
