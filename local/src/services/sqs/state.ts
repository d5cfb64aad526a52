import type { Account } from '../../core/account';
import { ServiceError } from '../../core/service';

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

/** The queue of this URL. */
export function queueOf(account: Account, url: string): StoredQueue | undefined {
  return Object.values(sqsState(account).queues).find((queue) => queue.url === url);
}

/** The queue that a URL names in a call to this Region: by its path, wherever its host leads. */
export function queueCalled(account: Account, region: string, url: string): StoredQueue | undefined {
  const [, owner, name] = /\/(\d{12})\/([^/]+)$/.exec(url) ?? [];
  return Object.values(sqsState(account).queues).find(({ arn }) => arn === `arn:aws:sqs:${region}:${owner}:${name}`);
}

export function queueNotFound(): ServiceError {
  return new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.');
}
