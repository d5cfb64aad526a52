import type { ResourceFailure } from '../errors';

export interface WalkOptions {
  /** What must be done before a node is. Names that are not among the nodes are taken as done. */
  readonly needs: (node: string) => Iterable<string>;
  /** Does one node's work; a failure that it returns keeps the nodes that need this one from being visited. */
  readonly visit: (node: string) => Promise<ResourceFailure | undefined>;
  /** No further node is begun when this holds. */
  readonly stopped?: () => boolean;
}

/** Visits all nodes, each as soon as what it needs is done. Returns the nodes that failed. */
export async function walk(nodes: Iterable<string>, options: WalkOptions): Promise<string[]> {
  const all = new Set(nodes);
  const visits = new Map<string, Promise<boolean>>();
  const failed: string[] = [];
  const begin = (node: string): Promise<boolean> => {
    const known = visits.get(node);
    if (known) return known;
    const visit = proceed(node, [...options.needs(node)].filter((need) => all.has(need)));
    visits.set(node, visit);
    return visit;
  };
  const proceed = async (node: string, needs: readonly string[]): Promise<boolean> => {
    const done = await Promise.all(needs.map(begin));
    if (done.includes(false) || options.stopped?.()) return false;
    const failure = await options.visit(node);
    if (failure) failed.push(node);
    return !failure;
  };
  await Promise.all([...all].map(begin));
  return failed;
}
