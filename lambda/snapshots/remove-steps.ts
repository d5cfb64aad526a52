import type { ResourceRequest } from '../cloudformation/resource-handler';
import { unlessGone } from '../lightsail/not-found';
import { isOwnedByRequest, type Tags } from '../lightsail/ownership';
import type { Log } from '../log';
import type { Snapshot, SnapshotDependencies, SnapshotTaking } from './snapshot-api';
import { hasFailed, isBeingMade } from './snapshot-state';
import type { TakeMemo } from './take-steps';
import { DEPLOYMENT } from '../engine/explanation';
import { again, finish, next, type Outcome, RequestError, type Step } from '../engine/plan';

export interface RemoveProps<Memo> {
  readonly services: SnapshotTaking;
  readonly log: Log;
  /** Names of the snapshots to remove. */
  targets(memo: Memo): readonly string[];
  /** Looked at right before each deletion: whatever else has the name by then stays. */
  isOurs(tags: Tags): boolean;
}

/** The steps that remove snapshots: wait until each can be deleted, delete, wait until it is gone. */
export function removeSteps<Memo>({ services, log, targets, isOurs }: RemoveProps<Memo>): Array<Step<Memo>> {
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
          advice: DEPLOYMENT.after('Delete it by hand once Lightsail is done with it'),
        });
      }
      await deleteOne(name);
    }
    return next();
  }

  async function deleteOne(name: string): Promise<void> {
    const started = await unlessGone(snapshots.delete(name), async () => snapshots.get(name));
    const failed = started?.find(({ outcome }) => outcome === 'failed');
    if (failed) {
      throw new RequestError(`Lightsail could not delete the snapshot '${name}': ${failed.reason ?? failed.status}. `
        + DEPLOYMENT.after('Delete it in the Lightsail console'));
    }
  }

  async function waitUntilGone(memo: Memo): Promise<Outcome> {
    const [left] = await remaining(memo);
    if (!left) return next();
    return again({ pace: 'soon', until: `the snapshot '${left.name}' to be gone`, seen: left.state, advice: DEPLOYMENT.after('Delete it by hand') });
  }

  return [
    { name: 'delete-snapshot', run: remove },
    { name: 'wait-until-gone', run: waitUntilGone },
  ];
}

/** Removes what this request made, where nothing else will: a replacement that failed, or what a cancelled request made. */
export function undoSteps<Memo extends TakeMemo>(name: string, request: ResourceRequest<unknown>, services: SnapshotDependencies): Array<Step<Memo>> {
  return [
    { name: 'check-what-was-made', run: async (memo) => (memo.attempted ? next() : finish()) },
    ...removal<Memo>(name, request, services),
  ];
}

/** Removes what this request made if Lightsail failed it. One that is still being made may yet be worth having. */
export function removeFailedSteps<Memo>(name: string, request: ResourceRequest<unknown>, services: SnapshotDependencies): Array<Step<Memo>> {
  return [
    {
      name: 'check-whether-it-failed',
      run: async () => {
        const found = await services.snapshots.get(name);
        return found && hasFailed(found.state) ? next() : finish();
      },
    },
    ...removal<Memo>(name, request, services),
  ];
}

function removal<Memo>(name: string, request: ResourceRequest<unknown>, services: SnapshotDependencies): Array<Step<Memo>> {
  return removeSteps<Memo>({ services, log: request.log, targets: () => [name], isOurs: (tags) => isOwnedByRequest(tags, request) });
}
