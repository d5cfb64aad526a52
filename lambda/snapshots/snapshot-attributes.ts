import type { Snapshot } from './snapshot-api';
import type { SnapshotAttributes } from '../../src/snapshots/snapshot-contract';

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
