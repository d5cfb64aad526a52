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
  /**
   * What the source is. `system-disk` is the boot disk of the instance of that name.
   * @change replaced: a new snapshot is taken
   */
  readonly SourceKind?: SnapshotSourceKind;
  /**
   * The name of the source.
   * @change replaced: a new snapshot is taken
   */
  readonly SourceName: string;
  /**
   * The logical id of the source, if the same template makes it and it depends on this resource (`DependsOn`): CloudFormation
   * then touches the source only after this resource when it creates or updates, and before it when it deletes.
   * @default the source exists before this resource
   * @change nothing
   */
  readonly SourceLogicalId?: string;
  /**
   * Whether the function deletes the source after the snapshot. CloudFormation must retain the source (`DeletionPolicy` and
   * `UpdateReplacePolicy`: `Retain` or `RetainExceptOnCreate`), it must depend on this resource, carry the tag
   * `cdk-lightsail:final-snapshot` with the stack's id as its value, and be named in `SourceLogicalId`. The function needs the
   * permissions of the family `FINAL_SNAPSHOTS`.
   * @default false
   * @change in place
   */
  readonly DeleteSource?: boolean | string;
  /**
   * The snapshot's name. Never together with `Trigger`.
   * @default the source's name and a generated suffix
   * @change replaced: a new snapshot is taken
   */
  readonly SnapshotName?: string;
  /**
   * A new value takes a new snapshot.
   * @default one snapshot is taken
   * @change replaced: a new snapshot is taken
   */
  readonly Trigger?: string;
  /**
   * Tags, besides those by which the library recognizes what it owns: at most 45.
   * @change in place
   */
  readonly Tags?: ReadonlyArray<{ readonly Key: string; readonly Value: string }>;
  /**
   * How long a request may take, in seconds.
   * @minimum 1
   * @maximum 3300
   * @default 2700
   * @change nothing
   */
  readonly TimeoutSeconds?: number | string;
}

/** Attributes that `Fn::GetAtt` gives; an absent one is `''`. */
export interface SnapshotAttributes {
  /** The snapshot's name. */
  readonly SnapshotName: string;
  /** The snapshot's ARN. */
  readonly SnapshotArn: string;
  /** When the deployment ended: `available`, or `completed` for disks. */
  readonly State: string;
  /** The size in gigabytes. */
  readonly SizeInGb: string;
  /** When Lightsail created it: ISO 8601, UTC. */
  readonly CreatedAt: string;
  /** The source's name. */
  readonly SourceName: string;
  /** The source's ARN. */
  readonly SourceArn: string;
  /** The database's engine; empty for instances and disks. */
  readonly Engine: string;
  /** The engine's version; empty for instances and disks. */
  readonly EngineVersion: string;
}
