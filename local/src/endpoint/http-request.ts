import type { IncomingMessage } from 'node:http';
import type { HttpRequest } from '../core/http-exchange';
import { ServiceError } from '../core/service';

/** The request with its body; nothing if the caller is gone before it is complete. */
export async function readRequest(request: IncomingMessage): Promise<HttpRequest | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch (error) {
    if (request.socket.destroyed) return undefined;
    throw error;
  }
  return {
    method: request.method ?? '',
    url: urlOf(request.url ?? '/', request.headers.host ?? 'localhost'),
    headers: request.headers,
    body: Buffer.concat(chunks),
  };
}

/** The request's target: a path, a whole URL (as proxies get it), or `*`. */
function urlOf(target: string, host: string): URL {
  // A path is appended: relative to a base, `//` would be taken for the beginning of a host.
  const text = target === '*' ? `http://${host}/` : target.startsWith('/') ? `http://${host}${target}` : target;
  if (!URL.canParse(text)) throw malformedRequest(`The request's target or its Host header is not valid: ${target}, ${host}`);
  return new URL(text);
}

/** The text of a part of a path. */
export function decodePathPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw malformedRequest(`The path is not encoded correctly: ${part}`);
  }
}

/** Something is wrong that has to do with HTTP only. */
function malformedRequest(message: string): ServiceError {
  return new ServiceError('MalformedHttpRequestException', message);
}
