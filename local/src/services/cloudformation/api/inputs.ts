import { ServiceError } from '../../../core/service';
import { validationError } from '../errors';

export type Input = Readonly<Record<string, unknown>>;
export type Output = Record<string, unknown>;

/** Readers of inputs. Over the wire every scalar is a text, and an empty list is an empty text. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function required(input: Input, name: string): string {
  const value = text(input[name]);
  if (value !== undefined) return value;
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  throw validationError(`1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`);
}

export function flag(value: unknown): boolean {
  return value === true || value === 'true';
}

export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The members of a list of structures. */
export function structures(value: unknown): Input[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) as Input[] : [];
}

/** A page of a list; the token is where the next one begins. */
export function page(member: string, items: readonly Output[], input: Input, size = 100): Output {
  const token = text(input.NextToken);
  const start = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(start) || start < 0 || start > items.length) throw new ServiceError('ValidationError', 'Invalid NextToken');
  const end = start + size;
  return { [member]: items.slice(start, end), ...(end < items.length ? { NextToken: String(end) } : {}) };
}
