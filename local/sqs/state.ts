import type { Account } from '../account';
import { ServiceError } from '../service';

/** SQS's section of the account's state. */
export interface SqsState {
  /** By ARN. */
  queues: Record<string, StoredQueue>;
  next: number;
}

export interface StoredQueue {
  arn: string;
  name: string;
  url: string;
  /** Who may use it, besides those whose own policies say so. */
  policy?: unknown;
  messages: StoredMessage[];
}

export interface StoredMessage {
  id: string;
  at: number;
  body: string;
  /** Attributes that are texts. */
  attributes: Record<string, string>;
}

export function sqsState(account: Account): SqsState {
  return account.section<SqsState>('sqs', () => ({ queues: {}, next: 1 }));
}

export function queueOf(account: Account, url: string): StoredQueue | undefined {
  return Object.values(sqsState(account).queues).find((queue) => queue.url === url);
}

export function queueNotFound(): ServiceError {
  return new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.');
}
