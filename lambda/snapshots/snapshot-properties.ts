import type { SnapshotSource } from './snapshot-api';
import type { SnapshotSourceKind } from '../../src/snapshots/snapshot-contract';
import type { Properties } from '../cloudformation/properties';
import { RequestError } from '../engine/plan';
import type { Tags } from '../lightsail/ownership';

/** The properties of a snapshot, decoded. */
export interface SnapshotRequestProperties {
  readonly source: SnapshotSource;
  /** Of a source that comes after the snapshot, and is made by the same template. */
  readonly sourceLogicalId?: string;
  /** Absent: the function makes a name. */
  readonly name?: string;
  readonly trigger?: string;
  readonly tags: Tags;
  readonly timeoutSeconds: number;
}

/** Lightsail's own rules for names, with their ends anchored: a pattern that is not would let anything pass. */
const DATABASE_SNAPSHOT_NAME = { pattern: /^[a-zA-Z0-9][a-zA-Z0-9-]{0,253}[a-zA-Z0-9]$/, expected: '2 to 255 letters, digits and hyphens' };
const SNAPSHOT_NAME = { pattern: /^[a-zA-Z0-9][\w.-]{0,252}[a-zA-Z0-9]$/, expected: '2 to 254 letters, digits, dots, hyphens and underscores' };

export function decodeSnapshot(properties: Properties, kinds: readonly SnapshotSourceKind[]): SnapshotRequestProperties {
  const name = properties.optionalText('SnapshotName');
  const trigger = properties.optionalText('Trigger');
  const kind = properties.choice('SourceKind', kinds, kinds[0]);
  const { pattern, expected } = kind === 'database' ? DATABASE_SNAPSHOT_NAME : SNAPSHOT_NAME;
  if (name !== undefined && !pattern.test(name)) {
    throw new RequestError(`The property SnapshotName: got ${JSON.stringify(name.slice(0, 300))}, expected ${expected}, with a letter or digit at either end. `
      + 'Correct the name and deploy again.');
  }
  if (name !== undefined && trigger !== undefined) {
    throw new RequestError('Got both SnapshotName and Trigger, expected one of them: a new trigger takes a new snapshot, which cannot have the name of the '
      + 'one before. Leave one out and deploy again.');
  }
  return { ...decodeFinalSnapshot(properties, kind), name, trigger };
}

/** A final snapshot has neither a name nor a trigger. */
export function decodeFinalSnapshot(properties: Properties, kind: SnapshotSourceKind): SnapshotRequestProperties {
  return {
    source: { kind, name: properties.text('SourceName') },
    sourceLogicalId: properties.optionalText('SourceLogicalId'),
    tags: properties.tags('Tags'),
    timeoutSeconds: properties.timeoutSeconds(2700),
  };
}
