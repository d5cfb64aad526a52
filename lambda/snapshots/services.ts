import type { SnapshotApi } from './snapshot-api';
import type { Deployments } from '../cloudformation/unanswered-creations';
import type { Operations } from '../lightsail/operations';
import type { Tagging } from '../lightsail/tagging';

/** What everything calls that takes and removes snapshots of a kind. */
export interface SnapshotTaking {
  readonly snapshots: SnapshotApi;
  readonly operations: Operations;
}

/** What the plans for CloudFormation's requests call. */
export interface SnapshotServices extends SnapshotTaking, Deployments {
  readonly tagging: Tagging;
}
