import type { SnapshotSourceKind } from '../../src/snapshots/snapshot-contract';
import type { Deployments } from '../cloudformation/unanswered-creations';
import type { Operations, OperationStatus } from '../lightsail/operations';
import type { Tags } from '../lightsail/ownership';
import type { Tagging } from '../lightsail/tagging';

/** A snapshot of any kind, as far as this code needs to know it. */
export interface Snapshot {
  readonly name: string;
  readonly arn: string;
  readonly state: string;
  readonly sizeInGb?: number;
  readonly createdAt?: Date;
  readonly sourceName?: string;
  readonly sourceArn?: string;
  /** What it was taken of, as each kind of source would be named: one of a system disk may name both its disk and its instance. */
  readonly sourceNames?: Readonly<Partial<Record<SnapshotSourceKind, string>>>;
  readonly engine?: string;
  readonly engineVersion?: string;
  readonly tags: Tags;
}

export interface SnapshotSource {
  readonly kind: SnapshotSourceKind;
  readonly name: string;
}

export interface NewSnapshot {
  readonly name: string;
  readonly source: SnapshotSource;
  readonly tags: Tags;
}

/** Lightsail's calls for the snapshots of one kind. Undefined is what is not there; everything else that fails throws. */
export interface SnapshotApi {
  /** The state of what a snapshot is taken of. */
  sourceState(source: SnapshotSource): Promise<string | undefined>;
  create(snapshot: NewSnapshot): Promise<OperationStatus[]>;
  get(name: string): Promise<Snapshot | undefined>;
  /** All pages. */
  list(): Promise<Snapshot[]>;
  delete(name: string): Promise<OperationStatus[]>;
}

/** What everything calls that takes and removes snapshots of a kind. */
export interface SnapshotTaking {
  readonly snapshots: SnapshotApi;
  readonly operations: Operations;
}

/** What the plans for CloudFormation's requests call. */
export interface SnapshotDependencies extends SnapshotTaking, Deployments {
  readonly tagging: Tagging;
}
