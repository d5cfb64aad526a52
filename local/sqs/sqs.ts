import type { Account } from '../account';
import type { AuthorizationRequest } from '../iam/authorization';
import { type ApiCall, NotSupportedError, type Service } from '../service';
import { queuePolicyType } from './queue-policy-type';
import { QueueType } from './queue-type';
import { queueNotFound, queueOf, sqsState, type StoredMessage } from './state';

/** Amazon SQS, as far as dead letters and notifications need it: messages come in and stay. */
export class Sqs implements Service {
  readonly name = 'sqs';

  constructor(private readonly account: Account) {
    account.addService(this);
    account.addResourceTypes(new QueueType(), queuePolicyType);
  }

  /** What a queue holds, oldest first. */
  messages(queueArn: string): readonly StoredMessage[] {
    return sqsState(this.account).queues[queueArn]?.messages ?? [];
  }

  authorization(call: ApiCall): AuthorizationRequest[] {
    const [, owner, name] = /(\d{12})\/([^/]+)$/.exec(String(call.input.QueueUrl)) ?? [];
    return [{ action: `sqs:${call.operation}`, resource: `arn:aws:sqs:${call.region}:${owner ?? this.account.id}:${name ?? '*'}` }];
  }

  async handle(call: ApiCall): Promise<Record<string, unknown>> {
    if (call.operation !== 'SendMessage') throw new NotSupportedError(`the call ${call.operation} of SQS`);
    const queue = queueOf(this.account, String(call.input.QueueUrl));
    if (!queue) throw queueNotFound();
    const state = sqsState(this.account);
    const message: StoredMessage = {
      id: `50500000-0000-4000-8000-${String(state.next++).padStart(12, '0')}`,
      at: this.account.clock.now(),
      body: String(call.input.MessageBody),
      attributes: Object.fromEntries(Object.entries((call.input.MessageAttributes ?? {}) as Record<string, { StringValue?: string }>)
        .map(([name, value]) => [name, value.StringValue ?? ''])),
    };
    queue.messages.push(message);
    return { MessageId: message.id };
  }
}
