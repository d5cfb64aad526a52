import type { SnapshotSourceKind } from '../../src/snapshots/snapshot-contract';

/** Instances and databases: `available`; disks: `completed`. */
export function isUsable(state: string): boolean {
  return state === 'available' || state === 'completed';
}

export function hasFailed(state: string): boolean {
  return state === 'error' || state === 'failed';
}

/** What a snapshot in this state is to those who wait for it. The states are not a closed list. */
export function conditionOf(state: string): 'ready' | 'working' | 'failed' {
  if (isUsable(state)) return 'ready';
  return hasFailed(state) ? 'failed' : 'working';
}

/** A snapshot can't be deleted while it is being made. The states are not a closed list; these are the known ones. */
export function isBeingMade(state: string): boolean {
  return ['pending', 'creating', 'copying', 'in-progress', 'modifying', 'backing-up'].includes(state);
}

const SETTLING = ['pending', 'creating', 'starting', 'stopping', 'rebooting', 'setting-up', 'shutting-down'];

/**
 * Whether a snapshot of a source in this state can be asked for. Databases must be `available`; instances and disks only
 * settled: running or stopped, attached or not.
 */
export function isReadyForSnapshot(kind: SnapshotSourceKind, state: string): boolean {
  return kind === 'database' ? state === 'available' : !SETTLING.includes(state);
}

export const KIND_TEXT: Readonly<Record<SnapshotSourceKind, string>> = {
  'database': 'database',
  'instance': 'instance',
  'disk': 'disk',
  'system-disk': 'instance',
};
