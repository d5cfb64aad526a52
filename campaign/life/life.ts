import type { InjectedFault } from './faults';

export type StackName = 'Shop' | 'Blog';

/** A snapshot of something that no stack made. */
export interface SnapshotSpec {
  readonly source: 'database' | 'instance' | 'disk';
  /** Absent: the snapshot has a name of its own. */
  readonly trigger?: string;
  readonly snapshotName?: string;
  readonly tag?: string;
  /** It stays when it leaves the stack. */
  readonly keep: boolean;
}

export interface AlarmSpec {
  /** Absent: a generated name. */
  readonly alarmName?: string;
  readonly threshold: number;
  readonly tag: string;
  readonly notify: boolean;
  /** There is an alarm of that name already, made by hand: the stack takes it over. */
  readonly adopt?: boolean;
}

export interface DistributionSpec {
  readonly web: 'web-1' | 'web-2';
  readonly bundle: 'small' | 'medium';
  readonly ttl?: number;
  readonly root?: string;
  readonly enabled: boolean;
  readonly tag?: string;
  readonly reset?: string;
}

export interface FinalSpec {
  /** The name of the stack's own disk; another one replaces it. */
  readonly diskName: string;
  readonly tag?: string;
}

export interface ScheduleSpec {
  readonly source: 'database' | 'instance';
  readonly keep: number;
  readonly copy: boolean;
  readonly enabled: boolean;
}

export interface DatabaseHoursSpec {
  readonly stopHour: number;
  readonly startHour: number;
}

export interface ExportSpec {
  readonly interval: 5 | 15;
}

/** What the template of a stack has. Plain data: the same text, the same template. */
export interface StackSpec {
  readonly snapshots: readonly SnapshotSpec[];
  readonly alarm?: AlarmSpec;
  readonly email?: string;
  readonly distribution?: DistributionSpec;
  readonly final?: FinalSpec;
  readonly schedule?: ScheduleSpec;
  readonly hours?: DatabaseHoursSpec;
  readonly export?: ExportSpec;
  /** Minutes that a request may take: a change is an update that has nothing to do. */
  readonly timeout: number;
}

/** One thing that happens. */
export interface Act {
  /** The stacks that are deployed at the same moment; `undefined`: deleted. Empty: time passes. */
  readonly changes: Partial<Record<StackName, StackSpec | null>>;
  readonly faults: readonly InjectedFault[];
  /** The last resource of each stack fails: everything is rolled back. */
  readonly fails: boolean;
  /** Seconds after which somebody cancels the updates. */
  readonly cancelAfter?: number;
  /** Seconds after which each asynchronous event comes a second time. */
  readonly repeatAfter?: number;
  /** Seconds until the next act begins. */
  readonly pause: number;
}

/** A whole life of an account. */
export interface Life {
  readonly acts: readonly Act[];
  /** A provider that both stacks share; else each has its own. */
  readonly shared: boolean;
  /** How long IAM takes to know a change. Seconds. */
  readonly permissionDelay: number;
  /** By how much the functions' clocks are ahead. Milliseconds. */
  readonly clockSkew: number;
  /** Functions run in processes. */
  readonly processes: boolean;
}

export const REGION = 'eu-central-1';
/** Where distributions are. */
export const HOME_REGION = 'us-east-1';
/** Where schedules copy to. */
export const COPY_REGION = 'eu-west-1';
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const BEGINNING = Date.UTC(2026, 0, 1);

/** What no stack made, and stacks take snapshots of, watch and serve. */
export const SOURCES = { database: 'db', instance: 'web-1', disk: 'data', web: 'web-2' } as const;
