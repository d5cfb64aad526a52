import type { EventSourceMapping } from './event-source-mapping';
import { functionCaller } from './function-caller';
import { type FunctionState, functionWithArn, lambdaState } from './function-state';
import type { Outcome } from './outcome';
import type { Account } from '../../core/account';
import type { Principal } from '../../core/authorization';
import type { Json } from '../../core/json';
import { MESSAGES_VISIBLE } from '../../core/notices';
import { queueUrl } from '../../core/queue-url';
import { ServiceError } from '../../core/service';

const POLL = 'lambda:poll';
const MOST_AT_ONCE = 10;

interface Message {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly Attributes?: Record<string, string>;
  readonly MessageAttributes?: Record<string, { readonly DataType: string; readonly StringValue?: string; readonly BinaryValue?: string }>;
}

/** Runs a batch; `undefined`: the function may not run now. */
type RunBatch = (target: FunctionState, payload: string) => Promise<Outcome | undefined>;

/**
 * Brings messages of queues to functions. In the cloud Lambda asks the queue all the time; here it asks when the queue lets
 * know that there may be something.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export class EventSources {
  private readonly planned = new Map<string, Set<number>>();
  private readonly active = new Map<string, number>();

  constructor(private readonly account: Account, private readonly run: RunBatch) {
    account.scheduledTasks.on(POLL, (payload) => this.poll(payload));
    account.notices.on(MESSAGES_VISIBLE, (queueArn, at) => {
      for (const mapping of Object.values(lambdaState(account).eventSourceMappings)) {
        if (mapping.queueArn === queueArn) this.plan(mapping, at + mapping.batchingWindow * 1000);
      }
    });
  }

  /** Refuses a queue that the function may not read, or that shows messages again while the function still works on them. */
  async check(mapping: EventSourceMapping, target: FunctionState): Promise<void> {
    for (const action of ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes']) {
      const denied = this.account.authorize(
        functionCaller(this.account, target), { action: `sqs:${action}`, resource: mapping.queueArn }, this.account.service('sqs'),
      );
      if (denied) {
        throw new ServiceError('InvalidParameterValueException', `The provided execution role does not have permissions to call ${action} on SQS`, 400, { Type: 'User' });
      }
    }
    const { Attributes } = await this.call(mapping, this.account.root, 'GetQueueAttributes', { AttributeNames: ['VisibilityTimeout'] });
    const visibility = Number((Attributes as Record<string, string> | undefined)?.VisibilityTimeout);
    if (visibility < target.timeout) {
      throw new ServiceError('InvalidParameterValueException',
        `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${target.timeout} seconds`, 400, { Type: 'User' });
    }
  }

  /** Messages may wait already. */
  start(mapping: EventSourceMapping): void {
    this.plan(mapping, this.account.clock.now() + mapping.batchingWindow * 1000);
  }

  private plan({ uuid, enabled }: EventSourceMapping, at: number): void {
    const times = this.planned.get(uuid) ?? new Set();
    if (!enabled || times.has(at)) return;
    this.planned.set(uuid, times.add(at));
    this.account.scheduledTasks.add(at, POLL, { uuid, at });
  }

  private async poll(payload: Json): Promise<void> {
    const { uuid, at } = payload as { uuid: string; at: number };
    this.planned.get(uuid)?.delete(at);
    for (;;) {
      const { eventSourceMappings } = lambdaState(this.account);
      const mapping = Object.hasOwn(eventSourceMappings, uuid) ? eventSourceMappings[uuid] : undefined;
      const target = mapping && functionWithArn(this.account, mapping.functionArn);
      if (!mapping?.enabled || !target) return;
      const running = this.active.get(uuid) ?? 0;
      // Whoever runs asks again when it is done.
      if (running >= (mapping.maximumConcurrency ?? Number.POSITIVE_INFINITY)) return;
      this.active.set(uuid, running + 1);
      try {
        const batch = await this.receive(mapping, target);
        if (batch.length === 0 || !await this.work(mapping, target, batch)) return;
      } finally {
        this.active.set(uuid, (this.active.get(uuid) ?? 1) - 1);
      }
    }
  }

  private async receive(mapping: EventSourceMapping, target: FunctionState): Promise<Message[]> {
    const batch: Message[] = [];
    while (batch.length < mapping.batchSize) {
      const { Messages } = await this.call(mapping, functionCaller(this.account, target), 'ReceiveMessage', {
        MaxNumberOfMessages: Math.min(MOST_AT_ONCE, mapping.batchSize - batch.length), WaitTimeSeconds: 0, AttributeNames: ['All'], MessageAttributeNames: ['All'],
      });
      const messages = (Messages ?? []) as Message[];
      if (messages.length === 0) return batch;
      batch.push(...messages);
    }
    return batch;
  }

  /** What was worked on goes; the rest comes again when its visibility timeout is over. `false`: the function may not run now. */
  private async work(mapping: EventSourceMapping, target: FunctionState, batch: readonly Message[]): Promise<boolean> {
    const event = { Records: batch.map((message) => record(mapping, message)) };
    const outcome = await this.run(target, JSON.stringify(event));
    const failed = outcome && !outcome.error ? failures(mapping, outcome, batch) : 'all';
    const done = failed === 'all' ? [] : batch.filter(({ MessageId }) => !failed.has(MessageId));
    for (let start = 0; start < done.length; start += MOST_AT_ONCE) {
      const entries = done.slice(start, start + MOST_AT_ONCE).map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await this.call(mapping, functionCaller(this.account, target), 'DeleteMessageBatch', { Entries: entries });
    }
    return outcome !== undefined;
  }

  /** A queue that is gone, or that the role may not read any more, brings nothing. */
  private async call(mapping: EventSourceMapping, caller: Principal, operation: string, input: object): Promise<Record<string, unknown>> {
    const [, , service = '', region = ''] = mapping.queueArn.split(':');
    try {
      const QueueUrl = queueUrl(this.account, mapping.queueArn);
      const { output } = await this.account.call({ service, region, operation, input: { QueueUrl, ...input }, caller });
      return output;
    } catch (error) {
      if (error instanceof ServiceError && operation !== 'GetQueueAttributes') return {};
      throw error;
    }
  }
}

/** The messages that the function has named as failed. An answer that it should not give fails them all. */
function failures({ reportsFailures }: EventSourceMapping, { payload }: Outcome, batch: readonly Message[]): Set<string> | 'all' {
  if (!reportsFailures) return new Set();
  const answer = JSON.parse(payload) as { batchItemFailures?: unknown } | null;
  const items = typeof answer === 'object' ? answer?.batchItemFailures : 'wrong';
  if (items === undefined || items === null) return new Set();
  if (!Array.isArray(items)) return 'all';
  const ids = items.map((item) => (item as { itemIdentifier?: unknown } | null)?.itemIdentifier);
  return ids.every((id) => typeof id === 'string' && batch.some(({ MessageId }) => MessageId === id)) ? new Set(ids as string[]) : 'all';
}

function record({ queueArn, region }: EventSourceMapping, message: Message): Record<string, unknown> {
  const attributes = Object.entries(message.MessageAttributes ?? {});
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(attributes.map(([name, { DataType, StringValue, BinaryValue }]) => [name, {
      ...StringValue !== undefined && { stringValue: StringValue },
      ...BinaryValue !== undefined && { binaryValue: BinaryValue },
      stringListValues: [],
      binaryListValues: [],
      dataType: DataType,
    }])),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}
