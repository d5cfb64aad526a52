import { matchesAttributes, matchesBody } from './filter-policy';
import { type Publication, snsState, type StoredSubscription } from './state';
import type { Account } from '../../core/account';
import { FailedDeliveries } from '../../core/failed-deliveries';
import type { Json } from '../../core/json';
import { queueUrl } from '../../core/queue-url';
import { type ApiCall, ServiceError } from '../../core/service';
import { servicePrincipal } from '../../core/service-principal';

const DELIVER = 'sns:deliver';
const PRINCIPAL = 'sns.amazonaws.com';
const EMAIL_SUBJECT = 'AWS Notification Message';

/** Brings what is published to those who subscribed. */
export class Deliveries {
  /** What did not arrive anywhere, not even in a dead-letter queue. */
  readonly failures = new FailedDeliveries();

  constructor(private readonly account: Account) {
    account.scheduledTasks.on(DELIVER, (payload) => this.deliver(payload));
  }

  /** Every subscription gets it by itself: what one does is nothing to the others. */
  begin(topicArn: string, publication: Publication): void {
    const { clock, scheduledTasks } = this.account;
    for (const subscription of Object.values(snsState(this.account).subscriptions)) {
      if (subscription.topicArn === topicArn && !subscription.token && wants(subscription, publication)) {
        scheduledTasks.add(clock.now(), DELIVER, { subscription: subscription.arn, publication } as unknown as Json);
      }
    }
  }

  private async deliver(payload: Json): Promise<void> {
    const { subscription: arn, publication } = payload as unknown as { subscription: string; publication: Publication };
    const { subscriptions } = snsState(this.account);
    const subscription = Object.hasOwn(subscriptions, arn) ? subscriptions[arn] : undefined;
    if (!subscription) return;
    const error = await this.attempt(() => this.bring(subscription, publication));
    // SNS does not try again what the receiver's side refuses: here nothing else goes wrong.
    const lost = error && subscription.deadLetterArn
      ? await this.attempt(() => this.send(subscription, subscription.deadLetterArn ?? '', queueMessage(subscription, publication)))
      : error;
    this.failures.note(`${arn} ${publication.id}`, { what: arn, at: this.account.clock.now(), error: lost });
  }

  private async attempt(work: () => Promise<void>): Promise<ServiceError | undefined> {
    try {
      await work();
      return undefined;
    } catch (error) {
      if (error instanceof ServiceError) return error;
      throw error;
    }
  }

  private async bring(subscription: StoredSubscription, publication: Publication): Promise<void> {
    const { protocol, endpoint, topicArn } = subscription;
    if (protocol === 'lambda') {
      const event = { Records: [lambdaRecord(subscription, publication)] };
      await this.call(topicArn, 'lambda', endpoint, 'Invoke', { FunctionName: endpoint, InvocationType: 'Event', Payload: JSON.stringify(event) });
    } else if (protocol === 'sqs') {
      await this.send(subscription, endpoint, queueMessage(subscription, publication));
    } else {
      const text = protocol === 'email-json' ? JSON.stringify(envelope(subscription, publication)) : messageFor(subscription, publication);
      const subject = publication.subject ?? EMAIL_SUBJECT;
      snsState(this.account).mails.push({ at: this.account.clock.now(), to: endpoint, topicArn, subject, text });
    }
  }

  private async send({ topicArn }: StoredSubscription, queueArn: string, message: Record<string, unknown>): Promise<void> {
    await this.call(topicArn, 'sqs', queueArn, 'SendMessage', { QueueUrl: queueUrl(this.account, queueArn), ...message });
  }

  /** SNS comes in by the receiver's own policy. */
  private async call(topicArn: string, service: string, arn: string, operation: string, input: ApiCall['input']): Promise<void> {
    const caller = servicePrincipal(this.account, PRINCIPAL, topicArn);
    await this.account.call({ service, region: arn.split(':')[3] ?? '', operation, input, caller });
  }
}

function wants({ filterPolicy, filterPolicyScope }: StoredSubscription, { message, attributes = {} }: Publication): boolean {
  if (!filterPolicy) return true;
  return filterPolicyScope === 'MessageBody' ? matchesBody(filterPolicy, message) : matchesAttributes(filterPolicy, attributes);
}

function messageFor({ protocol }: StoredSubscription, { message, byProtocol = {} }: Publication): string {
  return Object.hasOwn(byProtocol, protocol) ? byProtocol[protocol] : message;
}

function queueMessage(subscription: StoredSubscription, publication: Publication): Record<string, unknown> {
  if (!subscription.rawMessageDelivery) return { MessageBody: JSON.stringify(envelope(subscription, publication)) };
  const attributes = publication.attributes ?? {};
  return { MessageBody: messageFor(subscription, publication), ...Object.keys(attributes).length > 0 && { MessageAttributes: attributes } };
}

/** The message as queues and mails get it. Nothing is signed. */
function envelope(subscription: StoredSubscription, publication: Publication): Record<string, unknown> {
  const { MessageId, TopicArn, Subject, Message, Timestamp, MessageAttributes } = content(subscription, publication);
  const region = subscription.topicArn.split(':')[3] ?? '';
  return {
    Type: 'Notification',
    MessageId,
    TopicArn,
    ...Subject !== undefined && { Subject },
    Message,
    Timestamp,
    SignatureVersion: '1',
    Signature: 'EXAMPLE',
    SigningCertURL: `https://sns.${region}.amazonaws.com/SimpleNotificationService.pem`,
    UnsubscribeURL: unsubscribeUrl(subscription),
    ...Object.keys(MessageAttributes).length > 0 && { MessageAttributes },
  };
}

function lambdaRecord(subscription: StoredSubscription, publication: Publication): Record<string, unknown> {
  const { Subject = null, ...rest } = content(subscription, publication);
  const region = subscription.topicArn.split(':')[3] ?? '';
  return {
    EventSource: 'aws:sns',
    EventVersion: '1.0',
    EventSubscriptionArn: subscription.arn,
    Sns: {
      Type: 'Notification',
      Subject,
      ...rest,
      SignatureVersion: '1',
      Signature: 'EXAMPLE',
      SigningCertUrl: `https://sns.${region}.amazonaws.com/SimpleNotificationService.pem`,
      UnsubscribeUrl: unsubscribeUrl(subscription),
    },
  };
}

function content(subscription: StoredSubscription, publication: Publication) {
  return {
    MessageId: publication.id,
    TopicArn: subscription.topicArn,
    Subject: publication.subject,
    Message: messageFor(subscription, publication),
    Timestamp: new Date(publication.at).toISOString(),
    MessageAttributes: Object.fromEntries(Object.entries(publication.attributes ?? {})
      .map(([name, { DataType, StringValue, BinaryValue }]) => [name, { Type: DataType, Value: StringValue ?? BinaryValue }])),
  };
}

function unsubscribeUrl({ arn }: StoredSubscription): string {
  return `https://sns.${arn.split(':')[3] ?? ''}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${arn}`;
}
