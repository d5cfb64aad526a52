import type { FilterPolicy } from './filter-policy';
import type { Account } from '../../core/account';
import { ServiceError } from '../../core/service';

/** SNS's section of the account's state. */
export interface SnsState {
  /** By ARN. */
  topics: Record<string, StoredTopic>;
  subscriptions: Record<string, StoredSubscription>;
  /** What came by email, oldest first. */
  mails: StoredMail[];
  next: number;
}

export interface StoredTopic {
  arn: string;
  name: string;
  displayName?: string;
  /** Without effect: nothing is encrypted here. */
  kmsKeyId?: string;
  tags?: Record<string, string>;
  policy?: unknown;
  published: Publication[];
}

/** An attribute of a message, as Publish takes it. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base 64. */
  readonly BinaryValue?: string;
}

export interface Publication {
  readonly id: string;
  readonly at: number;
  readonly message: string;
  readonly subject?: string;
  readonly attributes?: Record<string, MessageAttribute>;
  /** What some protocols get instead of `message`. */
  readonly byProtocol?: Record<string, string>;
}

export interface StoredSubscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  /** Until it is confirmed. Whoever has the token may. */
  token?: string;
  filterPolicy?: FilterPolicy;
  filterPolicyScope?: 'MessageAttributes' | 'MessageBody';
  rawMessageDelivery?: boolean;
  /** Where messages go that cannot be delivered. */
  deadLetterArn?: string;
}

export interface StoredMail {
  readonly at: number;
  readonly to: string;
  readonly topicArn: string;
  readonly subject: string;
  readonly text: string;
}

export function snsState(account: Account): SnsState {
  const state = account.section<SnsState>('sns', () => ({ topics: {}, subscriptions: {}, mails: [], next: 1 }));
  state.subscriptions ??= {};
  state.mails ??= [];
  return state;
}

export function topicWithArn(account: Account, arn: string): StoredTopic {
  const { topics } = snsState(account);
  if (!Object.hasOwn(topics, arn)) throw topicNotFound();
  return topics[arn];
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

export function subscriptionWithArn(account: Account, arn: string): StoredSubscription {
  const { subscriptions } = snsState(account);
  if (!Object.hasOwn(subscriptions, arn)) throw new ServiceError('NotFound', 'Subscription does not exist', 404);
  return subscriptions[arn];
}

export function invalid(reason: string): ServiceError {
  return new ServiceError('InvalidParameter', `Invalid parameter: ${reason}`);
}
