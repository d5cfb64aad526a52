import { readObject, toWire } from './json-values';
import type { Ask, Protocol, WireError } from './protocol';
import type { HttpAnswer, HttpRequest } from '../core/http-exchange';

/** AWS JSON 1.0 and 1.1: the operation is in the header `X-Amz-Target`, everything else is a JSON body. */
export const jsonProtocol: Protocol<string> = {
  unknownKeyCode: 'UnrecognizedClientException',
  expiredKeyCode: 'ExpiredTokenException',

  read(request: HttpRequest): Ask | undefined {
    const target = request.headers['x-amz-target'];
    if (typeof target !== 'string') return undefined;
    return { operation: target.slice(target.lastIndexOf('.') + 1), input: readObject(request.body) };
  },

  answer(_ask: Ask, output: Readonly<Record<string, unknown>>, requestId: string): HttpAnswer {
    return { status: 200, headers: headers(requestId), body: JSON.stringify(toWire(output)) };
  },

  fail(error: WireError, requestId: string): HttpAnswer {
    return {
      status: error.status,
      headers: { ...headers(requestId), 'x-amzn-errortype': error.code },
      body: JSON.stringify({ __type: error.code, message: error.message, ...error.members }),
    };
  },
};

function headers(requestId: string): Record<string, string> {
  return { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId };
}
