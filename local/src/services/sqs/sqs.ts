import { attributesDigest, digestOf, type MessageAttribute } from './digests';
import { queuePolicyType } from './queue-policy-type';
import { QueueType } from './queue-type';
import { queueCalled, queueNotFound, sqsState, type StoredMessage } from './state';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import { map, structure, text } from '../../core/input-shape';
import { type ApiCall, NotSupportedError, type Service, ServiceError } from '../../core/service';

/** Amazon SQS, as far as dead letters and notifications need it: messages come in and stay. */
export class Sqs implements Service {
  readonly name = 'sqs';
  readonly resourceTypes = [new QueueType(), queuePolicyType];
  readonly inputs = {
    SendMessage: { QueueUrl: text, MessageBody: text, MessageAttributes: map(structure({ DataType: text, StringValue: text })) },
  };

  constructor(private readonly account: Account) {
    account.add(this);
  }

  /** What a queue holds, oldest first. */
  messages(queueArn: string): readonly StoredMessage[] {
    return sqsState(this.account).queues[queueArn]?.messages ?? [];
  }

  resourcePolicy(arn: string): unknown {
    const { queues } = sqsState(this.account);
    return Object.hasOwn(queues, arn) ? queues[arn].policy : undefined;
  }

  authorization(call: ApiCall): AuthorizationRequest[] {
    const [, owner, name] = /(\d{12})\/([^/]+)$/.exec(String(call.input.QueueUrl)) ?? [];
    return [{ action: `sqs:${call.operation}`, resource: `arn:aws:sqs:${call.region}:${owner ?? this.account.id}:${name ?? '*'}` }];
  }

  async handle(call: ApiCall): Promise<Record<string, unknown>> {
    if (call.operation !== 'SendMessage') throw new NotSupportedError(`the call ${call.operation} of SQS`);
    for (const name of ['QueueUrl', 'MessageBody']) {
      if (!call.input[name]) throw new ServiceError('MissingParameter', `The request must contain the parameter ${name}.`);
    }
    const queue = queueCalled(this.account, call.region, String(call.input.QueueUrl));
    if (!queue) throw queueNotFound();
    const body = String(call.input.MessageBody);
    const attributes = (call.input.MessageAttributes ?? {}) as Record<string, MessageAttribute>;
    const digests = {
      MD5OfMessageBody: digestOf(body),
      ...Object.keys(attributes).length > 0 && { MD5OfMessageAttributes: attributesDigest(attributes) },
    };
    const state = sqsState(this.account);
    const message: StoredMessage = {
      id: `50500000-0000-4000-8000-${String(state.next++).padStart(12, '0')}`,
      at: this.account.clock.now(),
      body,
      attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, value.StringValue ?? ''])),
    };
    queue.messages.push(message);
    return { MessageId: message.id, ...digests };
  }
}
