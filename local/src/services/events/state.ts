import type { Account } from '../../core/account';
import type { JsonObject } from '../../core/json';

/** EventBridge's section of the account's state. */
export interface EventsState {
  /** By ARN. */
  rules: Record<string, StoredRule>;
  /** By ARN. Every Region has a bus `default`, which is not written down. */
  buses: Record<string, StoredBus>;
  /** What was put on the buses, oldest first: for people who want to see it. */
  published: PublishedEvent[];
  /** Events on their way to a target, by number. */
  deliveries: Record<string, EventDelivery>;
  next: number;
}

export interface StoredBus {
  arn: string;
  name: string;
  region: string;
  description?: string;
}

export interface StoredRule {
  arn: string;
  name: string;
  region: string;
  description?: string;
  enabled: boolean;
  busArn: string;
  /** For events that fit. */
  pattern?: JsonObject;
  /** When it sends an event of its own. */
  schedule?: RuleSchedule;
  targets: StoredEventTarget[];
}

export interface RuleSchedule {
  expression: string;
  /** A rate counts from here: when the rule was made, enabled, or given this expression. */
  anchor: number;
  appointment?: number;
}

export interface StoredEventTarget {
  id: string;
  arn: string;
  /** With whose rights it is called, if it has no policy of its own. */
  roleArn?: string;
  input?: string;
  inputPath?: string;
  transformer?: { paths: Record<string, string>; template: string };
  maximumRetryAttempts: number;
  maximumEventAge: number;
  deadLetterArn?: string;
}

/** An event as rules and targets see it. */
export interface PublishedEvent {
  'version': string;
  'id': string;
  'detail-type': string;
  'source': string;
  'account': string;
  'time': string;
  'region': string;
  'resources': string[];
  'detail': JsonObject;
}

export interface EventDelivery {
  ruleArn: string;
  event: PublishedEvent;
  target: StoredEventTarget;
  firstAttemptAt: number;
  attempts: number;
}

export function eventsState(account: Account): EventsState {
  return account.section<EventsState>('events', () => ({ rules: {}, buses: {}, published: [], deliveries: {}, next: 1 }));
}

export function busArn(account: Account, region: string, nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn : `arn:aws:events:${region}:${account.id}:event-bus/${nameOrArn}`;
}

/** Whether there is a bus of this ARN in the account. */
export function busExists(account: Account, arn: string): boolean {
  return Object.hasOwn(eventsState(account).buses, arn) || new RegExp(`^arn:aws:events:[a-z0-9-]+:${account.id}:event-bus/default$`).test(arn);
}
