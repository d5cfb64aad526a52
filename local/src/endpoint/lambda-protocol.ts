import { decodePathPart } from './http-request';
import { toWire } from './json-values';
import type { Ask, Protocol, WireError } from './protocol';
import type { HttpAnswer, HttpRequest } from '../core/http-exchange';

const FUNCTIONS = '/2015-03-31/functions';

/** Lambda's REST protocol: the call is in the method, the path and the headers. */
export const lambdaProtocol: Protocol = {
  unknownKeyCode: 'UnrecognizedClientException',
  expiredKeyCode: 'ExpiredTokenException',

  read(request: HttpRequest, service: string): Ask | undefined {
    if (service !== 'lambda') return undefined;
    const { pathname, searchParams } = request.url;
    const [name, action] = pathname.slice(FUNCTIONS.length + 1).split('/');
    const route = `${request.method} ${pathname.startsWith(FUNCTIONS) ? name ? `function/${action ?? ''}` : 'functions' : pathname}`;
    const qualifier = searchParams.get('Qualifier');
    const input = { FunctionName: decodePathPart(name ?? ''), ...qualifier ? { Qualifier: qualifier } : {} };
    switch (route) {
      case 'GET functions': return {
        operation: 'ListFunctions',
        input: Object.fromEntries(['FunctionVersion', 'Marker', 'MasterRegion', 'MaxItems'].flatMap((member) => {
          const value = searchParams.get(member);
          return value === null ? [] : [[member, value]];
        })),
      };
      case 'GET function/': return { operation: 'GetFunction', input };
      case 'GET function/configuration': return { operation: 'GetFunctionConfiguration', input };
      case 'POST function/invocations': return {
        operation: 'Invoke',
        input: {
          ...input,
          InvocationType: request.headers['x-amz-invocation-type'],
          LogType: request.headers['x-amz-log-type'],
          Payload: request.body,
        },
      };
      // What `cdk deploy --hotswap` does instead of a deployment.
      case 'PUT function/code': return { operation: 'UpdateFunctionCode', input };
      default: return { operation: route, input: {} };
    }
  },

  answer(ask: Ask, output: Readonly<Record<string, unknown>>, requestId: string): HttpAnswer {
    if (ask.operation !== 'Invoke') return { status: 200, headers: headers(requestId), body: JSON.stringify(toWire(output)) };
    const optional = Object.entries({
      'x-amz-function-error': output.FunctionError,
      'x-amz-log-result': output.LogResult,
      'x-amz-executed-version': output.ExecutedVersion,
    }).filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)]);
    return {
      status: Number(output.StatusCode),
      headers: { ...headers(typeof output.requestId === 'string' ? output.requestId : requestId), ...Object.fromEntries(optional) },
      body: typeof output.Payload === 'string' ? output.Payload : '',
    };
  },

  fail(error: WireError, requestId: string): HttpAnswer {
    return {
      status: error.status,
      headers: { ...headers(requestId), 'x-amzn-errortype': error.code },
      body: JSON.stringify({ Type: error.status < 500 ? 'User' : 'Service', Message: error.message, message: error.message, ...error.members }),
    };
  },
};

function headers(requestId: string): Record<string, string> {
  return { 'content-type': 'application/json', 'x-amzn-requestid': requestId };
}
