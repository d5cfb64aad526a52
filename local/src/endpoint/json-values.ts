import { ServiceError } from '../core/service';

/** A value as AWS's JSON protocols write it: dates as seconds since the epoch, bytes in base 64. */
export function toWire(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toWire(member)]));
}

/** An object in a request's body; an empty body is an empty object. A member that is null is as good as absent. */
export function readObject(body: Buffer): Record<string, unknown> {
  const text = body.toString();
  if (text === '') return {};
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ServiceError('SerializationException', 'The request is no JSON object.');
  }
  return value as Record<string, unknown>;
}

function parse(text: string): unknown {
  try {
    return withoutNulls(JSON.parse(text));
  } catch {
    // It is no JSON, or nested too deeply for anything that AWS has.
    throw new ServiceError('SerializationException', 'The request is no JSON.');
  }
}

/** Lists keep their nulls: no list of AWS's may have one, and whose list it is refuses it. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, member]) => member === null ? [] : [[key, withoutNulls(member)]]));
}
