import * as http from 'node:http';
import * as https from 'node:https';

export interface HttpRequest {
  readonly method: 'POST' | 'PUT';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How long the whole exchange may take. */
  readonly timeoutMilliseconds: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** Rejects only on network errors; every status is an answer. */
export type SendHttp = (request: HttpRequest) => Promise<HttpAnswer>;

export const sendHttp: SendHttp = async (request) => new Promise((resolve, reject) => {
  const { request: open } = request.url.protocol === 'http:' ? http : https;
  const outgoing = open(request.url, {
    method: request.method,
    headers: {
      ...request.headers,
      'content-length': String(Buffer.byteLength(request.body)),
      // A function is frozen between two calls: a connection that was kept would be dead by then.
      'connection': 'close',
    },
  }, (incoming) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('error', fail);
    incoming.on('end', () => {
      clearTimeout(timer);
      resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
    });
  });
  const timer = setTimeout(
    () => outgoing.destroy(new NetworkError('TimeoutError', `no answer from ${request.url.host} in ${request.timeoutMilliseconds} ms`)),
    request.timeoutMilliseconds,
  );
  function fail(error: Error): void {
    clearTimeout(timer);
    reject(error instanceof NetworkError ? error : new NetworkError(codeOf(error), `${request.url.host}: ${codeOf(error)}`));
  }
  outgoing.on('error', fail);
  outgoing.end(request.body);
});

/** The other side was not reached, or did not answer. Its text names only the host: a path can hold a secret. */
export class NetworkError extends Error {
  constructor(readonly code: string, message: string) {
    super(message);
    this.name = 'NetworkError';
  }
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
