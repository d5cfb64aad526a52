import { undoSteps } from './remove-steps';
import type { Snapshot, SnapshotDependencies } from './snapshot-api';
import { attributesOfNothing, attributesOf, attributesOfMissing } from './snapshot-attributes';
import { generatedName, triggerDigest } from './snapshot-names';
import type { SnapshotRequestProperties } from './snapshot-properties';
import { KIND_TEXT } from './snapshot-state';
import { releaseSourceStep, sourceBefore } from './source-to-come';
import { type TakeMemo, takeSteps } from './take-steps';
import { unansweredSnapshots } from './unanswered-snapshots';
import { OwnershipTag } from '../../src/provider/ownership-contract';
import { isRollingBack } from '../aws/cloudformation';
import { endCancelledReplacement } from '../cloudformation/cancelled-replacement';
import { isNothingCreated } from '../cloudformation/physical-id';
import type { ResourcePlan, ResourceRequest } from '../cloudformation/resource-handler';
import { unlessUnknown } from '../cloudformation/unless-unknown';
import { finish, type Moment, next, type Outcome, type Step } from '../engine/plan';
import { isOwnedByResource, ownershipTags, tagChanges } from '../lightsail/ownership';

interface UpdateMemo extends TakeMemo {
  /** The snapshot that is the answer, if it is not a new one. */
  keep?: string;
}

/**
 * Brings a snapshot in line with its properties:
 *
 * | property | changes |
 * |---|---|
 * | SourceKind, SourceName, Trigger | a new snapshot replaces the current one |
 * | SnapshotName | the same, if another name is given; leaving it out changes nothing |
 * | Tags | in place |
 * | TimeoutSeconds | nothing |
 *
 * A rollback never takes a snapshot: it returns to the one that was replaced, or keeps the current one and removes what the
 * cancelled update began. A snapshot that was deleted by hand is taken anew only with a change that asks for a new one.
 *
 * A snapshot that comes before its source is taken of what the stack has: of the old source, if it is about to be renamed.
 */
export function updatePlan(request: ResourceRequest<SnapshotRequestProperties>, services: SnapshotDependencies): ResourcePlan<UpdateMemo> {
  const { properties, oldProperties, physicalId: currentName = '' } = request;
  const { source, tags } = properties;
  const { snapshots, stacks, tagging } = services;
  const taken = sourceBefore(request);
  const name = properties.name ?? generatedName(taken, request);
  const wantedDigest = triggerDigest(source, properties.trigger);
  const snapshot = { name, source: taken, tags: { ...tags, ...ownershipTags(request, wantedDigest, currentName) } };

  async function own(candidate: string): Promise<Snapshot | undefined> {
    const found = await snapshots.get(candidate);
    return found && isOwnedByResource(found.tags, request) ? found : undefined;
  }

  async function decide(memo: UpdateMemo, moment: Moment): Promise<Outcome> {
    if (isNothingCreated(currentName)) return decideFromNothing(memo, moment);
    const current = await own(currentName);
    if (!needsReplacement(current)) {
      const pause = wasToBeReplaced() ? await endReplacement(moment) : undefined;
      return pause ?? keep(memo, current);
    }
    if (!await isRollback()) return next();
    const replaced = current?.tags[OwnershipTag.REPLACES];
    if (replaced !== undefined && isNothingCreated(replaced)) return keepNothing(memo, replaced);
    const former = replaced === undefined ? undefined : await own(replaced);
    return keep(memo, former && former.tags[OwnershipTag.TRIGGER] === wantedDigest ? former : current);
  }

  /** The source was not there yet when the resource was created. */
  async function decideFromNothing(memo: UpdateMemo, moment: Moment): Promise<Outcome> {
    if (!asksForAnother()) return keepNothing(memo, currentName);
    if (!await isRollback()) return next();
    return await endReplacement(moment) ?? keepNothing(memo, currentName);
  }

  async function isRollback(): Promise<boolean> {
    return isRollingBack((await unlessUnknown(request.log, async () => stacks.stack(request.stackId)))?.status);
  }

  async function endReplacement(moment: Moment): Promise<Outcome | undefined> {
    return endCancelledReplacement({
      request,
      current: currentName,
      kind: 'snapshot',
      find: async () => unansweredSnapshots(request, services),
      remove: async (left) => snapshots.delete(left),
    }, moment);
  }

  function asksForAnother(): boolean {
    return !oldProperties || oldProperties.name !== properties.name || triggerDigest(oldProperties.source, oldProperties.trigger) !== wantedDigest;
  }

  function keepNothing(memo: UpdateMemo, id: string): Outcome {
    memo.keep = id;
    memo.attributes = attributesOfNothing();
    return finish();
  }

  function needsReplacement(current: Snapshot | undefined): boolean {
    if (properties.name !== undefined && properties.name !== currentName) return true;
    if (current) return current.tags[OwnershipTag.TRIGGER] !== wantedDigest;
    return oldProperties !== undefined && triggerDigest(oldProperties.source, oldProperties.trigger) !== wantedDigest;
  }

  /** The update that is taken back asked for another snapshot, and did not get to it. */
  function wasToBeReplaced(): boolean {
    if (!oldProperties) return false;
    return (oldProperties.name !== undefined && oldProperties.name !== currentName)
      || triggerDigest(oldProperties.source, oldProperties.trigger) !== wantedDigest;
  }

  async function keep(memo: UpdateMemo, kept: Snapshot | undefined): Promise<Outcome> {
    memo.keep = kept?.name ?? currentName;
    memo.attributes = kept ? attributesOf(kept) : attributesOfMissing(currentName);
    request.log({ decision: kept ? 'keep' : 'keep-the-name-of-a-missing-snapshot', snapshot: memo.keep });
    if (!kept) return finish();
    const changes = tagChanges(kept.tags, oldProperties?.tags ?? {}, tags);
    if (changes.remove.length > 0) await tagging.remove(kept.name, changes.remove);
    if (Object.keys(changes.set).length > 0) await tagging.set(kept.name, changes.set);
    return finish();
  }

  const steps: Array<Step<UpdateMemo>> = [
    { name: 'decide', run: decide },
    releaseSourceStep(request, taken, services, async (memo) => {
      if (isNothingCreated(currentName)) return keepNothing(memo, currentName);
      return keep(memo, await own(currentName));
    }),
    ...takeSteps({ request, snapshot, services, sourceGone: 'fail' }),
  ];
  return {
    subject: `the snapshot '${currentName}' of the ${KIND_TEXT[source.kind]} '${source.name}'`,
    memo: {},
    steps,
    // The failed answer names the current snapshot, so nothing will ask for the removal of the new one.
    onFailure: undoSteps(name, request, services),
    onCancelled: undoSteps(name, request, services),
    success: (memo) => ({ physicalId: memo.keep ?? name, attributes: { ...memo.attributes ?? attributesOfMissing(memo.keep ?? name) } }),
    failedCreationId: () => currentName,
  };
}
