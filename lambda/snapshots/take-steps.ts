import type { SnapshotServices } from './services';
import type { NewSnapshot } from './snapshot-api';
import { attributesOf } from './snapshot-attributes';
import { hasFailed, isReadyForSnapshot, isUsable, KIND_TEXT } from './snapshot-state';
import type { SnapshotAttributes } from '../../src/snapshots/snapshot-contract';
import type { ResourceRequest } from '../cloudformation/resource-handler';
import { mayBeLate, standingOf } from '../cloudformation/still-wanted';
import { abandon, again, finish, type Moment, next, type Outcome, RequestError, type Step } from '../engine/plan';
import { classify } from '../lightsail/errors';
import { isOwnedByRequest, isOwnedByResource, type Owner } from '../lightsail/ownership';

/** What the steps that take a snapshot remember. */
export interface TakeMemo {
  /** A call to create it was made; whether it took effect may be unknown. */
  attempted?: boolean;
  /** It is there, and this request made it. */
  made?: boolean;
  /** The stack has taken the snapshot over: it is not this request's to remove. */
  settled?: boolean;
  operationId?: string;
  attributes?: SnapshotAttributes;
}

export interface TakeProps {
  readonly request: ResourceRequest<unknown>;
  readonly snapshot: NewSnapshot;
  readonly services: SnapshotServices;
  /** What to do if there is nothing to take a snapshot of. */
  readonly sourceGone: 'fail' | 'finish';
}

/** How long Lightsail may not know yet what it has just accepted. */
const VISIBILITY_GRACE_MILLISECONDS = 120_000;

/** How often a name that is taken, by something that can't be seen, is looked up again. */
const NAME_LOOKUPS = 3;

/** The steps that take a snapshot: wait for the source, create, wait until the snapshot can be used. */
export function takeSteps(props: TakeProps): Array<Step<TakeMemo>> {
  const { request, snapshot, services } = props;
  const { snapshots, operations, stacks } = services;
  const { source, name } = snapshot;
  const owner: Owner = request;
  const kind = KIND_TEXT[source.kind];

  /** The request may be an old one that Lambda delivers late or twice: nothing is made that the stack does not want. */
  async function standing(moment: Moment, memo: TakeMemo): Promise<Outcome | undefined> {
    if (!mayBeLate(request, moment.requestAge)) return undefined;
    const found = await standingOf(request, name, stacks);
    if (found === 'wanted') return undefined;
    memo.settled = found === 'settled';
    return abandon(found === 'settled' ? 'the stack has had the answer' : 'the stack gave the request up');
  }

  /** The same while nothing depends on the answer: if CloudFormation can't be asked, the work goes on. */
  async function standingIfKnown(moment: Moment, memo: TakeMemo): Promise<Outcome | undefined> {
    try {
      return await standing(moment, memo);
    } catch (error) {
      const { code, message } = classify(error);
      request.log({ decision: 'go-on-unasked', error: `${code}: ${message}` });
      return undefined;
    }
  }

  async function findSource(memo: TakeMemo, moment: Moment): Promise<Outcome> {
    // An earlier go of this request may have made it already, and the source is busy with just that.
    if (mayBeLate(request, moment.requestAge) && !memo.made) {
      const existing = await snapshots.get(name);
      if (existing && isOwnedByRequest(existing.tags, owner)) return next();
    }
    const state = await snapshots.sourceState(source);
    if (state === undefined) {
      if (props.sourceGone === 'finish') return finish();
      throw new RequestError(`There is no ${kind} '${source.name}' to take a snapshot of. Check its name and the region, and deploy again.`);
    }
    if (isReadyForSnapshot(source.kind, state)) return next();
    return again({
      pace: 'soon',
      until: `the ${kind} '${source.name}' to be ready for a snapshot`,
      seen: state,
      advice: source.kind === 'database'
        ? "Lightsail takes snapshots of databases in the state 'available' alone: start the database, or wait until it is done, and deploy again."
        : `Wait until the ${kind} is done with what it does, and deploy again.`,
    });
  }

  async function create(memo: TakeMemo, moment: Moment): Promise<Outcome> {
    const unwanted = await standing(moment, memo);
    if (unwanted) return unwanted;
    memo.attempted = true;
    try {
      const started = await snapshots.create(snapshot);
      memo.made = true;
      memo.operationId = started.find(({ resourceName }) => resourceName === name)?.id;
      return next(waitForSnapshot('started', 'operation'));
    } catch (error) {
      if (classify(error).type !== 'name-in-use') throw error;
      return meet(memo, moment);
    }
  }

  /** The name is taken: by our own snapshot, if the answer to an earlier call was lost. */
  async function meet(memo: TakeMemo, moment: Moment): Promise<Outcome> {
    const existing = await snapshots.get(name);
    if (existing && isOwnedByRequest(existing.tags, owner)) {
      memo.made = true;
      return next();
    }
    if (!existing && moment.attempt < NAME_LOOKUPS) return again({ pace: 'soon', until: `'${name}' to show what it is`, seen: 'name in use' });
    memo.attempted = false;
    throw new RequestError(existing && isOwnedByResource(existing.tags, owner)
      ? `The snapshot '${name}' exists already: an earlier deployment of this resource made it, and it was left as it is. A new snapshot needs a new name: `
        + 'change snapshotName, or leave it out.'
      : `${existing ? 'A snapshot' : 'A Lightsail resource'} named '${name}' exists already and was not made by this resource; it was left as it is. `
        + 'Names are unique in a region: choose another one, or leave it out.');
  }

  async function waitUntilUsable(memo: TakeMemo, moment: Moment): Promise<Outcome> {
    const unwanted = await standingIfKnown(moment, memo);
    if (unwanted) return unwanted;
    if (memo.operationId !== undefined) {
      const operation = await operations.get(memo.operationId);
      if (operation?.outcome === 'failed') throw notTaken(operation.reason ?? operation.status);
      if (operation?.outcome === 'running') return again(waitForSnapshot(operation.status, 'operation'));
      if (!operation && moment.stepAge < VISIBILITY_GRACE_MILLISECONDS) return again(waitForSnapshot('operation not known yet', 'operation'));
      // Done, or never to be seen: from here on the snapshot's own state decides.
      memo.operationId = undefined;
    }
    const found = await snapshots.get(name);
    if (found && isUsable(found.state)) {
      memo.attributes = attributesOf(found);
      return next();
    }
    if (found && !hasFailed(found.state)) return again(waitForSnapshot(found.state, moment.attempt > 0 ? 'soon' : 'operation'));
    if (!found && moment.stepAge < VISIBILITY_GRACE_MILLISECONDS) return again(waitForSnapshot('not there yet', 'soon'));
    const failure = (await operations.ofResource(name)).find(({ outcome }) => outcome === 'failed');
    throw notTaken(failure?.reason ?? (found ? `its state is '${found.state}'` : 'it was deleted while it was being made'));
  }

  function notTaken(reason: string): RequestError {
    return new RequestError(`Lightsail could not take the snapshot '${name}' of the ${kind} '${source.name}': ${reason}. `
      + `Look at the ${kind} in the Lightsail console, and deploy again.`);
  }

  function waitForSnapshot(seen: string, pace: 'operation' | 'soon') {
    return {
      pace,
      seen,
      until: `the snapshot '${name}' of the ${kind} '${source.name}' to become usable`,
      advice: 'Lightsail goes on with it: look at the snapshot in the Lightsail console, and deploy again with a longer timeout.',
    };
  }

  return [
    { name: 'find-source', run: findSource },
    { name: 'create-snapshot', run: create },
    { name: 'wait-until-usable', run: waitUntilUsable },
  ];
}
