import { createHash } from 'node:crypto';
import { ServiceError } from '../../core/service';

const MOST = 1000;
const DEFAULT = 100;

/**
 * A page of a list. A token holds how much came before it, and what was asked for: with other arguments it is refused, as
 * AWS does it.
 */
export function page<Item>(
  member: string, items: readonly Item[], view: (item: Item) => Record<string, unknown>,
  { maxResults, nextToken }: Readonly<Record<string, unknown>>, question: readonly unknown[],
): Record<string, unknown> {
  const size = sizeOf(maxResults);
  const asked = createHash('sha256').update(JSON.stringify([member, ...question])).digest('hex').slice(0, 16);
  const first = nextToken === undefined ? 0 : startOf(String(nextToken), asked);
  const end = first + size;
  return { [member]: items.slice(first, end).map(view), ...end < items.length && { nextToken: Buffer.from(`${asked} ${end}`).toString('base64') } };
}

/** 0 is the default. */
function sizeOf(maxResults: unknown): number {
  const size = Number(maxResults ?? 0);
  if (Number.isInteger(size) && size >= 0 && size <= MOST) return size === 0 ? DEFAULT : size;
  throw new ServiceError('ValidationException', `1 validation error detected: Value '${size}' at 'maxResults' failed to satisfy constraint: `
    + `Member must have value ${size > MOST ? `less than or equal to ${MOST}` : 'greater than or equal to 0'}`);
}

function startOf(token: string, asked: string): number {
  const [from, start] = Buffer.from(token, 'base64').toString().split(' ');
  if (from === asked && /^\d+$/.test(start ?? '')) return Number(start);
  throw new ServiceError('InvalidToken', `Invalid Token: 'The provided token is not valid for this request: ${token}'`);
}
