import { decide, type Goal, gone, holdReason, lost, waitFor } from './database-state';
import type { Database, Databases } from './databases';
import type { RunMemo } from './run';
import { leaveToWaiter } from './run';
import { again, finish, type Moment, type Outcome, type Step } from '../engine/plan';

interface CheckProps {
  readonly name: string;
  readonly goal: Goal;
  readonly databases: Databases;
  /** Whether the database's tags are as wanted, too. */
  tagsAsWanted(database: Database): boolean;
}

/** Looks, and changes nothing: what is as wanted already needs neither a call nor the waiter. */
export function checkDatabaseState({ name, goal, databases, tagsAsWanted }: CheckProps): Step<RunMemo> {
  return {
    name: 'look',
    run: async (memo: RunMemo, moment: Moment): Promise<Outcome> => {
      const database = await databases.get(name);
      if (!database) throw gone(name);
      const held = holdReason(database.tags, moment.now);
      if (held !== undefined) {
        memo.skipped = held;
        return finish();
      }
      switch (decide(goal, database.state)) {
        case 'there': return tagsAsWanted(database) ? finish() : leaveToWaiter(database.state);
        case 'act': return leaveToWaiter(database.state);
        case 'wait': return again(waitFor(name, goal, database.state));
        case 'lost': throw lost(name, goal, database.state);
      }
    },
  };
}
