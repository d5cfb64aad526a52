import type { Databases } from './databases';
import type { Operations } from '../lightsail/operations';
import type { Tagging } from '../lightsail/tagging';
import type { SnapshotTaking } from '../snapshots/services';

/** What the plans for databases call. */
export interface DatabaseServices {
  readonly databases: Databases;
  readonly operations: Operations;
  readonly tagging: Tagging;
  /** For snapshots of databases. */
  readonly snapshots: SnapshotTaking;
}
