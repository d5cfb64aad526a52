import { asResourceFailure } from '../errors';
import type { ResourceState } from '../state';
import type { Run } from './run';
import { walk } from './walk';
import { type Dependencies, reachable } from '../template/graph';

/** Something that is to be deleted, or to be left alone for good. */
export interface Doomed {
  readonly resource: ResourceState;
  /** It stays where it is, and the stack forgets it. */
  readonly retained: boolean;
}

/**
 * Deletes resources, whatever depends on another one first. What fails is tried again, up to `attempts` times in all;
 * what it needs is left alone meanwhile. Returns what could not be deleted.
 */
export async function remove(run: Run, doomed: readonly Doomed[], graph: Dependencies, attempts: number): Promise<Doomed[]> {
  const nodes = new Map(doomed.map((item, index) => [String(index), item]));
  const needs = new Map([...nodes.keys()].map((node) => [node, new Set<string>()]));
  for (const [node, { resource }] of nodes) {
    const below = reachable(graph, resource.logicalId);
    for (const [other, item] of nodes) if (below.has(item.resource.logicalId)) needs.get(other)?.add(node);
  }
  const done = new Set<string>();
  for (let attempt = 1; attempt <= attempts && done.size < nodes.size; attempt++) {
    await walk([...nodes.keys()].filter((node) => !done.has(node)), {
      needs: (node) => needs.get(node) ?? [],
      visit: async (node) => {
        const item = nodes.get(node);
        const failure = item && await removeOne(run, item);
        if (!failure) done.add(node);
        // Assumed: a cleanup that has given a resource up goes on with the rest, or that would be orphaned untried.
        return attempts > 1 && attempt === attempts ? undefined : failure;
      },
    });
  }
  return [...nodes].flatMap(([node, item]) => done.has(node) ? [] : [item]);
}

/** The logical ids of what was tried and failed: what had to wait for it was not tried, and is not named. */
export function failedToDelete(left: readonly Doomed[]): string[] {
  return left.filter(({ resource }) => resource.status === 'DELETE_FAILED').map(({ resource }) => resource.logicalId);
}

async function removeOne(run: Run, { resource, retained }: Doomed) {
  const { journal, provisioner, stack } = run;
  if (retained) {
    journal.resourceIs(resource, 'DELETE_SKIPPED');
    return undefined;
  }
  if (resource.physicalId !== undefined) {
    journal.resourceIs(resource, 'DELETE_IN_PROGRESS');
    try {
      await provisioner.delete({ stack, logicalId: resource.logicalId, type: resource.type }, resource.physicalId, resource.properties);
    } catch (error) {
      const failure = asResourceFailure(error);
      journal.resourceIs(resource, 'DELETE_FAILED', failure.message);
      return failure;
    }
  }
  journal.resourceIs(resource, 'DELETE_COMPLETE');
  return undefined;
}

/** The dependencies among the resources that a stack has at this moment. */
export function currentGraph(resources: Readonly<Record<string, ResourceState>>): Dependencies {
  return new Map(Object.values(resources).map((resource) => [resource.logicalId, resource.dependsOn]));
}
