import { inBatch } from './batches';
import { changeVisibility, currentMessages, deleteMessage, messageSize, names, sendMessage } from './messages';
import { invalidPolicy, queuePolicyType } from './queue-policy-type';
import { QueueType } from './queue-type';
import { changeQueue, makeQueue, queueArn } from './queues';
import { receive } from './receive';
import { settingTexts } from './settings';
import { queueCalled, queueNotFound, queueWithArn, sqsState, type StoredMessage, type StoredQueue } from './state';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import { list, map, structure, text } from '../../core/input-shape';
import { type ApiCall, NotSupportedError, type Service, ServiceError } from '../../core/service';
import { checkedResourcePolicy } from '../iam/resource-policy-document';

type Output = Record<string, unknown>;

const ATTRIBUTES = map(structure({ DataType: text, StringValue: text }));
const LARGEST_BATCH = 1_048_576;
const MINUTE = 60_000;

/** Amazon SQS: standard queues. */
export class Sqs implements Service {
  readonly name = 'sqs';
  readonly resourceTypes = [new QueueType(), queuePolicyType];
  readonly inputs = {
    ChangeMessageVisibility: { QueueUrl: text, ReceiptHandle: text },
    ChangeMessageVisibilityBatch: { QueueUrl: text, Entries: list(structure({ Id: text, ReceiptHandle: text })) },
    CreateQueue: { QueueName: text, Attributes: map(text), tags: map(text) },
    DeleteMessage: { QueueUrl: text, ReceiptHandle: text },
    DeleteMessageBatch: { QueueUrl: text, Entries: list(structure({ Id: text, ReceiptHandle: text })) },
    GetQueueAttributes: { QueueUrl: text, AttributeNames: list(text) },
    GetQueueUrl: { QueueName: text },
    ListQueues: { QueueNamePrefix: text, NextToken: text },
    ReceiveMessage: { QueueUrl: text, AttributeNames: list(text), MessageSystemAttributeNames: list(text), MessageAttributeNames: list(text) },
    SendMessage: { QueueUrl: text, MessageBody: text, MessageAttributes: ATTRIBUTES },
    SendMessageBatch: { QueueUrl: text, Entries: list(structure({ Id: text, MessageBody: text, MessageAttributes: ATTRIBUTES })) },
    SetQueueAttributes: { QueueUrl: text, Attributes: map(text) },
  };

  private readonly operations: Readonly<Record<string, (call: ApiCall) => Output | Promise<Output>>> = {
    ChangeMessageVisibility: (call) => changeVisibility(this.account, this.queue(call), call.input),
    ChangeMessageVisibilityBatch: (call) => {
      const queue = this.queue(call);
      return inBatch(call.operation, call.input.Entries, (entry) => changeVisibility(this.account, queue, entry));
    },
    CreateQueue: (call) => this.create(call),
    DeleteMessage: (call) => deleteMessage(this.queue(call), call.input),
    DeleteMessageBatch: (call) => {
      const queue = this.queue(call);
      return inBatch(call.operation, call.input.Entries, (entry) => deleteMessage(queue, entry));
    },
    DeleteQueue: (call) => {
      delete sqsState(this.account).queues[this.queue(call).arn];
      return {};
    },
    GetQueueAttributes: (call) => {
      const wanted = names(call.input.AttributeNames);
      const shown = Object.entries(this.describe(this.queue(call))).filter(([name]) => wanted.includes('All') || wanted.includes(name));
      return shown.length > 0 ? { Attributes: Object.fromEntries(shown) } : {};
    },
    GetQueueUrl: ({ input, region }) => {
      const queue = queueWithArn(this.account, queueArn(this.account, region, String(input.QueueName)));
      if (!queue) throw queueNotFound();
      return { QueueUrl: queue.url };
    },
    ListQueueTags: (call) => ({ Tags: this.queue(call).tags }),
    ListQueues: (call) => this.list(call),
    PurgeQueue: (call) => {
      const queue = this.queue(call);
      const now = this.account.clock.now();
      if (queue.purgedAt !== undefined && now - queue.purgedAt < MINUTE) {
        throw new ServiceError('PurgeQueueInProgress', `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`, 403);
      }
      queue.purgedAt = now;
      queue.messages = [];
      return {};
    },
    ReceiveMessage: (call) => receive(this.account, this.queue(call), call.input),
    SendMessage: (call) => {
      if (!call.input.MessageBody) throw new ServiceError('MissingParameter', 'The request must contain the parameter MessageBody.');
      return sendMessage(this.account, this.queue(call), call.input, call.caller);
    },
    SendMessageBatch: (call) => {
      const queue = this.queue(call);
      const size = (Array.isArray(call.input.Entries) ? call.input.Entries as Output[] : []).reduce((sum, entry) => sum + messageSize(entry), 0);
      if (size > LARGEST_BATCH) {
        throw new ServiceError('BatchRequestTooLong', `Batch requests cannot be longer than ${LARGEST_BATCH} bytes. You have sent ${size} bytes.`);
      }
      return inBatch(call.operation, call.input.Entries, (entry) => sendMessage(this.account, queue, entry, call.caller));
    },
    SetQueueAttributes: (call) => {
      const queue = this.queue(call);
      const { Policy: policy, ...settings } = (call.input.Attributes ?? {}) as Record<string, string>;
      changeQueue(this.account, queue, settings, queue.settings);
      if (policy !== undefined) queue.policy = policy === '' ? undefined : checkedResourcePolicy(policy, invalidPolicy);
      return {};
    },
  };

  constructor(private readonly account: Account) {
    account.add(this);
  }

  /** What a queue holds, oldest first. */
  messages(arn: string): readonly StoredMessage[] {
    const queue = queueWithArn(this.account, arn);
    return queue ? currentMessages(this.account, queue) : [];
  }

  authorization({ operation, input, region }: ApiCall): AuthorizationRequest[] {
    // Batches need no permission of their own.
    const action = `sqs:${operation.replace(/Batch$/, '')}`;
    if (operation === 'ListQueues') return [{ action, resource: '*' }];
    const [, owner, name] = /(\d{12})\/([^/]+)$/.exec(String(input.QueueUrl)) ?? [];
    return [{ action, resource: `arn:aws:sqs:${region}:${owner ?? this.account.id}:${name ?? (input.QueueName === undefined ? '*' : String(input.QueueName))}` }];
  }

  resourcePolicy(arn: string): unknown {
    return queueWithArn(this.account, arn)?.policy;
  }

  async handle(call: ApiCall): Promise<Output> {
    if (!Object.hasOwn(this.operations, call.operation)) throw new NotSupportedError(`the call ${call.operation} of SQS`);
    return this.operations[call.operation](call);
  }

  private queue({ input, region }: ApiCall): StoredQueue {
    if (!input.QueueUrl) throw new ServiceError('MissingParameter', 'The request must contain the parameter QueueUrl.');
    const queue = queueCalled(this.account, region, String(input.QueueUrl));
    if (!queue) throw queueNotFound();
    return queue;
  }

  /** A queue that is there already is as good, if it has the attributes that are asked for. */
  private create({ input, region }: ApiCall): Output {
    const name = String(input.QueueName ?? '');
    const { Policy: policy, ...settings } = (input.Attributes ?? {}) as Record<string, string>;
    const existing = queueWithArn(this.account, queueArn(this.account, region, name));
    if (existing) {
      const current = settingTexts(existing.settings);
      const other = Object.entries(settings).find(([member, value]) => current[member] !== value);
      if (!other) return { QueueUrl: existing.url };
      throw new ServiceError('QueueNameExists', `A queue already exists with the same name and a different value for attribute ${other[0]}`);
    }
    const queue = makeQueue(this.account, region, name, settings, (input.tags ?? {}) as Record<string, string>);
    if (policy) queue.policy = checkedResourcePolicy(policy, invalidPolicy);
    return { QueueUrl: queue.url };
  }

  private describe(queue: StoredQueue): Record<string, string> {
    const now = this.account.clock.now();
    const messages = currentMessages(this.account, queue);
    const count = (which: (message: StoredMessage) => boolean) => String(messages.filter(which).length);
    return {
      QueueArn: queue.arn,
      ApproximateNumberOfMessages: count(({ visibleAt }) => visibleAt <= now),
      ApproximateNumberOfMessagesNotVisible: count(({ visibleAt, receives }) => visibleAt > now && receives > 0),
      ApproximateNumberOfMessagesDelayed: count(({ visibleAt, receives }) => visibleAt > now && receives === 0),
      CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
      LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
      ...queue.policy !== undefined && { Policy: JSON.stringify(queue.policy) },
      ...settingTexts(queue.settings),
    };
  }

  private list({ input, region }: ApiCall): Output {
    const prefix = String(input.QueueNamePrefix ?? '');
    const all = Object.values(sqsState(this.account).queues)
      .filter(({ arn, name }) => arn.startsWith(`arn:aws:sqs:${region}:`) && name.startsWith(prefix))
      .map(({ url }) => url).sort();
    const start = Number(input.NextToken ?? 0);
    // Without MaxResults there is no token: the rest is never shown.
    const size = Math.min(Number(input.MaxResults ?? 1000), 1000);
    const urls = all.slice(start, start + size);
    return {
      ...urls.length > 0 && { QueueUrls: urls },
      ...input.MaxResults !== undefined && start + size < all.length && { NextToken: String(start + size) },
    };
  }
}
