import { classify, isNotFound } from '../lightsail/errors';
import type { Tags } from '../lightsail/ownership';
import type { Log } from '../log';
import type { SnapshotTaking } from './services';
import type { Snapshot } from './snapshot-api';
import { isBeingMade } from './snapshot-state';
import { again, next, type Outcome, RequestError, type Step } from '../engine/plan';
import { type RetryAdvice, DEPLOYMENT } from '../engine/retry-advice';

export interface RemoveProps<Memo> {
  readonly services: SnapshotTaking;
  readonly log: Log;
  /**
   * What helps if it fails.
   *
   * @default DEPLOYMENT
   */
  readonly retryAdvice?: RetryAdvice;
  /** Names of the snapshots to remove. */
  targets(memo: Memo): readonly string[];
  /** Looked at right before each deletion: whatever else has the name by then stays. */
  isOurs(tags: Tags): boolean;
}

/** The steps that remove snapshots: wait until each can be deleted, delete, wait until it is gone. */
export function removeSteps<Memo>({ services, log, targets, isOurs, retryAdvice = DEPLOYMENT }: RemoveProps<Memo>): Array<Step<Memo>> {
  const { snapshots } = services;

  async function remaining(memo: Memo): Promise<Snapshot[]> {
    const found: Snapshot[] = [];
    for (const name of targets(memo)) {
      const snapshot = await snapshots.get(name);
      if (snapshot && isOurs(snapshot.tags)) found.push(snapshot);
      else log({ decision: snapshot ? 'leave-what-is-not-ours' : 'gone', snapshot: name });
    }
    return found;
  }

  async function remove(memo: Memo): Promise<Outcome> {
    for (const { name, state } of await remaining(memo)) {
      if (isBeingMade(state)) {
        return again({
          pace: 'operation',
          until: `the snapshot '${name}' to be finished: it can't be deleted while it is being made`,
          seen: state,
          advice: retryAdvice.after('Delete it by hand once Lightsail is done with it'),
        });
      }
      await deleteOne(name);
    }
    return next();
  }

  async function deleteOne(name: string): Promise<void> {
    try {
      const failed = (await snapshots.delete(name)).find(({ outcome }) => outcome === 'failed');
      if (failed) {
        throw new RequestError(`Lightsail could not delete the snapshot '${name}': ${failed.reason ?? failed.status}. `
          + retryAdvice.after('Delete it in the Lightsail console'));
      }
    } catch (error) {
      if (isNotFound(error)) return;
      // What is gone has no tag that would permit its deletion: an answer that was lost shows as a denial.
      if (classify(error).type === 'denied' && !await snapshots.get(name)) return;
      throw error;
    }
  }

  async function waitUntilGone(memo: Memo): Promise<Outcome> {
    const [left] = await remaining(memo);
    if (!left) return next();
    return again({ pace: 'soon', until: `the snapshot '${left.name}' to be gone`, seen: left.state, advice: retryAdvice.after('Delete it by hand') });
  }

  return [
    { name: 'delete-snapshot', run: remove },
    { name: 'wait-until-gone', run: waitUntilGone },
  ];
}
