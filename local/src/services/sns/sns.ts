import { inBatch } from './batches';
import { Deliveries } from './deliveries';
import { publish } from './publish';
import { defaultPolicy, invalid, snsState, type StoredMail, type StoredSubscription, type StoredTopic, subscriptionWithArn, topicWithArn } from './state';
import { SubscriptionType } from './subscription-type';
import { configuration, configure, subscribe } from './subscriptions';
import { topicPolicyType } from './topic-policy-type';
import { TopicType } from './topic-type';
import { deleteTopic, makeTopic, topicArn } from './topics';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import { list, map, structure, text } from '../../core/input-shape';
import { type ApiCall, NotSupportedError, type Service } from '../../core/service';

type Output = Record<string, unknown>;

const ATTRIBUTES = map(structure({ DataType: text, StringValue: text }));
const PAGE = 100;

/** Amazon SNS: standard topics, and subscriptions of functions, queues and mailboxes. */
export class Sns implements Service {
  readonly name = 'sns';
  readonly resourceTypes = [new TopicType(), topicPolicyType, new SubscriptionType()];
  readonly inputs = {
    ConfirmSubscription: { TopicArn: text, Token: text },
    CreateTopic: { Name: text },
    DeleteTopic: { TopicArn: text },
    ListSubscriptions: { NextToken: text },
    ListSubscriptionsByTopic: { TopicArn: text, NextToken: text },
    ListTopics: { NextToken: text },
    Publish: { TopicArn: text, TargetArn: text, Message: text, Subject: text, MessageStructure: text, MessageAttributes: ATTRIBUTES },
    PublishBatch: { TopicArn: text, PublishBatchRequestEntries: list(structure({ Id: text, Message: text, MessageAttributes: ATTRIBUTES })) },
    SetSubscriptionAttributes: { SubscriptionArn: text, AttributeName: text, AttributeValue: text },
    Subscribe: { TopicArn: text, Protocol: text, Endpoint: text, Attributes: map(text) },
    Unsubscribe: { SubscriptionArn: text },
  };
  readonly deliveries: Deliveries;

  private readonly operations: Readonly<Record<string, (call: ApiCall) => Output>> = {
    ConfirmSubscription: ({ input }) => {
      const found = this.subscriptions().find(({ topicArn: arn, token }) => arn === input.TopicArn && token !== undefined && token === input.Token);
      if (!found) throw invalid('Token');
      delete found.token;
      return { SubscriptionArn: found.arn };
    },
    CreateTopic: ({ input, region }) => {
      const arn = topicArn(this.account, region, String(input.Name ?? ''));
      return { TopicArn: Object.hasOwn(snsState(this.account).topics, arn) ? arn : makeTopic(this.account, region, String(input.Name ?? '')).arn };
    },
    DeleteTopic: ({ input }) => {
      deleteTopic(this.account, String(input.TopicArn));
      return {};
    },
    GetSubscriptionAttributes: ({ input }) => {
      const subscription = subscriptionWithArn(this.account, String(input.SubscriptionArn));
      const settings = Object.entries(configuration(subscription)).filter(([, value]) => value !== undefined);
      return {
        Attributes: {
          SubscriptionArn: subscription.arn,
          TopicArn: subscription.topicArn,
          Protocol: subscription.protocol,
          Endpoint: subscription.endpoint,
          Owner: this.account.id,
          PendingConfirmation: String(subscription.token !== undefined),
          RawMessageDelivery: 'false',
          ...Object.fromEntries(settings.map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)])),
        },
      };
    },
    GetTopicAttributes: ({ input }) => {
      const topic = topicWithArn(this.account, String(input.TopicArn));
      const ofTopic = this.subscriptions().filter((subscription) => subscription.topicArn === topic.arn);
      return {
        Attributes: {
          TopicArn: topic.arn,
          Owner: this.account.id,
          DisplayName: topic.displayName ?? '',
          ...topic.policy !== undefined && { Policy: JSON.stringify(topic.policy) },
          ...topic.kmsKeyId !== undefined && { KmsMasterKeyId: topic.kmsKeyId },
          SubscriptionsConfirmed: String(ofTopic.filter(({ token }) => token === undefined).length),
          SubscriptionsPending: String(ofTopic.filter(({ token }) => token !== undefined).length),
          SubscriptionsDeleted: '0',
        },
      };
    },
    ListSubscriptions: ({ input, region }) => page('Subscriptions',
      this.subscriptions().filter(({ arn }) => arn.split(':')[3] === region).map((one) => this.describe(one)), input),
    ListSubscriptionsByTopic: ({ input }) => {
      const { arn } = topicWithArn(this.account, String(input.TopicArn));
      return page('Subscriptions', this.subscriptions().filter((one) => one.topicArn === arn).map((one) => this.describe(one)), input);
    },
    ListTopics: ({ input, region }) => page('Topics',
      Object.keys(snsState(this.account).topics).filter((arn) => arn.split(':')[3] === region).map((TopicArn) => ({ TopicArn })), input),
    Publish: ({ input }) => {
      if (input.PhoneNumber !== undefined) throw new NotSupportedError('messages to telephones');
      return publish(this.account, this.deliveries, String(input.TopicArn ?? input.TargetArn ?? ''), input);
    },
    PublishBatch: ({ input }) => {
      const { arn } = topicWithArn(this.account, String(input.TopicArn));
      return inBatch(input.PublishBatchRequestEntries, (entry) => publish(this.account, this.deliveries, arn, entry));
    },
    SetSubscriptionAttributes: ({ input }) => {
      const subscription = subscriptionWithArn(this.account, String(input.SubscriptionArn));
      configure(subscription, { ...configuration(subscription), [String(input.AttributeName)]: input.AttributeValue });
      return {};
    },
    Subscribe: ({ input }) => {
      const attributes = (input.Attributes ?? {}) as Readonly<Record<string, unknown>>;
      const { arn, token } = subscribe(this.account, String(input.TopicArn), String(input.Protocol), String(input.Endpoint ?? ''), attributes);
      return { SubscriptionArn: token !== undefined && String(input.ReturnSubscriptionArn) !== 'true' ? 'pending confirmation' : arn };
    },
    Unsubscribe: ({ input }) => {
      delete snsState(this.account).subscriptions[subscriptionWithArn(this.account, String(input.SubscriptionArn)).arn];
      return {};
    },
  };

  constructor(private readonly account: Account) {
    this.deliveries = new Deliveries(account);
    account.add(this);
  }

  /** What was published to a topic, oldest first. */
  messages(arn: string): string[] {
    return (snsState(this.account).topics[arn]?.published ?? []).map(({ message }) => message);
  }

  /** Every topic, with what was published to it. */
  topics(): readonly StoredTopic[] {
    return Object.values(snsState(this.account).topics);
  }

  /** What subscriptions by email brought, oldest first. */
  mails(): readonly StoredMail[] {
    return snsState(this.account).mails;
  }

  authorization({ operation, input }: ApiCall): AuthorizationRequest[] {
    const subscription = input.SubscriptionArn === undefined ? undefined : String(input.SubscriptionArn).replace(/:[^:]*$/, '');
    const action = operation === 'PublishBatch' ? 'Publish' : operation;
    return [{ action: `sns:${action}`, resource: String(input.TopicArn ?? input.TargetArn ?? subscription ?? '*') }];
  }

  resourcePolicy(arn: string): unknown {
    const { topics } = snsState(this.account);
    return Object.hasOwn(topics, arn) ? topics[arn].policy ?? defaultPolicy(this.account, arn) : undefined;
  }

  async handle(call: ApiCall): Promise<Output> {
    if (!Object.hasOwn(this.operations, call.operation)) throw new NotSupportedError(`the call ${call.operation} of SNS`);
    return this.operations[call.operation](call);
  }

  private subscriptions(): StoredSubscription[] {
    return Object.values(snsState(this.account).subscriptions);
  }

  private describe({ arn, token, protocol, endpoint, topicArn: TopicArn }: StoredSubscription): Output {
    return { SubscriptionArn: token === undefined ? arn : 'PendingConfirmation', Owner: this.account.id, Protocol: protocol, Endpoint: endpoint, TopicArn };
  }
}

/** A page of a list; the token is where the next one begins. */
function page(member: string, items: readonly Output[], { NextToken }: ApiCall['input']): Output {
  const start = NextToken === undefined ? 0 : Number(NextToken);
  if (!Number.isInteger(start) || start < 0 || start > items.length) throw invalid('NextToken');
  const end = start + PAGE;
  return { [member]: items.slice(start, end), ...end < items.length && { NextToken: String(end) } };
}
