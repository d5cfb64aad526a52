import { asResourceFailure } from '../errors';
import { checkExports } from '../exports';
import { deployedResources } from './deployed';
import { Forward, type Touch } from './forward';
import { currentGraph, type Doomed, failedToDelete, remove } from './removal';
import { failureReason, type Run } from './run';
import type { StackModel } from '../template/model';

/** Creates a stack, or takes everything back. `undefined`: a deletion took over. */
export async function createStack(run: Run, model: StackModel): Promise<'deployed' | 'failed' | undefined> {
  run.journal.stackIs('CREATE_IN_PROGRESS', 'User Initiated');
  const forward = new Forward(run, model);
  const failed = await forward.apply();
  if (run.cancelled) {
    await settle(forward.touched);
    return undefined;
  }
  const reason = failed.length > 0 ? `${failureReason('create', failed)}Rollback requested by user.` : finish(run, model);
  if (reason === undefined) {
    run.journal.stackIs('CREATE_COMPLETE');
    return 'deployed';
  }
  run.journal.stackIs('ROLLBACK_IN_PROGRESS', reason);
  await settle(forward.touched);
  const doomed: Doomed[] = Object.values(run.stack.resources)
    .map((resource) => ({ resource, retained: resource.deletionPolicy === 'Retain' && resource.physicalId !== undefined }));
  const left = await remove(run, doomed, currentGraph(run.stack.resources), 1);
  if (left.length === 0) run.journal.stackIs('ROLLBACK_COMPLETE');
  else run.journal.stackIs('ROLLBACK_FAILED', failureReason('delete', failedToDelete(left)));
  return 'failed';
}

/** Work that was given up may still be making something: awaited before it is taken back. */
export async function settle(touched: ReadonlyMap<string, Touch>): Promise<void> {
  await Promise.all([...touched.values()].map((touch) => touch.pending));
}

/** Sets the stack's outputs and imports. Returns why that cannot be. */
export function finish(run: Run, model: StackModel): string | undefined {
  const { account, stack } = run;
  try {
    // Assumed: other resources get a custom resource's `NoEcho` attributes as they are, outputs (and exports) masked.
    const outputs = model.outputs(deployedResources(stack, { maskSecrets: true }));
    checkExports(account, stack, outputs.flatMap(({ exportName }) => exportName ?? []), outputs);
    stack.outputs = outputs;
    stack.imports = [...model.imports];
    return undefined;
  } catch (error) {
    return asResourceFailure(error).message;
  }
}
