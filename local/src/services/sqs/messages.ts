import { attributesDigest, digestOf, type MessageAttribute } from './digests';
import { within } from './settings';
import { queueWithArn, sqsState, type StoredMessage, type StoredQueue } from './state';
import type { Account } from '../../core/account';
import type { Principal } from '../../core/authorization';
import { MESSAGES_VISIBLE } from '../../core/notices';
import { ServiceError } from '../../core/service';

type Input = Readonly<Record<string, unknown>>;
type Output = Record<string, unknown>;

/** Messages that may be under way from one queue at a time. */
const MOST_IN_FLIGHT = 120_000;

/** What is in a queue, without what it has kept for long enough. */
export function currentMessages(account: Account, queue: StoredQueue): StoredMessage[] {
  const oldest = account.clock.now() - queue.settings.MessageRetentionPeriod * 1000;
  if (queue.messages.some(({ at }) => at < oldest)) queue.messages = queue.messages.filter(({ at }) => at >= oldest);
  return queue.messages;
}

export function sendMessage(account: Account, queue: StoredQueue, input: Input, sender: Principal): Output {
  if (!input.MessageBody) throw new ServiceError('MissingParameter', 'The request must contain the parameter MessageBody.');
  const body = String(input.MessageBody);
  const attributes = (input.MessageAttributes ?? {}) as Record<string, MessageAttribute>;
  const digests = {
    MD5OfMessageBody: digestOf(body),
    ...Object.keys(attributes).length > 0 && { MD5OfMessageAttributes: attributesDigest(attributes) },
  };
  if (messageSize(input) > queue.settings.MaximumMessageSize) {
    throw new ServiceError('InvalidParameterValue', `One or more parameters are invalid. Reason: Message must be shorter than ${queue.settings.MaximumMessageSize} bytes.`);
  }
  const delay = input.DelaySeconds === undefined ? queue.settings.DelaySeconds : within('DelaySeconds', input.DelaySeconds, 0, 900);
  const state = sqsState(account);
  const now = account.clock.now();
  const message: StoredMessage = {
    id: `50500000-0000-4000-8000-${String(state.next++).padStart(12, '0')}`,
    at: now,
    body,
    attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, value.StringValue ?? ''])),
    sentAttributes: Object.fromEntries(Object.entries(attributes).map(([name, { BinaryValue, ...value }]) => [name, {
      ...value, ...BinaryValue !== undefined && { BinaryValue: typeof BinaryValue === 'string' ? BinaryValue : Buffer.from(BinaryValue).toString('base64') },
    }])),
    sender: sender.accessKeyId,
    visibleAt: now + delay * 1000,
    receives: 0,
  };
  currentMessages(account, queue).push(message);
  account.notices.tell(MESSAGES_VISIBLE, queue.arn, message.visibleAt);
  return { MessageId: message.id, ...digests };
}

/** Bytes of the body and of all attributes, with their names and types. */
export function messageSize({ MessageBody, MessageAttributes }: Input): number {
  const attributes = Object.entries((MessageAttributes ?? {}) as Record<string, MessageAttribute>).map(([name, attribute]) => Buffer.byteLength(name)
    + Buffer.byteLength(attribute.DataType ?? '') + Buffer.byteLength(attribute.StringValue ?? '')
    + (typeof attribute.BinaryValue === 'string' ? Buffer.from(attribute.BinaryValue, 'base64').length : attribute.BinaryValue?.length ?? 0));
  return Buffer.byteLength(String(MessageBody ?? '')) + attributes.reduce((sum, size) => sum + size, 0);
}

/** Hands out up to so many messages, which are hidden for a while. */
export function receiveMessages(account: Account, queue: StoredQueue, most: number, visibilityTimeout: number): StoredMessage[] {
  const now = account.clock.now();
  const inFlight = queue.messages.filter(({ visibleAt, receives }) => receives > 0 && visibleAt > now).length;
  if (inFlight >= MOST_IN_FLIGHT) throw new ServiceError('OverLimit', `Too many messages received without deleting: ${inFlight}`);
  const received: StoredMessage[] = [];
  for (const message of currentMessages(account, queue).filter(({ visibleAt }) => visibleAt <= now)) {
    if (received.length === most) break;
    if (moveToDeadLetters(account, queue, message)) continue;
    message.receives++;
    message.firstReceivedAt ??= now;
    message.receipt = Buffer.from(`${message.id}:${message.receives}:${queue.name}`).toString('base64');
    hide(account, queue, message, visibilityTimeout);
    received.push(message);
  }
  return received;
}

/**
 * Moves a message that was received often enough. It keeps its id and the time at which it was sent, by which it expires. If
 * the other queue is gone, it stays and is received again.
 */
function moveToDeadLetters(account: Account, queue: StoredQueue, message: StoredMessage): boolean {
  const { RedrivePolicy: policy } = queue.settings;
  const target = policy && message.receives >= policy.maxReceiveCount ? queueWithArn(account, policy.deadLetterTargetArn) : undefined;
  if (!target) return false;
  queue.messages = queue.messages.filter((other) => other !== message);
  target.messages.push({ ...message, receives: 0, receipt: undefined, firstReceivedAt: undefined, deadLetterSource: queue.arn });
  account.notices.tell(MESSAGES_VISIBLE, target.arn, account.clock.now());
  return true;
}

function hide(account: Account, queue: StoredQueue, message: StoredMessage, seconds: number): void {
  message.visibleAt = account.clock.now() + seconds * 1000;
  account.notices.tell(MESSAGES_VISIBLE, queue.arn, message.visibleAt);
}

/** The message that a receipt is for; `undefined`: gone already, or received again since. */
function receiptMessage(queue: StoredQueue, handle: unknown): StoredMessage | undefined {
  const [id, , name] = Buffer.from(String(handle), 'base64').toString().split(':');
  if (!id || name !== queue.name) throw new ServiceError('ReceiptHandleIsInvalid', `The input receipt handle "${String(handle)}" is not a valid receipt handle.`);
  return queue.messages.find(({ receipt }) => receipt === handle);
}

/** What is gone already is deleted, too. A receipt that is not the last one may not delete: here it never does. */
export function deleteMessage(queue: StoredQueue, input: Input): Output {
  const message = receiptMessage(queue, input.ReceiptHandle);
  if (message) queue.messages = queue.messages.filter((other) => other !== message);
  return {};
}

export function changeVisibility(account: Account, queue: StoredQueue, input: Input): Output {
  const seconds = within('VisibilityTimeout', input.VisibilityTimeout, 0, 43_200);
  const message = receiptMessage(queue, input.ReceiptHandle);
  if (!message || message.visibleAt <= account.clock.now()) {
    throw new ServiceError('MessageNotInflight', `Value ${String(input.ReceiptHandle)} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`);
  }
  hide(account, queue, message, seconds);
  return {};
}

/** A message as ReceiveMessage shows it, with the attributes that were asked for. */
export function describeMessage(message: StoredMessage, input: Input): Output {
  const system: Record<string, string | undefined> = {
    SenderId: message.sender,
    SentTimestamp: String(message.at),
    ApproximateReceiveCount: String(message.receives),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    DeadLetterQueueSourceArn: message.deadLetterSource,
  };
  const wanted = names(input.MessageSystemAttributeNames ?? input.AttributeNames);
  const shown = Object.entries(system).filter(([name, value]) => value !== undefined && (wanted.includes('All') || wanted.includes(name)));
  const patterns = names(input.MessageAttributeNames);
  const attributes = Object.entries(message.sentAttributes).filter(([name]) => patterns.some((pattern) => matches(pattern, name)));
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    MD5OfBody: digestOf(message.body),
    Body: message.body,
    ...shown.length > 0 && { Attributes: Object.fromEntries(shown) },
    ...attributes.length > 0 && {
      MessageAttributes: Object.fromEntries(attributes), MD5OfMessageAttributes: attributesDigest(Object.fromEntries(attributes)),
    },
  };
}

function matches(pattern: string, name: string): boolean {
  return pattern === 'All' || (pattern.endsWith('.*') ? name.startsWith(pattern.slice(0, -2)) : pattern === name);
}

export function names(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
