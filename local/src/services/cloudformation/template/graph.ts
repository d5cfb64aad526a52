import { validationError } from '../errors';

/** Each node, with what has to be there before it. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

/** Refuses a graph that has a circle in it, and names the nodes of the circles. */
export function refuseCycles(graph: Dependencies): void {
  const left = new Map(graph);
  for (let found = true; found;) {
    found = false;
    for (const [node, needs] of left) {
      if (needs.some((need) => left.has(need))) continue;
      left.delete(node);
      found = true;
    }
  }
  // What only depends on a circle is not part of it: strip from the other end, too.
  for (let found = true; found;) {
    found = false;
    for (const node of left.keys()) {
      if ([...left.values()].some((needs) => needs.includes(node))) continue;
      left.delete(node);
      found = true;
    }
  }
  if (left.size > 0) throw validationError(`Circular dependency between resources: [${[...left.keys()].join(', ')}]`);
}

/** Everything that a node needs, directly or through others. */
export function reachable(graph: Dependencies, start: string): Set<string> {
  const seen = new Set<string>();
  const queue = [...(graph.get(start) ?? [])];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    queue.push(...(graph.get(node) ?? []));
  }
  return seen;
}
