import { attributesOfMissing } from './snapshot-attributes';
import type { SnapshotAttributes } from '../../src/snapshots/snapshot-contract';
import { nothingCreated } from '../cloudformation/physical-id';
import type { ResourceRequest, Success } from '../cloudformation/resource-handler';

/** The answer of a snapshot whose source is still to be made: an id that names nothing, and that its Delete leaves at that. */
export function nothingTaken({ requestId }: Pick<ResourceRequest<unknown>, 'requestId'>): Success {
  return { physicalId: nothingCreated(requestId), attributes: { ...attributesOfNothing() } };
}

export function attributesOfNothing(): SnapshotAttributes {
  return attributesOfMissing('');
}
