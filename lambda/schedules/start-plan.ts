import { bringStep } from './bring-step';
import type { DatabaseServices } from './database-services';
import { lookStep } from './look-step';
import type { Run, RunPlan } from './run-plan';
import { DatabaseTag } from '../../src/schedules/schedule-contract';
import { next } from '../engine/plan';
import { NEXT_RUN } from '../engine/retry-advice';

/** Starts a database, and takes it out of the care of schedules that keep it stopped. */
export function startPlan({ target: { Name: name } }: Run, services: DatabaseServices): RunPlan {
  return {
    subject: `the start of the database '${name}'`,
    retryAdvice: NEXT_RUN,
    memo: {},
    steps: [
      lookStep({ name, goal: 'available', databases: services.databases, tagsAsWanted: ({ tags }) => !(DatabaseTag.KEEP_STOPPED in tags) }),
      {
        name: 'let-run',
        run: async () => {
          const database = await services.databases.get(name);
          if (database && DatabaseTag.KEEP_STOPPED in database.tags) await services.tagging.remove(name, [DatabaseTag.KEEP_STOPPED]);
          return next();
        },
      },
      bringStep(services, name, 'available'),
    ],
    onFailure: [],
  };
}
