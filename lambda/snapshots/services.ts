import type { SnapshotApi } from './snapshot-api';
import type { Stacks } from '../aws/cloudformation';
import type { Operations } from '../lightsail/operations';
import type { Tagging } from '../lightsail/tagging';

/** What the plans of a kind of snapshots call. */
export interface SnapshotServices {
  readonly snapshots: SnapshotApi;
  readonly operations: Operations;
  readonly tagging: Tagging;
  readonly stacks: Stacks;
}
