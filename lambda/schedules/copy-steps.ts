import { isTimeUp, type Copy, type Run, type RunMemo } from './run';
import { ownerOf, scheduledAt, snapshotName } from './schedule-event';
import type { SnapshotCopies } from './snapshot-copies';
import { OwnershipTag } from '../../src/provider/ownership-contract';
import { follow, followOperation } from '../engine/creation';
import { explain, NEXT_RUN } from '../engine/explanation';
import { again, type Moment, next, type Outcome, RequestError, type Step, type Wait } from '../engine/plan';
import { classify } from '../lightsail/errors';
import { isOwnedByRequest, ownershipTags, type Tags } from '../lightsail/ownership';
import type { Snapshot } from '../snapshots/snapshot-api';
import { conditionOf } from '../snapshots/snapshot-state';

/** How long Lightsail may not show a copy that it has just accepted. */
const VISIBILITY_GRACE_MILLISECONDS = 120_000;

/** How long a denial may be that of a policy that has not spread yet. */
const PERMISSION_GRACE_MILLISECONDS = 120_000;

/** A failure is for people; several must fit into a result. */
const MAX_FAILURE = 500;

/** The step that copies a snapshot to other regions, each for itself: one that fails is noted, and does not stop the others. */
export function copyStep({ request, target }: Run, copies: SnapshotCopies): Step<RunMemo> {
  const name = snapshotName(request, target);
  const owner = ownerOf(request);

  async function run(memo: RunMemo, moment: Moment): Promise<Outcome> {
    memo.copies ??= (request.CopyTo ?? []).map((region): Copy => ({ region, name }));
    const waits: Array<readonly [Copy, Wait]> = [];
    for (const copy of memo.copies) {
      if (copy.usable || copy.failure !== undefined) continue;
      const wait = await advanceUnlessFailed(copy, moment);
      if (wait) waits.push([copy, wait]);
    }
    if (waits.length === 0) return next();
    if (!isTimeUp(request, moment)) return again(waits.map(([, wait]) => wait).sort(byUrgency)[0]);
    for (const [copy, { until, seen, advice }] of waits) fail(copy, `There was no time left to wait for ${until}; last seen: ${seen}. ${advice}`);
    return next();
  }

  /** One go at the copy in one region. Returns what to wait for; undefined: it can be used, or has failed. */
  async function advanceUnlessFailed(copy: Copy, moment: Moment): Promise<Wait | undefined> {
    try {
      return copy.tagged ? await look(copy, moment) : await makeAndTag(copy, moment);
    } catch (error) {
      const classified = classify(error);
      const spreading = classified.type === 'denied' && moment.requestAge < PERMISSION_GRACE_MILLISECONDS;
      if (classified.type === 'later' || spreading) return waitFor(copy, `${classified.code}: ${classified.message}`, 'setback');
      const text = error instanceof RequestError ? error.message : explain(classified, 'copy', `the copy of the snapshot '${name}' to ${copy.region}`, NEXT_RUN);
      fail(copy, text);
      return undefined;
    }
  }

  /** Whatever answers got lost: what is there decides. A copy is made without tags, so it gets them in the same go. */
  async function makeAndTag(copy: Copy, moment: Moment): Promise<Wait | undefined> {
    const found = await copies.snapshots(copy.region).get(name);
    if (found && !isOwnedByRequest(found.tags, owner) && !isUntaggedCopy(found)) throw foreign(copy);
    if (!found) {
      const isNew = moment.now - (copy.askedAt ??= moment.now) < VISIBILITY_GRACE_MILLISECONDS;
      if (copy.operationId !== undefined) {
        const wait = await followOperation(copy, moment, {
          operations: copies.operations(copy.region),
          pace: 'unhurried',
          wait: (seen, pace) => waitFor(copy, seen, pace),
          failure: (reason) => failed(copy, reason),
        });
        return wait ?? waitFor(copy, 'not there yet', isNew ? 'soon' : 'unhurried');
      }
      try {
        copy.operationId = (await copies.copy(copy.region, name)).find(({ resourceName }) => resourceName === name)?.id;
      } catch (error) {
        if (classify(error).type !== 'name-in-use') throw error;
        // Ours, if the answer to an earlier call was lost; it does not show yet.
        if (!isNew) throw foreign(copy);
        return waitFor(copy, 'its name is in use', 'soon');
      }
    }
    copy.tagged = (found !== undefined && isOwnedByRequest(found.tags, owner)) || await tag(copy);
    return waitFor(copy, copy.tagged ? 'asked for' : 'not there yet', copy.tagged ? 'unhurried' : 'soon');
  }

  /** Whether it has its tags. IAM lets nothing that is ours be tagged again: a denial may mean that an earlier try took effect. */
  async function tag({ region }: Copy): Promise<boolean> {
    const tags: Tags = { ...request.SnapshotTags, ...ownershipTags(owner, request.ScheduledTime) };
    try {
      await copies.tag(region, name, tags);
      return true;
    } catch (error) {
      const { type } = classify(error);
      if (type === 'not-found') return false;
      if (type !== 'denied') throw error;
      const found = await copies.snapshots(region).get(name);
      if (!found) return false;
      if (isOwnedByRequest(found.tags, owner)) return true;
      throw error;
    }
  }

  /** Whatever else had this very name would be of another source, or older. */
  function isUntaggedCopy({ tags, sourceNames, createdAt }: Snapshot): boolean {
    return !(OwnershipTag.STACK in tags)
      && (sourceNames?.[target.Kind] ?? target.Name) === target.Name
      && (createdAt === undefined || createdAt.getTime() >= scheduledAt(request));
  }

  async function look(copy: Copy, moment: Moment): Promise<Wait | undefined> {
    const result = await follow<Snapshot>(copy, moment, {
      name,
      conditionOf,
      operations: copies.operations(copy.region),
      pace: 'unhurried',
      get: async () => copies.snapshots(copy.region).get(name),
      stateOf: ({ state }) => state,
      wait: (seen, pace) => waitFor(copy, seen, pace),
      failure: (reason) => failed(copy, reason),
    });
    if ('wait' in result) return result.wait;
    copy.usable = true;
    return undefined;
  }

  function failed({ region }: Copy, reason: string): RequestError {
    return new RequestError(`Lightsail could not copy the snapshot '${name}' to ${region}: ${reason}. The snapshot itself can be used. `
      + NEXT_RUN.after('Look at the copy in the Lightsail console'));
  }

  function fail(copy: Copy, text: string): void {
    copy.failure = text.slice(0, MAX_FAILURE);
  }

  function foreign({ region }: Copy): RequestError {
    return new RequestError(`Something else has the name '${name}' in ${region}, to which the snapshot was to be copied; it was left as it is. `
      + 'The next run uses another name.');
  }

  function waitFor({ region }: Copy, seen: string, pace: Wait['pace']): Wait & { readonly advice: string } {
    return { pace, seen, until: `the copy of the snapshot '${name}' in ${region} to become usable`, advice: 'Give the schedule a longer timeout.' };
  }

  return { name: 'copy', run };
}

const URGENCY: ReadonlyArray<Wait['pace']> = ['soon', 'setback', 'unhurried'];

/** The region that needs the next look first decides for all of them. */
function byUrgency(one: Wait, other: Wait): number {
  return URGENCY.indexOf(one.pace) - URGENCY.indexOf(other.pace);
}
