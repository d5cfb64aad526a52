import type { StackState } from 'cdk-local-cloud/engine';
import type { SnapshotSpec, StackName, StackSpec } from './life';
import { SnapshotResourceType } from '../../src/snapshots/snapshot-contract';

export const SNAPSHOT_TYPES: Readonly<Record<SnapshotSpec['source'], string>> = {
  database: SnapshotResourceType.DATABASE, instance: SnapshotResourceType.INSTANCE, disk: SnapshotResourceType.DISK,
};

/** What must be in the account: what each stack describes, and what was left behind on purpose. */
export class AccountModel {
  /** By stack, as last deployed. */
  readonly specs = new Map<StackName, StackSpec>();
  /** Names of snapshots that were left behind on purpose. */
  readonly retained = new Set<string>();
  /** Disks that a final snapshot protects or protected. */
  readonly protectedDisks = new Set<string>();
  /** What deployments said of things that are to be deleted by hand: a snapshot that Lightsail went on making after the deadline. */
  readonly leftByHand: string[] = [];
  private snapshots = new Map<string, string>();

  /** What the stack's snapshots are, by stack and type. */
  snapshotsOf(stack: StackName): string[] {
    return [...this.snapshots].filter(([key]) => key.startsWith(`${stack}/`)).map(([, name]) => name);
  }

  /** A deployment went well: what it replaced or removed is retained if its policy says so. */
  deployed(stack: StackName, spec: StackSpec, state: StackState): void {
    this.replace(stack, spec, physicalIds(state));
    this.specs.set(stack, spec);
    if (spec.final) this.protectedDisks.add(spec.final.diskName);
  }

  deleted(stack: StackName): void {
    this.replace(stack, undefined, new Map());
    this.specs.delete(stack);
  }

  private replace(stack: StackName, spec: StackSpec | undefined, now: ReadonlyMap<string, string>): void {
    const old = this.specs.get(stack);
    for (const [source, type] of Object.entries(SNAPSHOT_TYPES)) {
      const key = `${stack}/${type}`;
      const before = this.snapshots.get(key);
      const find = (of: StackSpec | undefined) => of?.snapshots.find((snapshot) => snapshot.source === source);
      // The policy of the new template counts when it replaces, that of the old one when the resource is gone.
      const keeps = (find(spec) ?? find(old))?.keep ?? false;
      if (before !== undefined && now.get(type) !== before && keeps) this.retained.add(before);
      const is = find(spec) && now.get(type);
      if (is === undefined) this.snapshots.delete(key);
      else this.snapshots.set(key, is);
    }
  }
}

function physicalIds({ resources }: StackState): Map<string, string> {
  return new Map(Object.values(resources).map(({ type, physicalId }) => [type, physicalId ?? '']));
}
