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

/** What a topic's policy says as long as nobody has put another one on it. */
export function defaultPolicy(account: Account, topicArn: string): object {
  return {
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [{
      Sid: '__default_statement_ID',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: [
        'SNS:GetTopicAttributes', 'SNS:SetTopicAttributes', 'SNS:AddPermission', 'SNS:RemovePermission', 'SNS:DeleteTopic', 'SNS:Subscribe',
        'SNS:ListSubscriptionsByTopic', 'SNS:Publish',
      ],
      Resource: topicArn,
      Condition: { StringEquals: { 'AWS:SourceOwner': account.id } },
    }],
  };
}

export function topicNotFound(): ServiceError {
  return new ServiceError('NotFound', 'Topic does not exist', 404);
}
