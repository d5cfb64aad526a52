import type { Point } from './alarms/metric-series';
import type { Message } from './alarms/notifications';
import type { Account } from '../../core/account';
import type { JsonObject } from '../../core/json';

/** Lightsail's section of the account's state: a part for each Region. */
export interface LightsailState {
  regions: Record<string, RegionState>;
  /** Makes ids different from each other, and the same in every run. */
  nextId: number;
}

export interface RegionState {
  /** By name: all types share one namespace. */
  resources: Record<string, StoredResource>;
  /** The newest of them, in their order. */
  operations: StoredOperation[];
  /** How many operations are not known any more. */
  forgottenOperations?: number;
  /** The values of each metric, by resource and metric. */
  metrics?: Record<string, Point[]>;
  /** What Lightsail sent to contact methods. */
  messages?: Message[];
  /** Up to when alarms have been judged. */
  alarmsJudgedUntil?: number;
}

export type ResourceKind = 'RelationalDatabase' | 'RelationalDatabaseSnapshot' | 'Instance' | 'InstanceSnapshot' | 'Disk' | 'DiskSnapshot'
  | 'Alarm' | 'ContactMethod' | 'LoadBalancer' | 'Distribution' | 'Certificate' | 'Bucket' | 'ContainerService'
  | 'StaticIp' | 'KeyPair' | 'Domain';

export interface StoredResource {
  kind: ResourceKind;
  name: string;
  arn: string;
  supportCode: string;
  createdAt: number;
  availabilityZone: string;
  /** A tag without a value is `null`. */
  tags: Record<string, string | null>;
  /** What its states were, are and will be, in the order of time. */
  phases: Phase[];
  /** What only this type has. */
  details: JsonObject;
  /** What no answer about the resource shows: passwords, and what a snapshot remembers of its source. */
  hidden?: JsonObject;
}

export interface Phase {
  state: string;
  /** `null`: after an operation that does not end. */
  from: number | null;
  /** The activity that brings it about. */
  activity: string;
  /** How long after the end of the activity it begins. */
  delay: number;
}

export interface StoredOperation {
  id: string;
  resourceName: string;
  resourceType: ResourceKind;
  availabilityZone: string;
  operationType: string;
  operationDetails?: string;
  createdAt: number;
  /** `null`: never. */
  endsAt: number | null;
  /** How it says that it went well: Lightsail uses both. */
  success: 'Succeeded' | 'Completed';
  failure?: { code: string; details: string };
  activity: string;
}

/** A resource in this state is not there any more. */
export const GONE = '(gone)';

export function lightsailState(account: Account): LightsailState {
  return account.section<LightsailState>('lightsail', () => ({ regions: {}, nextId: 1 }));
}

/** The last phase that has begun. */
export function stateAt(resource: StoredResource, now: number): string {
  return resource.phases.filter((phase) => phase.from !== null && phase.from <= now).at(-1)?.state ?? GONE;
}
