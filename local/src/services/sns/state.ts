import type { Account } from '../../core/account';
import { ServiceError } from '../../core/service';

/** SNS's section of the account's state. */
export interface SnsState {
  /** By ARN. */
  topics: Record<string, StoredTopic>;
  next: number;
}

export interface StoredTopic {
  arn: string;
  name: string;
  policy?: unknown;
  published: Array<{ id: string; at: number; message: string }>;
}

export function snsState(account: Account): SnsState {
  return account.section<SnsState>('sns', () => ({ topics: {}, next: 1 }));
}

export function topicNotFound(): ServiceError {
  return new ServiceError('NotFound', 'Topic does not exist', 404);
}
