import { addressOf } from './address';
import { inputOf } from './input';
import { bodyOf, headersOf, statusOf, withEncodedKeys } from './output';
import { routeOf } from './routes';
import { document } from './xml';
import type { HttpAnswer, HttpRequest } from '../../core/http-exchange';
import type { Ask, Protocol, WireError } from '../protocol';

/** Codes that differ from those of the JSON protocols. */
const CODES: Readonly<Record<string, string>> = {
  AccessDeniedException: 'AccessDenied', InvalidSignatureException: 'AuthorizationHeaderMalformed', MissingAuthenticationToken: 'AccessDenied',
};

/** S3's REST protocol: the call is in the method, the host, the path, the query and the headers, most answers are XML. */
export const s3Protocol: Protocol = {
  unknownKeyCode: 'InvalidAccessKeyId',
  expiredKeyCode: 'ExpiredToken',

  read(request: HttpRequest, service: string): Ask | undefined {
    if (service !== 's3') return undefined;
    const operation = routeOf(request.method, addressOf(request.url), request.url.searchParams, request.headers['x-amz-copy-source'] !== undefined);
    return { operation, input: inputOf(operation, request) };
  },

  answer(ask: Ask, output: Readonly<Record<string, unknown>>, requestId: string): HttpAnswer<string | Buffer> {
    const { operation } = ask;
    const body = bodyOf(operation, ask.input.EncodingType === 'url' ? withEncodedKeys(output) : output);
    const xml: Record<string, string> = typeof body === 'string' && body.startsWith('<') ? { 'content-type': 'application/xml' } : {};
    return { status: statusOf(operation, output), headers: { 'x-amz-request-id': requestId, ...xml, ...headersOf(operation, output) }, body };
  },

  fail({ code, message, status, members }: WireError, requestId: string): HttpAnswer {
    const content = { Code: CODES[code] ?? code, Message: message, ...members, RequestId: requestId };
    return {
      status,
      headers: { 'x-amz-request-id': requestId, 'content-type': 'application/xml' },
      // S3's errors have no namespace.
      body: document('Error', content).replace(/ xmlns="[^"]*"/, ''),
    };
  },
};
