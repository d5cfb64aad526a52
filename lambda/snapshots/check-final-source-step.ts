import type { SnapshotServices } from './services';
import type { SnapshotSource } from './snapshot-api';
import { again, next, RequestError, type Step } from '../engine/plan';

/**
 * A stopped database takes no snapshot, and stays stopped for a week: said at once, rather than when the time is up.
 * CloudFormation would ask three times in the clean-up of an update.
 */
export function checkFinalSourceStep<Memo>(source: SnapshotSource, { snapshots }: SnapshotServices): Step<Memo> {
  return {
    name: 'check-source',
    run: async () => {
      const state = source.kind === 'database' ? await snapshots.sourceState(source) : undefined;
      if (state === 'stopping') return again({ pace: 'soon', until: `the database '${source.name}' to have stopped`, seen: state });
      if (state !== 'stopped') return next();
      throw new RequestError(`The database '${source.name}' is stopped, and Lightsail takes no snapshot of a stopped database. It was kept. `
        + 'Start it and delete the stack again; after an update, which leaves the database behind, take a snapshot and delete it by hand.');
    },
  };
}
