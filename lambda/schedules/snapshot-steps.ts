import type { RunMemo, Run } from './run';
import { ownerOf, snapshotName } from './schedule-event';
import { again, type Moment, next, type Outcome, RequestError, type Step, type Wait } from '../engine/plan';
import { NEXT_RUN } from '../engine/retry-advice';
import { classify } from '../lightsail/errors';
import { isOwnedByRequest, ownershipTags } from '../lightsail/ownership';
import type { SnapshotServices } from '../snapshots/services';
import type { Snapshot, SnapshotSource } from '../snapshots/snapshot-api';
import { hasFailed, isUsable, KIND_TEXT } from '../snapshots/snapshot-state';

/** How long Lightsail may not know yet what it has just accepted. */
const VISIBILITY_GRACE_MILLISECONDS = 120_000;

/** How often a name that is taken, by something that can't be seen, is looked up again. */
const NAME_LOOKUPS = 3;

/** The steps that take a snapshot, and wait until it can be used. */
export function snapshotSteps(run: Run, { snapshots, operations }: SnapshotServices): Array<Step<RunMemo>> {
  const { request, target } = run;
  const source: SnapshotSource = { kind: target.Kind, name: target.Name };
  const name = snapshotName(request, target);
  const owner = ownerOf(request);
  const what = `the ${KIND_TEXT[source.kind]} '${source.name}'`;

  async function create(memo: RunMemo, moment: Moment): Promise<Outcome> {
    memo.snapshot = name;
    try {
      const started = await snapshots.create({ name, source, tags: { ...request.SnapshotTags, ...ownershipTags(owner, request.ScheduledTime) } });
      memo.changed = true;
      memo.snapshotOperationId = started.find(({ resourceName }) => resourceName === name)?.id;
      return next(waitFor('asked for', 'unhurried'));
    } catch (error) {
      if (classify(error).type !== 'name-in-use') throw error;
    }
    // Ours, if the answer to an earlier call was lost.
    const existing = await snapshots.get(name);
    if (existing && isOwnedByRequest(existing.tags, owner)) {
      memo.changed = true;
      return next();
    }
    if (!existing && moment.attempt < NAME_LOOKUPS) return again(waitFor('its name is in use', 'soon'));
    throw new RequestError(`Something else has the name '${name}', under which the snapshot of ${what} was to be taken; it was left as it is. `
      + 'The next run uses another name.');
  }

  async function waitUntilUsable(memo: RunMemo, moment: Moment): Promise<Outcome> {
    if (memo.snapshotOperationId !== undefined) {
      const operation = await operations.get(memo.snapshotOperationId);
      if (operation?.outcome === 'failed') throw notTaken(operation.reason ?? operation.status);
      if (operation?.outcome === 'running') return again(waitFor(operation.status, 'unhurried'));
      if (!operation && moment.stepAge < VISIBILITY_GRACE_MILLISECONDS) return again(waitFor('operation not known yet', 'unhurried'));
      // Done, or never to be seen: from here on the snapshot's own state decides.
      memo.snapshotOperationId = undefined;
    }
    const found = await snapshots.get(name);
    if (found && isUsable(found.state)) {
      memo.snapshotUsable = true;
      return next();
    }
    return unusable(found, moment);
  }

  async function unusable(found: Snapshot | undefined, moment: Moment): Promise<Outcome> {
    if (found && !hasFailed(found.state)) return again(waitFor(found.state, 'unhurried'));
    if (!found && moment.stepAge < VISIBILITY_GRACE_MILLISECONDS) return again(waitFor('not there yet', 'unhurried'));
    const failure = (await operations.ofResource(name)).find(({ outcome }) => outcome === 'failed');
    throw notTaken(failure?.reason ?? (found ? `its state is '${found.state}'` : 'it was deleted while it was being made'));
  }

  function notTaken(reason: string): RequestError {
    return new RequestError(`Lightsail could not take the snapshot '${name}' of ${what}: ${reason}. Nothing was pruned. `
      + NEXT_RUN.after(`Look at ${what} in the Lightsail console`));
  }

  function waitFor(seen: string, pace: Wait['pace']): Wait {
    return {
      pace,
      seen,
      until: `the snapshot '${name}' of ${what} to become usable`,
      advice: 'Lightsail goes on with it: look at the snapshot in the Lightsail console. Give the schedule a longer timeout if it was about to get there.',
    };
  }

  return [
    { name: 'create-snapshot', run: create },
    { name: 'wait-until-usable', run: waitUntilUsable },
  ];
}

/** After a failure: a snapshot that failed is of no use. One that Lightsail still works at may yet be of use, and stays. */
export function discardStep(run: Run, { snapshots }: SnapshotServices): Step<RunMemo> {
  return {
    name: 'discard-failed-snapshot',
    run: async (memo) => {
      if (memo.snapshot === undefined || memo.snapshotUsable) return next();
      const found = await snapshots.get(memo.snapshot);
      if (found && hasFailed(found.state) && isOwnedByRequest(found.tags, ownerOf(run.request))) await snapshots.delete(found.name);
      return next();
    },
  };
}
