import { ServiceError } from '../service';

/** A value as AWS's JSON protocols write it: dates as seconds since the epoch, bytes in base 64. */
export function toWire(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toWire(member)]));
}

/** An object in a request's body; an empty body is an empty object. */
export function readObject(body: Buffer): Record<string, unknown> {
  const text = body.toString();
  try {
    return text === '' ? {} : JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new ServiceError('SerializationException', 'The request is no JSON.');
  }
}
