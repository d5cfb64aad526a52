import type { ResourceState } from '../state';
import { Backward } from './backward';
import { finish, settle } from './create';
import { Forward, type Touch } from './forward';
import { currentGraph, type Doomed, remove } from './removal';
import { failureReason, type Run } from './run';
import type { Dependencies } from '../template/graph';
import type { StackModel } from '../template/model';

/** How often the cleanup tries to delete a resource. What is left then is orphaned; the stack does not fail by it. */
const CLEANUP_ATTEMPTS = 3;

/**
 * Updates a stack, or brings it back to what it was. `committed` is called once it is certain that the update stays: from
 * then on the stack is described by its new template. Assumed of GetTemplate, whose documentation does not say.
 */
export async function updateStack(run: Run, old: StackModel, wanted: StackModel, committed: () => void): Promise<'deployed' | 'failed'> {
  run.journal.stackIs('UPDATE_IN_PROGRESS', 'User Initiated');
  const graphBefore = currentGraph(run.stack.resources);
  const forward = new Forward(run, wanted, run.stack.interrupted = []);
  const failed = await forward.apply();
  const reason = run.cancelled ? 'User Initiated' : failed.length > 0 ? updateFailure(forward.touched, failed) : finish(run, wanted);
  if (reason !== undefined) {
    await rollBack(run, old, wanted, forward, reason);
    return 'failed';
  }
  committed();
  run.journal.stackIs('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  await cleanUp(run, wanted, forward.touched, graphBefore);
  delete run.stack.interrupted;
  run.journal.stackIs('UPDATE_COMPLETE');
  return 'deployed';
}

function updateFailure(touched: ReadonlyMap<string, Touch>, failed: readonly string[]): string {
  const isNew = (logicalId: string) => touched.get(logicalId)?.attempt === 'create';
  const created = failed.filter(isNew);
  const updated = failed.filter((logicalId) => !isNew(logicalId));
  return (created.length > 0 ? failureReason('create', created) : '') + (updated.length > 0 ? failureReason('update', updated) : '');
}

/** Deletes what the new template lacks, and what was replaced. */
async function cleanUp(run: Run, wanted: StackModel, touched: ReadonlyMap<string, Touch>, graph: ReturnType<typeof currentGraph>): Promise<void> {
  const { resources } = run.stack;
  const removed = Object.values(resources).filter(({ logicalId }) => !wanted.resources.has(logicalId));
  const doomed: Doomed[] = removed.map((resource) => ({ resource, retained: retainedOnDelete(resource) }));
  for (const [logicalId, { before }] of touched) {
    const current = resources[logicalId];
    if (!before || current?.physicalId === before.physicalId) continue;
    // The policy of the new template decides: it may be what the update is about.
    doomed.push({ resource: structuredClone(before), retained: current?.updateReplacePolicy === 'Retain' });
  }
  await remove(run, doomed, graph, CLEANUP_ATTEMPTS);
  for (const { logicalId } of removed) delete resources[logicalId];
}

async function rollBack(run: Run, old: StackModel, wanted: StackModel, forward: Forward, reason: string): Promise<void> {
  run.journal.stackIs('UPDATE_ROLLBACK_IN_PROGRESS', reason);
  await takeBack(run, old, forward.touched, wanted.dependencies);
}

/** A rollback that failed, once more. What is skipped counts as taken back. */
export async function continueRollback(run: Run, old: StackModel, skip: readonly string[]): Promise<'deployed' | 'failed'> {
  const { stack, journal } = run;
  journal.stackIs('UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated');
  const touched = new Map((stack.interrupted ?? []).map(({ logicalId, ...touch }): [string, Touch] => [logicalId, touch]));
  // All of them are found again from what was touched.
  stack.leftovers = [];
  for (const logicalId of skip) {
    const resource = stack.resources[logicalId];
    if (resource) journal.resourceIs(resource, 'UPDATE_COMPLETE', 'Resource was skipped during rollback');
  }
  return await takeBack(run, old, touched, currentGraph(stack.resources), skip) ? 'deployed' : 'failed';
}

/** Returns whether everything is as it was. */
async function takeBack(
  run: Run, old: StackModel, touched: ReadonlyMap<string, Touch>, graph: Dependencies, skip: readonly string[] = [],
): Promise<boolean> {
  const { stack, journal } = run;
  const failed = await new Backward(run, old, touched, skip).apply();
  await settle(touched);
  const doomed = superfluous(run, touched);
  if (failed.length > 0) {
    stack.leftovers.push(...doomed.filter(({ retained, resource }) => !retained && stack.resources[resource.logicalId] !== resource)
      .map(({ resource }) => resource));
    stack.interrupted = [...touched].map(([logicalId, { attempt, before, made, asked }]) => ({
      logicalId, attempt, ...before && { before: structuredClone(before) }, made: structuredClone(made), asked,
    }));
    journal.stackIs('UPDATE_ROLLBACK_FAILED', failureReason('update', failed));
    return false;
  }
  journal.stackIs('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  await remove(run, doomed, graph, CLEANUP_ATTEMPTS);
  for (const [logicalId, { attempt }] of touched) if (attempt === 'create') delete stack.resources[logicalId];
  delete stack.interrupted;
  journal.stackIs('UPDATE_ROLLBACK_COMPLETE');
  return true;
}

/** New resources, and the physical ids that came up on the way and are not current any more. */
function superfluous(run: Run, touched: ReadonlyMap<string, Touch>): Doomed[] {
  return [...touched].flatMap(([logicalId, touch]): Doomed[] => {
    const current = run.stack.resources[logicalId];
    if (!current) return [];
    if (touch.attempt === 'create') return [{ resource: current, retained: current.deletionPolicy === 'Retain' && current.physicalId !== undefined }];
    const others = new Map<string, Doomed>();
    // Assumed: UpdateReplacePolicy protects what existed before the update, not what a failed update made.
    for (const resource of touch.made) {
      if (resource.physicalId !== undefined) others.set(resource.physicalId, { resource: structuredClone(resource), retained: false });
    }
    const { before } = touch;
    if (before?.physicalId !== undefined) {
      others.set(before.physicalId, { resource: structuredClone(before), retained: before.updateReplacePolicy === 'Retain' });
    }
    if (current.physicalId !== undefined) others.delete(current.physicalId);
    return [...others.values()];
  });
}

export function retainedOnDelete(resource: ResourceState): boolean {
  return resource.physicalId !== undefined && (resource.deletionPolicy === 'Retain' || resource.deletionPolicy === 'RetainExceptOnCreate');
}
