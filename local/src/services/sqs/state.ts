import type { MessageAttribute } from './digests';
import type { QueueSettings } from './settings';
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
  settings: QueueSettings;
  tags: Record<string, string>;
  createdAt: number;
  modifiedAt: number;
  purgedAt?: number;
  messages: StoredMessage[];
}

export interface StoredMessage {
  id: string;
  at: number;
  body: string;
  /** Attributes that are texts. */
  attributes: Record<string, string>;
  /** All attributes, as they were sent. */
  sentAttributes: Record<string, MessageAttribute>;
  sender: string;
  /** When it can be received (again). */
  visibleAt: number;
  receives: number;
  firstReceivedAt?: number;
  /** Names the last receipt. */
  receipt?: string;
  /** The queue from which it was moved, since it was received too often. */
  deadLetterSource?: string;
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
  return queueWithArn(account, `arn:aws:sqs:${region}:${owner}:${name}`);
}

export function queueWithArn(account: Account, arn: string): StoredQueue | undefined {
  const { queues } = sqsState(account);
  return Object.hasOwn(queues, arn) ? queues[arn] : undefined;
}

export function queueNotFound(): ServiceError {
  return new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.');
}
