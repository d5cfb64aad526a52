import { currentGraph, type Doomed, failedToDelete, remove } from './removal';
import { failureReason, type Run } from './run';
import { retainedOnDelete } from './update';

const GONE = ['DELETE_COMPLETE', 'DELETE_SKIPPED'];

/** Deletes a stack's resources. What could not be deleted stays, and the stack with it: it can be deleted again. */
export async function deleteStack(run: Run): Promise<'deleted' | 'failed'> {
  const { stack, journal, account } = run;
  const resources = Object.values(stack.resources).filter(({ status }) => !GONE.includes(status));
  const doomed: Doomed[] = resources.map((resource) => ({
    resource, retained: retainedOnDelete(resource) || (run.retain ?? []).includes(resource.logicalId),
  }));
  const leftovers: Doomed[] = stack.leftovers.map((resource) => ({ resource, retained: false }));
  const left = await remove(run, [...doomed, ...leftovers], currentGraph(stack.resources), 1);
  stack.leftovers = leftovers.filter((item) => left.includes(item)).map(({ resource }) => resource);
  if (left.length > 0) {
    journal.stackIs('DELETE_FAILED', failureReason('delete', failedToDelete(left)));
    return 'failed';
  }
  stack.deletedAt = account.clock.now();
  journal.stackIs('DELETE_COMPLETE');
  return 'deleted';
}
