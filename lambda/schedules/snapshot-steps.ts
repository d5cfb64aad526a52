import type { RunMemo, Run } from './run';
import { ownerOf, snapshotName } from './schedule-event';
import { create, follow } from '../engine/creation';
import { NEXT_RUN } from '../engine/explanation';
import { again, type Moment, next, type Outcome, RequestError, type Step, type Wait } from '../engine/plan';
import { isOwnedByRequest, ownershipTags } from '../lightsail/ownership';
import type { Snapshot, SnapshotSource, SnapshotTaking } from '../snapshots/snapshot-api';
import { conditionOf, hasFailed, KIND_TEXT } from '../snapshots/snapshot-state';

/** The steps that take a snapshot, and wait until it can be used. */
export function snapshotSteps(run: Run, { snapshots, operations }: SnapshotTaking): Array<Step<RunMemo>> {
  const { request, target } = run;
  const source: SnapshotSource = { kind: target.Kind, name: target.Name };
  const name = snapshotName(request, target);
  const owner = ownerOf(request);
  const what = `the ${KIND_TEXT[source.kind]} '${source.name}'`;

  async function take(memo: RunMemo, moment: Moment): Promise<Outcome> {
    memo.snapshot = name;
    memo.taking ??= {};
    const outcome = await create<Snapshot>(memo.taking, moment, {
      name,
      create: async () => snapshots.create({ name, source, tags: { ...request.SnapshotTags, ...ownershipTags(owner, request.ScheduledTime) } }),
      get: async () => snapshots.get(name),
      isOurs: ({ tags }) => isOwnedByRequest(tags, owner),
      waitForName: () => waitFor('its name is in use', 'soon'),
      waitForResult: () => waitFor('asked for', 'unhurried'),
      nameTaken: () => new RequestError(`Something else has the name '${name}', under which the snapshot of ${what} was to be taken; it was left as it is. `
        + 'The next run uses another name.'),
    });
    memo.changed ||= memo.taking.made;
    return outcome;
  }

  async function waitUntilUsable(memo: RunMemo, moment: Moment): Promise<Outcome> {
    const result = await follow<Snapshot>(memo.taking ?? {}, moment, {
      name,
      operations,
      conditionOf,
      pace: 'unhurried',
      get: async () => snapshots.get(name),
      stateOf: ({ state }) => state,
      wait: waitFor,
      failure: notTaken,
    });
    if ('wait' in result) return again(result.wait);
    memo.snapshotUsable = true;
    return next();
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
    { name: 'create-snapshot', run: take },
    { name: 'wait-until-usable', run: waitUntilUsable },
  ];
}

/** After a failure: a snapshot that failed is of no use. One that Lightsail still works at may yet be of use, and stays. */
export function discardStep(run: Run, { snapshots }: SnapshotTaking): Step<RunMemo> {
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
