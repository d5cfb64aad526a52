import type { SnapshotSourceKind } from '../snapshots/snapshot-contract';

/**
 * What a schedule sends to the function, and what the function publishes. Free of the CDK.
 */

/** What a schedule has done. Names in events: renaming one breaks the rules of users. */
export const ScheduleAction = {
  START_DATABASE: 'start-database',
  STOP_DATABASE: 'stop-database',
  KEEP_DATABASE_STOPPED: 'keep-database-stopped',
  TAKE_SNAPSHOT: 'take-snapshot',
  REPORT_SNAPSHOT_AGE: 'report-snapshot-age',
} as const;
export type ScheduleAction = typeof ScheduleAction[keyof typeof ScheduleAction];

/** The target's input, with the Scheduler's context attributes put in. */
export interface ScheduleEvent {
  readonly CdkLightsailSchedule: ScheduleRequest;
}

export interface ScheduleRequest {
  readonly Action: ScheduleAction;
  readonly StackId: string;
  readonly StackName: string;
  /** The logical id of the schedule: it owns the snapshots, and identifies the results. */
  readonly LogicalId: string;
  readonly ScheduleArn: string;
  /** ISO 8601, UTC. With the ARN it names the request: the same however often it is delivered. */
  readonly ScheduledTime: string;
  /**
   * ISO 8601, UTC: runs before `Start`, and from `End` on, are left out without a result. Not in the schedule itself: EventBridge
   * Scheduler rejects a start date that is more than five minutes ago, in an update or a roll-back a year later, too.
   */
  readonly Start?: string;
  readonly End?: string;
  /** The minutes of a rate that counts from `Start`: the Scheduler calls at least as often, and what is in between is left out. */
  readonly RateMinutes?: number;
  /** A request that is older is not carried out any more. */
  readonly MaxAgeSeconds: number;
  /** How long it may take. */
  readonly TimeoutSeconds: number;
  /** Change calendars, by name or ARN: one that is closed stops everything. */
  readonly Calendars: readonly string[];
  readonly Targets: readonly ScheduleTarget[];
  /** What carries these tags as well, looked up when it runs. */
  readonly TargetTags: readonly ScheduleTargetTags[];
  /** Only for stops. */
  readonly KeepStopped?: boolean;
  /** Only for stops. */
  readonly SnapshotBeforeStop?: boolean;
  /** For what takes snapshots. */
  readonly Retention?: RetentionPolicy;
  readonly SnapshotTags?: Readonly<Record<string, string>>;
  readonly CopyTo?: readonly string[];
  readonly WhenUnavailable?: 'wait' | 'skip';
}

export interface ScheduleTarget {
  readonly Kind: SnapshotSourceKind;
  readonly Name: string;
}

export interface ScheduleTargetTags {
  readonly Kind: 'database' | 'instance' | 'disk';
  readonly Tags: Readonly<Record<string, string>>;
}

export type RetentionPolicy =
  | { readonly Type: 'count'; readonly Count: number }
  | { readonly Type: 'age'; readonly Seconds: number }
  | { readonly Type: 'tiered'; readonly Daily: number; readonly Weekly: number; readonly Monthly: number; readonly TimeZone: string };

/** The source of the events on the default bus. */
export const RESULT_SOURCE = 'cdk-lightsail';

/** Their detail types. */
export const ResultDetailType = {
  succeeded: 'Lightsail Schedule Succeeded',
  failed: 'Lightsail Schedule Failed',
  skipped: 'Lightsail Schedule Skipped',
} as const;

/** The detail of a result event: one for each target of each run. */
export interface ScheduleResult {
  readonly action: ScheduleAction;
  readonly result: keyof typeof ResultDetailType;
  /** ARN of the stack, logical id and ARN of the schedule. */
  readonly stack: string;
  readonly stackName: string;
  readonly schedule: string;
  readonly scheduleArn: string;
  /** Absent if the run came to no target at all. */
  readonly target?: { readonly kind: SnapshotSourceKind; readonly name: string };
  /** ISO 8601, UTC. */
  readonly scheduledTime: string;
  readonly endedTime: string;
  /** From the scheduled time to the end. */
  readonly durationSeconds: number;
  /** False: it was as wanted already, and nothing was done. */
  readonly changed: boolean;
  /** Why it failed or was skipped. */
  readonly reason?: string;
  /** The snapshot that was taken. */
  readonly snapshot?: string;
  /** Its copies in other regions. */
  readonly copies?: ReadonlyArray<{ readonly region: string; readonly snapshot: string }>;
  /** The snapshots that were pruned: the first hundred. Those in other regions are not listed. */
  readonly pruned?: readonly string[];
  /** How many were pruned. */
  readonly prunedCount?: number;
}

/** The namespace of the CloudWatch metrics. */
export const METRIC_NAMESPACE = 'cdk-lightsail';

export const ScheduleMetricName = {
  SUCCEEDED: 'Succeeded',
  FAILED: 'Failed',
  SKIPPED: 'Skipped',
  /** Seconds. */
  DURATION: 'Duration',
  /** Seconds. */
  AGE: 'NewestSnapshotAge',
} as const;

export const MetricDimension = { STACK: 'Stack', SCHEDULE: 'Schedule' } as const;

/** Tags of databases that the schedules read and write. */
export const DatabaseTag = {
  /** Set by a stop schedule with `keepStopped`, removed by a start: since when the database is to be stopped. */
  KEEP_STOPPED: 'cdk-lightsail:keep-stopped',
  /** Set by people: no schedule touches the database until then. A date (its beginning, UTC) or a time, ISO 8601. */
  HOLD_UNTIL: 'cdk-lightsail:hold-until',
} as const;
