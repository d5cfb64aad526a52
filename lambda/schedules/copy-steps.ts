import { candidates } from './prune-steps';
import { toPrune } from './retention';
import type { Copy, RunMemo, Run } from './run';
import { ownerOf, scheduledAt, snapshotName } from './schedule-event';
import type { SnapshotCopies } from './snapshot-copies';
import { OwnershipTag } from '../../src/provider/ownership-contract';
import { again, next, type Outcome, RequestError, type Step } from '../engine/plan';
import { NEXT_RUN } from '../engine/retry-advice';
import { classify, isNotFound } from '../lightsail/errors';
import { isOwnedByRequest, isOwnedByResource, ownershipTags } from '../lightsail/ownership';
import type { Snapshot } from '../snapshots/snapshot-api';
import { hasFailed, isUsable } from '../snapshots/snapshot-state';

/** The steps that copy a snapshot to other regions, and prune the copies there as the snapshots are pruned here. */
export function copySteps(run: Run, copies: SnapshotCopies): Array<Step<RunMemo>> {
  const { request, target } = run;
  const name = snapshotName(request, target);
  const owner = ownerOf(request);

  async function copyAll(memo: RunMemo): Promise<Outcome> {
    for (const region of request.CopyTo ?? []) {
      if (memo.copies?.some((copy) => copy.region === region)) continue;
      const operationId = await copyTo(region);
      memo.copies = [...memo.copies ?? [], { region, name, operationId }];
    }
    return next();
  }

  async function copyTo(region: string): Promise<string | undefined> {
    try {
      return (await copies.copy(region, name)).find(({ resourceName }) => resourceName === name)?.id;
    } catch (error) {
      if (classify(error).type !== 'name-in-use') throw error;
    }
    // Ours, if the answer to an earlier call was lost; it may not bear our tags yet.
    const existing = await copies.snapshots(region).get(name);
    if (existing && (isOwnedByRequest(existing.tags, owner) || isUntaggedCopy(existing))) return undefined;
    throw new RequestError(`Something else has the name '${name}' in ${region}, where the snapshot was to be copied to; it was left as it is. `
      + 'The next run uses another name.');
  }

  /** A copy is made without tags. Whatever else had this very name would be of another source, or older. */
  function isUntaggedCopy({ tags, sourceName, createdAt }: Snapshot): boolean {
    return !(OwnershipTag.STACK in tags) && sourceName === target.Name && (createdAt?.getTime() ?? 0) >= scheduledAt(request);
  }

  async function tagAll(memo: RunMemo): Promise<Outcome> {
    for (const { region } of memo.copies ?? []) {
      const found = await copies.snapshots(region).get(name);
      if (!found) return again(waitFor(region, 'not there yet', 'soon'));
      if (isOwnedByRequest(found.tags, owner)) continue;
      await copies.tag(region, name, { ...request.SnapshotTags, ...ownershipTags(owner, request.ScheduledTime) });
    }
    return next(memo.copies && memo.copies.length > 0 ? waitFor(memo.copies[0].region, 'asked for', 'unhurried') : undefined);
  }

  async function waitForAll(memo: RunMemo): Promise<Outcome> {
    for (const copy of memo.copies ?? []) {
      const seen = await stateOf(copy);
      if (seen !== undefined) return again(waitFor(copy.region, seen, 'unhurried'));
    }
    return next();
  }

  /** What it still is; undefined: it can be used. */
  async function stateOf(copy: Copy): Promise<string | undefined> {
    if (copy.usable) return undefined;
    const operation = copy.operationId === undefined ? undefined : await copies.operation(copy.region, copy.operationId);
    if (operation?.outcome === 'failed') throw failed(copy.region, operation.reason ?? operation.status);
    const found = await copies.snapshots(copy.region).get(name);
    if (found && hasFailed(found.state)) throw failed(copy.region, `its state is '${found.state}'`);
    copy.usable = found !== undefined && isUsable(found.state);
    return copy.usable ? undefined : found?.state ?? 'not there';
  }

  /** Right before each deletion it is looked at once more: whatever else has the name by then stays. */
  async function pruneAll(memo: RunMemo, { now }: { readonly now: number }): Promise<Outcome> {
    for (const { region } of memo.copies ?? []) {
      if (!request.Retention) continue;
      const api = copies.snapshots(region);
      for (const pruned of toPrune(request.Retention, candidates(request, target, await api.list()), now)) {
        const found = await api.get(pruned);
        if (!found || !isOwnedByResource(found.tags, owner)) continue;
        await api.delete(pruned).catch((error: unknown) => {
          if (!isNotFound(error)) throw error;
        });
      }
    }
    return next();
  }

  function failed(region: string, reason: string): RequestError {
    return new RequestError(`Lightsail could not copy the snapshot '${name}' to ${region}: ${reason}. The snapshot itself can be used; nothing was pruned. `
      + NEXT_RUN.after('Look at the copy in the Lightsail console'));
  }

  function waitFor(region: string, seen: string, pace: 'soon' | 'unhurried') {
    return { pace, seen, until: `the copy of the snapshot '${name}' in ${region} to become usable`, advice: 'Give the schedule a longer timeout.' };
  }

  return [
    { name: 'copy', run: copyAll },
    { name: 'tag-copies', run: tagAll },
    { name: 'wait-for-copies', run: waitForAll },
    { name: 'prune-copies', run: pruneAll },
  ];
}
