import type { Deliveries } from './deliveries';
import { invalid, type MessageAttribute, type Publication, snsState, topicWithArn } from './state';
import type { Account } from '../../core/account';
import { NotSupportedError } from '../../core/service';

type Input = Readonly<Record<string, unknown>>;

const LARGEST = 262_144;

/** Keeps a message, and brings it to those who subscribed. */
export function publish(account: Account, deliveries: Deliveries, topicArn: string, input: Input): { MessageId: string } {
  const topic = topicWithArn(account, topicArn);
  for (const name of ['MessageGroupId', 'MessageDeduplicationId']) {
    if (input[name] !== undefined) throw new NotSupportedError(`the ${name} of messages: FIFO topics`);
  }
  const text = String(input.Message ?? '');
  if (text === '') throw invalid('Empty message');
  if (Buffer.byteLength(text) > LARGEST) throw invalid('Message too long');
  const subject = input.Subject === undefined ? undefined : String(input.Subject);
  if (subject !== undefined && (!/^[\x20-\x7e]{1,100}$/.test(subject) || subject.startsWith(' '))) throw invalid('Subject');
  const byProtocol = input.MessageStructure === 'json' ? structured(text) : undefined;
  const attributes = attributesOf((input.MessageAttributes ?? {}) as Readonly<Record<string, MessageAttribute>>);
  const state = snsState(account);
  const publication: Publication = {
    id: `5a500000-0000-4000-8000-${String(state.next++).padStart(12, '0')}`,
    at: account.clock.now(),
    message: byProtocol?.default ?? text,
    ...subject !== undefined && { subject },
    ...Object.keys(attributes).length > 0 && { attributes },
    ...byProtocol && { byProtocol },
  };
  topic.published.push(publication);
  deliveries.begin(topicArn, publication);
  return { MessageId: publication.id };
}

function structured(text: string): Record<string, string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalid('Message Structure - JSON message body failed to parse');
  }
  const members = Object.entries((parsed ?? {}) as object).filter(([, value]) => typeof value === 'string');
  const byProtocol = Object.fromEntries(members) as Record<string, string>;
  if (byProtocol.default === undefined) throw invalid('Message Structure - No default entry in JSON message body');
  return byProtocol;
}

function attributesOf(given: Readonly<Record<string, MessageAttribute>>): Record<string, MessageAttribute> {
  return Object.fromEntries(Object.entries(given).map(([name, { DataType, StringValue, BinaryValue }]) => {
    if (!DataType) throw invalid(`The message attribute '${name}' must contain non-empty message attribute type.`);
    if (!StringValue && BinaryValue === undefined) {
      throw invalid(`The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`);
    }
    const bytes = BinaryValue as string | Uint8Array | undefined;
    return [name, {
      DataType,
      ...StringValue !== undefined && { StringValue },
      ...bytes !== undefined && { BinaryValue: typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('base64') },
    }];
  }));
}
