import { createHash } from 'node:crypto';
import { ServiceError } from '../../core/service';

/** An attribute of a message, as SendMessage takes it. */
export interface MessageAttribute {
  readonly DataType?: string;
  readonly StringValue?: string;
  /** Base 64 over the wire. */
  readonly BinaryValue?: string | Uint8Array;
}

export function digestOf(data: string | Buffer): string {
  return createHash('md5').update(data).digest('hex');
}

/**
 * The digest of all attributes, by which clients see whether they arrived as they were sent.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export function attributesDigest(attributes: Readonly<Record<string, MessageAttribute>>): string {
  const names = Object.keys(attributes).sort();
  return digestOf(Buffer.concat(names.flatMap((name) => {
    const { DataType: type, StringValue: text, BinaryValue: bytes } = attributes[name];
    if (type === undefined || (text === undefined && bytes === undefined)) {
      throw new ServiceError('InvalidParameterValue', `The message attribute '${name}' must contain a non-empty message attribute value and its type.`);
    }
    const value = text !== undefined ? Buffer.from(text) : typeof bytes === 'string' ? Buffer.from(bytes, 'base64') : Buffer.from(bytes ?? []);
    return [withLength(Buffer.from(name)), withLength(Buffer.from(type)), Buffer.from([text !== undefined ? 1 : 2]), withLength(value)];
  })));
}

function withLength(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
