import type { NewSnapshot, Snapshot, SnapshotTaking } from './snapshot-api';
import { attributesOf } from './snapshot-attributes';
import { conditionOf, isReadyForSnapshot, KIND_TEXT } from './snapshot-state';
import type { SnapshotAttributes } from '../../src/snapshots/snapshot-contract';
import type { ResourceRequest } from '../cloudformation/resource-handler';
import { create, type CreateMemo, follow } from '../engine/creation';
import { again, finish, type Moment, next, type Outcome, RequestError, type Step, type Wait } from '../engine/plan';
import { isOwnedByRequest, isOwnedByResource } from '../lightsail/ownership';

/** What the steps that take a snapshot remember. */
export interface TakeMemo extends CreateMemo {
  attributes?: SnapshotAttributes;
}

export interface TakeProps {
  readonly request: ResourceRequest<unknown>;
  readonly snapshot: NewSnapshot;
  readonly services: SnapshotTaking;
  /** What to do if there is nothing to take a snapshot of. */
  readonly sourceGone: 'fail' | 'finish';
}

/** The steps that take a snapshot: wait for the source, create, wait until the snapshot can be used. */
export function takeSteps({ request, snapshot, services, sourceGone }: TakeProps): Array<Step<TakeMemo>> {
  const { snapshots, operations } = services;
  const { source, name } = snapshot;
  const what = `the snapshot '${name}' of the ${KIND_TEXT[source.kind]} '${source.name}'`;
  const kind = KIND_TEXT[source.kind];
  const isOurs = ({ tags }: Snapshot) => isOwnedByRequest(tags, request);

  async function findSource(memo: TakeMemo, { attempt }: Moment): Promise<Outcome> {
    const state = await snapshots.sourceState(source);
    if (state !== undefined && isReadyForSnapshot(source.kind, state)) return next();
    // An earlier go of this request may have made it already, and the source is busy with just that.
    const existing = attempt === 0 ? await snapshots.get(name) : undefined;
    if (existing && isOurs(existing)) {
      memo.attempted = memo.made = true;
      return next();
    }
    if (state === undefined) {
      if (sourceGone === 'finish') return finish();
      throw new RequestError(`There is no ${kind} '${source.name}' to take a snapshot of. Check its name and the region, and deploy again.`);
    }
    return again({
      pace: 'soon',
      until: `the ${kind} '${source.name}' to be ready for a snapshot`,
      seen: state,
      advice: source.kind === 'database'
        ? "Only databases in the state 'available' can be snapshotted: start the database, or wait until it is done, and deploy again."
        : `Wait until the ${kind} is done with what it does, and deploy again.`,
    });
  }

  function nameTaken(existing: Snapshot | undefined): RequestError {
    return new RequestError(existing && isOwnedByResource(existing.tags, request)
      ? `The snapshot '${name}' exists already: an earlier deployment of this resource made it, and it was left as it is. A new snapshot needs a new name: `
        + 'change snapshotName, or leave it out.'
      : `${existing ? 'A snapshot' : 'A Lightsail resource'} named '${name}' exists already and was not made by this resource; it was left as it is. `
        + 'Names are unique in a region: choose another one, or leave it out.');
  }

  async function waitUntilUsable(memo: TakeMemo, moment: Moment): Promise<Outcome> {
    const result = await follow<Snapshot>(memo, moment, {
      name,
      operations,
      conditionOf,
      failure,
      pace: 'operation',
      get: async () => snapshots.get(name),
      stateOf: ({ state }) => state,
      wait: waitForSnapshot,
    });
    if ('wait' in result) return again(result.wait);
    memo.attributes = attributesOf(result.ready);
    return next();
  }

  function failure(reason: string): RequestError {
    return new RequestError(`Lightsail could not take ${what}: ${reason}. Look at the ${kind} in the Lightsail console, and deploy again.`);
  }

  function waitForSnapshot(seen: string, pace: Wait['pace']): Wait {
    return {
      pace,
      seen,
      until: `${what} to become usable`,
      advice: 'Lightsail goes on with it: look at the snapshot in the Lightsail console, and deploy again with a longer timeout.',
    };
  }

  return [
    { name: 'find-source', run: findSource },
    {
      name: 'create-snapshot',
      run: async (memo, moment) => create<Snapshot>(memo, moment, {
        name,
        isOurs,
        nameTaken,
        create: async () => snapshots.create(snapshot),
        get: async () => snapshots.get(name),
        waitForName: () => ({ pace: 'soon', until: `'${name}' to show what it is`, seen: 'name in use' }),
        waitForResult: () => waitForSnapshot('started', 'operation'),
      }),
    },
    { name: 'wait-until-usable', run: waitUntilUsable },
  ];
}
