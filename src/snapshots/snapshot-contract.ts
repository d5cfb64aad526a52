/**
 * What a snapshot construct sends to the function. Free of the CDK. Scalars arrive as strings: CloudFormation makes them so.
 */
export const SnapshotResourceType = {
  DATABASE: 'Custom::LightsailDatabaseSnapshot',
  INSTANCE: 'Custom::LightsailInstanceSnapshot',
  DISK: 'Custom::LightsailDiskSnapshot',
  FINAL: 'Custom::LightsailFinalSnapshot',
} as const;

/**
 * On a source that a final snapshot protects: the ARN of its stack. A policy lets the function delete only what carries it.
 * CloudFormation removes it with the final snapshot, so a source that stays in the template cannot be deleted.
 */
export const FINAL_SNAPSHOT_TAG = 'cdk-lightsail:final-snapshot';

/** What a snapshot is taken of. `system-disk` is the boot disk of the instance of that name. */
export type SnapshotSourceKind = 'database' | 'instance' | 'disk' | 'system-disk';

/** Properties of the custom resources, as the template holds them. */
export interface SnapshotProperties {
  readonly SourceKind: SnapshotSourceKind;
  readonly SourceName: string;
  /**
   * The logical id of the source, if the same template makes it and it depends on this resource: CloudFormation touches
   * the source only after this resource when it creates or updates, and before it when it deletes.
   */
  readonly SourceLogicalId?: string;
  /** Final snapshots only. `true`: CloudFormation retains the source, and the function deletes it after the snapshot. */
  readonly DeleteSource?: boolean | string;
  /** Absent: the function makes a name. Never together with `Trigger`. Not for final snapshots. */
  readonly SnapshotName?: string;
  /** A new value takes a new snapshot. Not for final snapshots. */
  readonly Trigger?: string;
  readonly Tags?: ReadonlyArray<{ readonly Key: string; readonly Value: string }>;
  /** How long the whole request may take. */
  readonly TimeoutSeconds: number | string;
}

/** Attributes that `Fn::GetAtt` gives; an absent one is `''`. */
export interface SnapshotAttributes {
  readonly SnapshotName: string;
  readonly SnapshotArn: string;
  readonly State: string;
  readonly SizeInGb: string;
  /** ISO 8601, UTC. */
  readonly CreatedAt: string;
  readonly SourceName: string;
  readonly SourceArn: string;
  /** Databases only. */
  readonly Engine: string;
  /** Databases only. */
  readonly EngineVersion: string;
}
