import type { Account } from '../../core/account';
import type { JsonObject } from '../../core/json';

/** EventBridge's section of the account's state. */
export interface EventsState {
  /** By ARN. */
  rules: Record<string, StoredRule>;
  /** What was put on the buses, oldest first: for people who want to see it. */
  published: PublishedEvent[];
  /** Events on their way to a target, by number. */
  deliveries: Record<string, EventDelivery>;
  next: number;
}

export interface StoredRule {
  arn: string;
  name: string;
  region: string;
  description?: string;
  enabled: boolean;
  pattern: JsonObject;
  targets: StoredEventTarget[];
}

export interface StoredEventTarget {
  id: string;
  arn: string;
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
  return account.section<EventsState>('events', () => ({ rules: {}, published: [], deliveries: {}, next: 1 }));
}
