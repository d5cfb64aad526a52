import type { Snapshot } from './snapshot-api';
import type { SnapshotAttributes } from '../../src/snapshots/snapshot-contract';
import { nothingCreated } from '../cloudformation/physical-id';
import type { ResourceRequest, Success } from '../cloudformation/resource-handler';

/** What `Fn::GetAtt` gives. CloudFormation has no word for an absent attribute: it is `''`. */
export function attributesOf(snapshot: Snapshot): SnapshotAttributes {
  return {
    SnapshotName: snapshot.name,
    SnapshotArn: snapshot.arn,
    State: snapshot.state,
    SizeInGb: snapshot.sizeInGb === undefined ? '' : String(snapshot.sizeInGb),
    CreatedAt: snapshot.createdAt?.toISOString() ?? '',
    SourceName: snapshot.sourceName ?? '',
    SourceArn: snapshot.sourceArn ?? '',
    Engine: snapshot.engine ?? '',
    EngineVersion: snapshot.engineVersion ?? '',
  };
}

/** The attributes of a snapshot that somebody deleted behind the stack's back. */
export function attributesOfMissing(name: string): SnapshotAttributes {
  return attributesOf({ name, arn: '', state: '', tags: {} });
}

/** The answer of a snapshot whose source is still to be made: an id that names nothing, and that its Delete leaves at that. */
export function nothingTaken({ requestId }: Pick<ResourceRequest<unknown>, 'requestId'>): Success {
  return { physicalId: nothingCreated(requestId), attributes: { ...attributesOfNothing() } };
}

export function attributesOfNothing(): SnapshotAttributes {
  return attributesOfMissing('');
}
