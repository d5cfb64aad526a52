import type { Account } from '../../core/account';

/** EventBridge Scheduler's section of the account's state. */
export interface SchedulerState {
  /** By ARN. */
  schedules: Record<string, StoredSchedule>;
  /** By ARN. Every Region has a group `default`, which is not written down. */
  groups: Record<string, StoredGroup>;
  /** Invocations that have come due and are not done with, by number. */
  deliveries: Record<string, Delivery>;
  next: number;
}

export interface StoredGroup {
  arn: string;
  name: string;
  region: string;
  createdAt: number;
}

export interface StoredSchedule {
  arn: string;
  name: string;
  region: string;
  groupName: string;
  description?: string;
  expression: string;
  timeZone: string;
  enabled: boolean;
  /** Milliseconds. */
  startDate?: number;
  endDate?: number;
  windowMinutes: number;
  target: StoredTarget;
  /** When it was made, or when its timing was changed last: a rate counts from here if it has no start date. */
  anchor: number;
  /** The number of the appointment for its next run. */
  appointment?: number;
}

export interface StoredTarget {
  arn: string;
  roleArn: string;
  input?: string;
  maximumRetryAttempts: number;
  maximumEventAge: number;
  deadLetterArn?: string;
  eventBridge?: { detailType: string; source: string };
}

/** One run of a schedule on its way to the target. */
export interface Delivery {
  scheduleArn: string;
  region: string;
  scheduledAt: number;
  firstAttemptAt: number;
  attempts: number;
  /** As the schedule said when the run came due. */
  target: StoredTarget;
}

export function schedulerState(account: Account): SchedulerState {
  return account.section<SchedulerState>('scheduler', () => ({ schedules: {}, groups: {}, deliveries: {}, next: 1 }));
}

export function scheduleArn(account: Account, region: string, groupName: string, name: string): string {
  return `arn:aws:scheduler:${region}:${account.id}:schedule/${groupName}/${name}`;
}

export function groupArn(account: Account, region: string, name: string): string {
  return `arn:aws:scheduler:${region}:${account.id}:schedule-group/${name}`;
}
