import { createHash } from 'node:crypto';
import type { SnapshotSource } from './snapshot-api';
import type { Owner } from '../lightsail/ownership';

/** What every kind of snapshot may have: those of databases may be one longer. */
const MAX_NAME_LENGTH = 254;

/** The name of a snapshot whose user gave none: the same for the same request, so that a repeated one meets its own. */
export function generatedName(source: SnapshotSource, owner: Owner, infix = ''): string {
  const suffix = `${infix}-${digest([owner.stackId, owner.logicalId, owner.requestId], 10)}`;
  return source.name.slice(0, MAX_NAME_LENGTH - suffix.length) + suffix;
}

/** What a snapshot was taken of and for: if it changes, a new one is due. */
export function triggerDigest(source: SnapshotSource, trigger: string | undefined): string {
  return digest([source.kind, source.name, trigger ?? null], 16);
}

function digest(values: ReadonlyArray<string | null>, length: number): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, length);
}
