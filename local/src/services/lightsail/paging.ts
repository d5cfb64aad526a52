import { invalidInput } from './errors';
import type { Output, Request } from './request';

/**
 * One page of a list. The token says behind which item to go on, so that what is deleted meanwhile costs nobody a place.
 * The order is the order of the keys. Most are ids: callers cannot know it.
 */
export function page<Item>(
  request: Request, member: string, items: readonly Item[], key: (item: Item) => string, output: (item: Item) => Output,
): Output {
  const token = request.optionalText('pageToken');
  const after = token === undefined ? undefined : decode(token, request.operation);
  const sorted = [...items].sort((one, other) => key(one).localeCompare(key(other)));
  const rest = after === undefined ? sorted : sorted.filter((item) => key(item).localeCompare(after) > 0);
  const shown = rest.slice(0, request.pageSize);
  const last = shown.at(-1);
  return {
    [member]: shown.map(output),
    ...last !== undefined && rest.length > shown.length && { nextPageToken: encode(key(last), request.operation) },
  };
}

function encode(after: string, operation: string): string {
  return Buffer.from(JSON.stringify([operation, after])).toString('base64');
}

function decode(token: string, operation: string): string {
  try {
    const [from, after] = JSON.parse(Buffer.from(token, 'base64').toString()) as unknown[];
    if (from === operation && typeof after === 'string') return after;
  } catch {
    // Not a token of ours: the same answer as for one of another call.
  }
  throw invalidInput('The page token is invalid.');
}
