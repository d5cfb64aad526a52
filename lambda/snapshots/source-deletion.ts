import type { Stacks } from '../aws/cloudformation';
import type { Templates } from '../aws/stack-templates';
import type { ResourceRequest } from '../cloudformation/resource-handler';

/** Whether the source of a final snapshot may be deleted, and why. */
export interface SourceDeletion {
  readonly type: 'delete' | 'keep';
  readonly because: string;
}

/**
 * Only positive evidence lets a source be deleted: the stack is being deleted, or the clean-up of an update has left the
 * source alone because it left the template or was replaced. That CloudFormation does not know the source is no evidence.
 */
export async function decideSourceDeletion(
  { stackId }: Pick<ResourceRequest<unknown>, 'stackId'>, source: { readonly name: string; readonly logicalId: string }, stacks: Stacks, templates: Templates,
): Promise<SourceDeletion> {
  const status = (await stacks.stack(stackId))?.status;
  if (status === 'DELETE_IN_PROGRESS') return { type: 'delete', because: 'the stack is being deleted' };
  if (status !== 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS') return { type: 'keep', because: `the stack is in ${status ?? 'no known state'}` };
  const found = await stacks.resource(stackId, source.logicalId);
  if (found?.physicalId !== undefined) {
    const isSource = isSameName(found.physicalId, source.name);
    if (isSource && found.status === 'DELETE_SKIPPED') return { type: 'delete', because: 'it left the template' };
    if (!isSource && LIVING.includes(found.status)) return { type: 'delete', because: `it was replaced by ${found.physicalId}` };
  }
  const ids = await templates.logicalIds(stackId);
  if (ids && !ids.includes(source.logicalId)) return { type: 'delete', because: 'it is no longer in the template' };
  return { type: 'keep', because: ids ? 'the template still has it' : 'the template cannot be read' };
}

const LIVING = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE'];

/** Whether Lightsail distinguishes names by case is not documented: a doubt keeps the source. */
function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
