import type { Pruning } from './run';
import { fewAtOnce } from '../engine/concurrency';
import { explain, NEXT_RUN } from '../engine/explanation';
import { classify } from '../lightsail/errors';
import type { Tags } from '../lightsail/ownership';
import type { Log } from '../log';
import type { Snapshot, SnapshotApi } from '../snapshots/snapshot-api';

/** After so many that cannot be deleted, a place is left to the next run. */
const MAX_UNDELETABLE = 10;

/** How many names a result lists: an event has room for 256 KB. */
const MAX_NAMES = 100;

/** A failure is for people; several must fit into a result. */
const MAX_FAILURE = 500;

export interface PruneProps {
  readonly snapshots: SnapshotApi;
  /** What error texts call it. */
  readonly subject: string;
  readonly log: Log;
  /** What is left of this for the places after it. */
  readonly budget: Budget;
  /** Which of all snapshots there are to go. */
  choose(all: readonly Snapshot[]): string[];
  isOurs(tags: Tags): boolean;
}

/** What one invocation may do: it has two minutes. */
export interface Budget {
  deletions: number;
  /** Snapshots that are listed. */
  listed: number;
}

/**
 * Deletes as many of the snapshots that are to go as one invocation may. What exists decides: nothing is planned ahead, and
 * whatever interrupts it, the next go begins with what is there by then. Rejects if it may work later.
 */
export async function prunePlace(pruning: Pruning, { snapshots, subject, log, budget, choose, isOurs }: PruneProps): Promise<void> {
  const all = await snapshots.list();
  budget.listed -= all.length;
  // What was asked for when an answer got lost, and is not there any more, was pruned.
  const there = new Set(all.map(({ name }) => name));
  pruning.asked.splice(0).filter((name) => !there.has(name)).forEach(note);

  const chosen = choose(all).filter((name) => !pruning.undeletable.includes(name));
  const batch = chosen.slice(0, budget.deletions);
  budget.deletions -= batch.length;
  if (chosen.length > 0) log({ decision: 'prune', region: pruning.region, count: batch.length, left: chosen.length - batch.length });
  const setbacks: unknown[] = [];
  await fewAtOnce(batch, async (name) => {
    if (setbacks.length === 0) await attempt(name).catch((error: unknown) => setbacks.push(error));
  });
  if (setbacks.length > 0) throw setbacks[0];
  pruning.done = batch.length === chosen.length || pruning.undeletable.length >= MAX_UNDELETABLE;

  async function attempt(name: string): Promise<void> {
    // Looked at once more right before: whatever else has the name by then stays.
    const found = await snapshots.get(name);
    if (!found || !isOurs(found.tags)) return;
    try {
      const failed = (await snapshots.delete(name)).find(({ outcome }) => outcome === 'failed');
      if (!failed) return note(name);
      leave(name, `Lightsail could not delete the snapshot '${name}': ${failed.reason ?? failed.status}. ${NEXT_RUN.after('Delete it in the Lightsail console')}`);
    } catch (error) {
      const classified = classify(error);
      if (classified.type === 'later') {
        pruning.asked.push(name);
        throw error;
      }
      // What is gone has no tag that would permit its deletion: an answer that was lost shows as a denial.
      if (classified.type === 'not-found' || (classified.type === 'denied' && !await snapshots.get(name))) return note(name);
      leave(name, explain(classified, 'prune', subject, NEXT_RUN));
    }
  }

  function note(name: string): void {
    pruning.count++;
    if (pruning.region === undefined && pruning.names.length < MAX_NAMES) pruning.names.push(name);
  }

  function leave(name: string, reason: string): void {
    pruning.undeletable.push(name);
    pruning.failure ??= reason.slice(0, MAX_FAILURE);
  }
}
